import { createHash } from 'node:crypto'
import type { BundleBuild, CheckReport } from '../contract/bundles.ts'
import { BuildId } from '../contract/ids.ts'
import { getProfile } from '../domain/profiles.ts'
import { Bug, Refusal } from '../kernel/errors.ts'
import { canonical, type Json } from '../kernel/canonical-json.ts'
import { checkRulesOf } from '../pages/check/rules.ts'
import * as bundles from '../store/bundles.ts'
import type { BlobWriter, StoredBlob } from '../vault/blobs.ts'
import type { Binding, Bound } from './binder.ts'
import { prepareBundle, type PreparedBundle } from './bundle-contents.ts'
import { getBundle } from './bundles.ts'
import { dayOf, getCase } from './case-file.ts'
import type { Desk, Watch } from './desk.ts'
import { mustBeWhole } from './integrity/check-files.ts'
import { mustBeAllowed, record } from './record.ts'

/** A source is read whole, one at a time; a longer one is refused with its name. */
const MOST_SOURCE_BYTES = 1024 * 1024 * 1024
/** A bundle up to this size is checked whole. */
const MOST_CHECKED_BYTES = 1024 * 1024 * 1024

/**
 * Builds a bundle into the vault and checks it with an independent reader. Nothing of it is outside until it is
 * exported.
 *
 * @throws Refusal `bundle.not-found`, `bundle.empty`, `bundle.entry-refused`, `bundle.evidence-damaged`, `bundle.name-would-leave`, `cancelled`, `disk.full`
 */
export async function buildBundle(
  desk: Desk,
  asked: { readonly bundleId: string; readonly unusable: Binding['unusable'] },
  watch: Watch = {},
): Promise<BundleBuild> {
  mustBeAllowed(desk, 'bundle.build')
  const { bundle, prepared } = desk.connection.read((reader) => {
    const found = getBundle(reader, asked.bundleId)
    const file = getCase(desk, reader, found.caseId)
    return { bundle: found, prepared: prepareBundle(reader, file, found.plan, dayOf(desk.clock())) }
  })
  const binding: Binding = { ...prepared.binding, unusable: asked.unusable, fileId: fileIdOf(prepared) }
  await mustBeWhole(
    desk,
    [...prepared.files.values()].map(({ exhibitId }) => exhibitId),
    watch,
  )
  const { bound, stored } = await bindInto(desk, binding, prepared, watch)
  try {
    const checks = await checkBuild(desk, binding, bound, stored)
    const build: BundleBuild = {
      buildId: BuildId.parse(desk.newId()),
      builtAt: desk.clock().at,
      sha256: stored.sha256,
      bytes: stored.size,
      pages: bound.pages,
      placed: [...bound.placed],
      left: [...bound.left],
      checks,
    }
    desk.connection.write((writer) => {
      const { blobId, headerSha256, epoch } = stored
      bundles.insertBuild(writer, {
        build,
        bundleId: bundle.bundleId,
        plan: bundle.plan,
        builtBy: desk.user.id,
        blobId,
        headerSha256,
        epoch,
      })
      const note = `into bundle build ${build.buildId}`
      record(desk, writer, {
        act: 'bundle.build',
        object: build.buildId,
        facts: { sha256: build.sha256, pages: build.pages },
        custody: [...prepared.files.values()].map(({ exhibitId }) => ({ exhibitId, kind: 'copied', note })),
      })
    })
    return build
  } catch (error) {
    await desk.blobs.forget([stored.blobId])
    throw error
  }
}

async function bindInto(
  desk: Desk,
  binding: Binding,
  { files }: PreparedBundle,
  watch: Watch,
): Promise<{ readonly bound: Bound; readonly stored: StoredBlob }> {
  let writer: BlobWriter = await desk.blobs.create()
  try {
    const bound = await desk.binder.bind(binding, {
      ...watch,
      open: (key) => {
        const file = files.get(key)
        if (!file) throw new Bug('the binder asks for files of the bundle only')
        if (file.size > MOST_SOURCE_BYTES) throw new Refusal('source.unsupported', {})
        return desk.blobs.readAll(file, MOST_SOURCE_BYTES)
      },
      write: (bytes) => writer.write(bytes),
      restart: async () => {
        await writer.abort()
        writer = await desk.blobs.create()
      },
    })
    return { bound, stored: await writer.commit() }
  } catch (error) {
    await writer.abort()
    throw error
  }
}

async function checkBuild(desk: Desk, { profile }: Binding, bound: Bound, stored: StoredBlob): Promise<CheckReport> {
  if (stored.size > MOST_CHECKED_BYTES)
    return {
      passed: [],
      failed: [],
      warnings: [{ rule: 'too-large-to-check', page: null, facts: { bytes: stored.size } }],
    }
  const bytes = await desk.blobs.readAll(stored, MOST_CHECKED_BYTES)
  return desk.reader.check(bytes, checkRulesOf(getProfile(profile)), expectationsOf(bound))
}

/** What whoever built a bundle knows of it, for the check to compare. */
export function expectationsOf({ placed, frontPages, picturePages }: Bound): Parameters<Desk['reader']['check']>[2] {
  return {
    documents: placed,
    picturePages,
    index: { firstPage: frontPages.cover + 1, lastPage: frontPages.cover + frontPages.index },
  }
}

/** The same plan with the same files is the same bundle, and has the same identifier. */
function fileIdOf({ binding, files }: PreparedBundle): string {
  const digests = [...files].map(([key, { sha256 }]): Json => [key, sha256])
  const told = canonical({ binding: JSON.stringify(binding), digests })
  return createHash('sha256').update(`clarkson/bundle-id/v1\n${told}`).digest('hex').slice(0, 32)
}

/**
 * Writes a build outside the vault and records to whom it was given. The act is recorded before a byte is outside.
 *
 * @throws Refusal `build.not-found`, `destination.exists`, `destination.unwritable`, `disk.full`
 */
export async function exportBuild(
  desk: Desk,
  asked: { readonly buildId: string; readonly path: string; readonly givenTo: string; readonly overwrite: boolean },
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  mustBeAllowed(desk, 'bundle.export')
  const found = desk.connection.write((writer) => {
    const row = bundles.findBuild(writer, asked.buildId)
    if (!row) throw new Refusal('build.not-found', {})
    bundles.insertIssue(writer, {
      buildId: asked.buildId,
      givenTo: asked.givenTo,
      givenAt: desk.clock().at,
      userId: desk.user.id,
    })
    record(desk, writer, { act: 'bundle.export', object: asked.buildId, facts: { sha256: row.build.sha256 } })
    return row
  })
  const blob = { ...found, size: found.build.bytes }
  const { sha256, size } = await desk.blobs.extractTo(blob, asked.path, { overwrite: asked.overwrite })
  return { sha256, bytes: size }
}
