import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { addParty } from '../../src-main/acts/case-file.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { readStatementText } from '../../src-main/acts/statement-file.ts'
import { recordStatement } from '../../src-main/acts/statements.ts'
import { LedgerExported, LedgerReport } from '../../src-main/contract/audit.ts'
import { BundleBuild } from '../../src-main/contract/bundles.ts'
import type { Reply } from '../../src-main/contract/failure.ts'
import { createGrants } from '../../src-main/door/grants.ts'
import { createHandlers } from '../../src-main/door/handlers.ts'
import { createIncidents } from '../../src-main/door/incidents.ts'
import { createJobs } from '../../src-main/door/jobs.ts'
import { serve } from '../../src-main/door/serve.ts'
import { createSession } from '../../src-main/door/session.ts'
import { ownFolder } from '../support/folders.ts'
import { enter, entriesOf, fileExhibits, secondUser } from '../support/ledger-office.ts'
import { newCase, openTestOffice, places, testTools } from '../support/office.ts'

const folder = ownFolder('ledger-door')
const session = createSession()
const grants = createGrants()
const incidents = createIncidents()
const emit = (): void => undefined
const tools = testTools()
const jobs = createJobs({ emit, incidents, now: () => '2026-03-02T10:30:00.000Z', newId: randomUUID })
const answer = serve(createHandlers({ session, grants, jobs, tools, places, emit }), incidents)
let office: Office
let bina: string

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'office'))
  fileExhibits(office.desk, 2)
  const second = secondUser(office.desk)
  bina = second.user.id
  enter(second, 3)
  enter(office.desk, 699)
  session.enter(office)
})
afterAll(() => jobs.close())

async function ask<T>(name: string, input: unknown = {}): Promise<T> {
  const reply: Reply = await answer(name, input)
  if (!reply.ok) throw new Error(JSON.stringify(reply.failure))
  return reply.value as T
}

interface Page {
  readonly rows: readonly {
    readonly sequence: number
    readonly act: string
    readonly user: string
    readonly custodyEvents: number
    readonly facts: object
  }[]
  readonly total: number
  readonly users: readonly { readonly name: string }[]
}

async function jobResult(started: { readonly jobId: string }): Promise<unknown> {
  return vi.waitUntil(() => {
    const job = jobs.list().find(({ jobId }) => jobId === started.jobId)
    if (job?.state === 'failed') throw new Error(JSON.stringify(job.failure))
    return job?.state === 'done' ? (job.result as object) : false
  }, 60_000)
}

function grant(path: string, use: 'save' | 'evidence'): string {
  const ticket = randomBytes(16).toString('base64url')
  grants.add(ticket, path, use)
  return ticket
}

const newest = (): { readonly act: string; readonly object: string; readonly userId: string } | undefined =>
  entriesOf(office.desk.connection).at(-1)

