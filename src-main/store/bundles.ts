import { z } from 'zod'
import { BuildId, BundleId, CaseId } from '../contract/ids.ts'
import { type Bundle, BundleBuild, BundlePlan } from '../contract/bundles.ts'
import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf } from './rows.ts'

/** A build as it is kept: what the window sees of it, and where its bytes are. */
export interface BuildRow {
  readonly build: BundleBuild
  readonly bundleId: string
  readonly plan: BundlePlan
  readonly builtBy: string
  readonly blobId: string
  readonly headerSha256: string
  readonly epoch: number
}

export function insert(
  writer: Writer,
  bundle: { readonly id: string; readonly caseId: string },
  plan: BundlePlan,
  recordedAt: string,
): void {
  writer.run('INSERT INTO bundles (id, case_id, plan, recorded_at) VALUES (?, ?, ?, ?)', [
    bundle.id,
    bundle.caseId,
    JSON.stringify(plan),
    recordedAt,
  ])
}

/** Replaces a bundle's plan; its builds keep the plan they were made from. */
export function arrange(writer: Writer, bundleId: string, plan: BundlePlan): void {
  writer.run('UPDATE bundles SET plan = ? WHERE id = ?', [JSON.stringify(plan), bundleId])
}

export function insertBuild(writer: Writer, { build, ...row }: BuildRow): void {
  writer.run(
    `INSERT INTO bundle_builds (id, bundle_id, blob_id, size, header_sha256, epoch, sha256, pages, plan, placed, left_out,
       checks, built_by, built_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      build.buildId,
      row.bundleId,
      row.blobId,
      build.bytes,
      row.headerSha256,
      row.epoch,
      build.sha256,
      build.pages,
      JSON.stringify(row.plan),
      JSON.stringify(build.placed),
      JSON.stringify(build.left),
      JSON.stringify(build.checks),
      row.builtBy,
      build.builtAt,
    ],
  )
}

/** Records to whom a build was given. */
export function insertIssue(
  writer: Writer,
  issue: { buildId: string; givenTo: string; givenAt: string; userId: string },
): void {
  writer.run('INSERT INTO bundle_issues (build_id, given_to, given_at, user_id) VALUES (?, ?, ?, ?)', [
    issue.buildId,
    issue.givenTo,
    issue.givenAt,
    issue.userId,
  ])
}

const BUNDLES = 'SELECT b.*, (SELECT count(*) FROM bundle_builds x WHERE x.bundle_id = b.id) AS builds FROM bundles b'

/** The bundles of a case, newest first. */
export function listOfCase(reader: Reader, caseId: string): readonly Bundle[] {
  return reader.all(`${BUNDLES} WHERE b.case_id = ? ORDER BY b.seq DESC`, [caseId]).map(readBundle)
}

/** A bundle by its id. */
export function find(reader: Reader, bundleId: string): Bundle | undefined {
  const row = reader.get(`${BUNDLES} WHERE b.id = ?`, [bundleId])
  return row && readBundle(row)
}

/** The builds of a bundle, newest first. */
export function builds(reader: Reader, bundleId: string): readonly BundleBuild[] {
  return reader
    .all('SELECT * FROM bundle_builds WHERE bundle_id = ? ORDER BY seq DESC', [bundleId])
    .map((row) => readBuild(row).build)
}

/** A build by its id. */
export function findBuild(reader: Reader, buildId: string): BuildRow | undefined {
  const row = reader.get('SELECT * FROM bundle_builds WHERE id = ?', [buildId])
  return row && readBuild(row)
}

function readBundle(row: Row): Bundle {
  const plan = BundlePlan.parse(JSON.parse(textOf(row, 'plan')))
  return {
    bundleId: BundleId.parse(row['id']),
    caseId: CaseId.parse(row['case_id']),
    title: plan.title,
    profile: plan.profile,
    entries: plan.sections.reduce((sum, section) => sum + section.entries.length, 0),
    builds: numberOf(row, 'builds'),
    recordedAt: textOf(row, 'recorded_at'),
    plan,
  }
}

const kept = z.object({
  placed: BundleBuild.shape.placed,
  left: BundleBuild.shape.left,
  checks: BundleBuild.shape.checks,
})

function readBuild(row: Row): BuildRow {
  const json = kept.parse({
    placed: JSON.parse(textOf(row, 'placed')),
    left: JSON.parse(textOf(row, 'left_out')),
    checks: JSON.parse(textOf(row, 'checks')),
  })
  return {
    bundleId: textOf(row, 'bundle_id'),
    plan: BundlePlan.parse(JSON.parse(textOf(row, 'plan'))),
    builtBy: textOf(row, 'built_by'),
    blobId: textOf(row, 'blob_id'),
    headerSha256: textOf(row, 'header_sha256'),
    epoch: numberOf(row, 'epoch'),
    build: {
      buildId: BuildId.parse(row['id']),
      builtAt: textOf(row, 'built_at'),
      sha256: textOf(row, 'sha256'),
      bytes: numberOf(row, 'size'),
      pages: numberOf(row, 'pages'),
      ...json,
    },
  }
}