describe('the ledger through the door', () => {
  test('is shown a page at a time, newest first, and leaves no trace', async () => {
    const before = newest()
    const first = await ask<Page>('audit.page')
    expect(first.rows).toHaveLength(200)
    expect(first.total).toBe(707)
    expect(first.rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 200 }, (_, i) => 707 - i))
    expect(first.users.map(({ name }) => name)).toEqual(['Amina', 'Recovery key', 'Bina'])
    const last = await ask<Page>('audit.page', { offset: 700, limit: 50 })
    expect(last.rows.map(({ act }) => act)).toEqual([
      'exhibit.view',
      'exhibit.view',
      'user.add',
      'exhibit.record',
      'exhibit.record',
      'case.create',
      'vault.create',
    ])
    expect(last.rows[3]).toMatchObject({
      user: 'Amina',
      custodyEvents: 1,
      facts: { caseId: expect.any(String) as string },
    })
    expect(last.rows[3]?.facts).not.toHaveProperty('custody')
    expect(newest()).toEqual(before)
  })

  test('is shown by user, act and day, in any combination', async () => {
    expect(await ask<Page>('audit.page', { filter: { userId: bina } })).toMatchObject({ total: 3 })
    expect(await ask<Page>('audit.page', { filter: { act: 'exhibit.record' } })).toMatchObject({ total: 2 })
    expect(await ask<Page>('audit.page', { filter: { userId: bina, act: 'exhibit.record' } })).toMatchObject({
      total: 0,
      rows: [],
    })
    expect(
      await ask<Page>('audit.page', {
        filter: { from: '2026-03-02T00:00:00.000Z', before: '2026-03-03T00:00:00.000Z' },
      }),
    ).toMatchObject({ total: 707 })
    expect(await ask<Page>('audit.page', { filter: { before: '2026-03-02T00:00:00.000Z' } })).toMatchObject({
      total: 0,
    })
    expect(await answer('audit.page', { filter: { act: 'no.such.act' } })).toMatchObject({
      ok: false,
      failure: { code: 'input.invalid' },
    })
  })

  test('is shown by what it is about: a case with its records, one record, words, a number', async () => {
    const page = await ask<Page & { rows: readonly { object: string; record: { caseId: string } }[] }>('audit.page', {
      filter: { act: 'exhibit.record' },
    })
    const [row] = page.rows
    expect(row?.record).toMatchObject({ kind: 'exhibit', label: 'EX-0002 Seal 1' })
    const total = async (filter: object): Promise<number> => (await ask<Page>('audit.page', { filter })).total
    expect(await total({ caseId: row?.record.caseId })).toBe(3)
    expect(await total({ object: row?.object })).toBe(1)
    expect(await total({ containing: 'seal 1' })).toBe(1)
    // What would be a wildcard is a sign like another.
    expect(await total({ containing: 'seal_1' })).toBe(0)
    expect(await total({ containing: '707' })).toBe(1)
    expect(await total({ containing: 'nowhere', wordedActs: ['exhibit.record'] })).toBe(2)
  })

  test('keeps its places while it grows', async () => {
    const before = await ask<Page>('audit.page', { upTo: 700, limit: 2 })
    expect(before).toMatchObject({ total: 700, rows: [{ sequence: 700 }, { sequence: 699 }] })
    expect(await ask<Page>('audit.page', { upTo: 700, filter: { act: 'exhibit.view' } })).toMatchObject({ total: 695 })
  })

  test('shows one entry in full, and whether it is what was written and signed', async () => {
    const entry = await ask('audit.entry', { sequence: 707 })
    expect(entry).toMatchObject({ sequence: 707, holds: true, follows: true, signed: 'signed' })
    expect(await ask('audit.entry', { sequence: 1 })).toMatchObject({ act: 'vault.create', follows: true })
    expect(await ask('audit.entry', { sequence: 999_999 })).toBeNull()
    const { raw } = office.desk.connection
    raw.exec(
      "SAVEPOINT altered; DROP TRIGGER ledger_refuses_update; UPDATE ledger SET at = '2026-01-01T00:00:00.000Z' WHERE sequence = 707",
    )
    expect(await ask('audit.entry', { sequence: 707 })).toMatchObject({ holds: false, follows: true })
    raw.exec('ROLLBACK TO altered; RELEASE altered')
  })

  test('says which newest entry the header remembers', async () => {
    await office.rememberHead()
    const heads = await ask<{ newest: { sequence: number }; header: object }>('audit.heads')
    expect(heads.newest.sequence).toBe(707)
    expect(heads.header).toEqual(heads.newest)
  })

  test('an entry that somebody altered is shown and breaks nothing', async () => {
    const { raw } = office.desk.connection
    raw.exec(
      "SAVEPOINT altered; DROP TRIGGER ledger_refuses_update; UPDATE ledger SET facts = 'x' WHERE sequence = 707",
    )
    expect((await ask<Page>('audit.page', { limit: 1 })).rows).toMatchObject([{ sequence: 707, facts: {} }])
    raw.exec('ROLLBACK TO altered; RELEASE altered')
  })

  test('is verified as a job, which says how far it is and can be stopped', async () => {
    const result = LedgerReport.parse(await jobResult(await ask('audit.verify')))
    expect(result).toMatchObject({ ok: true, entries: 707, custodyEvents: 2, problems: [], head: { sequence: 707 } })
    const { jobId } = await ask<{ jobId: string }>('audit.verify')
    await ask('job.cancel', { jobId })
    await vi.waitUntil(() => jobs.list().find((job) => job.jobId === jobId)?.state === 'cancelled')
  })

  test('is written where the person said, and nowhere else', async () => {
    const path = join(folder, 'ledger.jsonl')
    const started = await ask<{ jobId: string }>('audit.export', { to: grant(path, 'save') })
    const written = LedgerExported.parse(await jobResult(started))
    expect(written.entries).toBe(readFileSync(path, 'utf8').trimEnd().split('\n').length - 1)
    expect(newest()).toMatchObject({ act: 'ledger.export', object: office.vault.vaultId })
    const wrong = await answer('audit.export', { to: grant(path, 'evidence') })
    expect(wrong).toMatchObject({ ok: false, failure: { code: 'grant.unknown' } })
  })
})

describe('looking leaves an entry', () => {
  test('at a statement', async () => {
    const caseId = newCase(office.desk) as never
    const { partyId } = addParty(office.desk, { caseId, name: 'A Witness', capacities: ['witness'] })
    const source = await readStatementText(office.desk, 'I was there.\n')
    const { statementId } = recordStatement(office.desk, {
      caseId,
      witness: partyId,
      source,
      details: {},
      exhibits: [],
    })
    await ask('statement.list', { caseId })
    expect(newest()).toMatchObject({ act: 'statement.record' })
    await ask('statement.show', { statementId })
    expect(newest()).toMatchObject({ act: 'statement.view', object: statementId, userId: office.desk.user.id })
    expect(await answer('statement.show', { statementId: randomUUID() })).toMatchObject({ ok: false })
    expect(newest()).toMatchObject({ object: statementId })
  })

  test('at a built bundle', async () => {
    const caseId = newCase(office.desk)
    const plan = { title: 'B', profile: 'GENERIC', sections: [{ title: 'A', entries: [{ generated: 'chronology' }] }] }
    const { bundleId } = await ask<{ bundleId: string }>('bundle.create', { caseId, plan })
    const { buildId } = BundleBuild.parse(await jobResult(await ask('bundle.build', { bundleId })))
    await ask('bundle.view', { buildId })
    expect(newest()).toMatchObject({ act: 'bundle.view', object: buildId })
    const { length } = entriesOf(office.desk.connection)
    expect(await answer('bundle.view', { buildId: randomUUID() })).toMatchObject({
      failure: { code: 'build.not-found' },
    })
    expect(entriesOf(office.desk.connection)).toHaveLength(length)
  })
})
