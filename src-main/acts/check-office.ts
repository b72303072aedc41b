import { verifyChain } from '../domain/custody.ts'
import { stopIfCancelled } from '../kernel/cancel.ts'
import { Refusal, refusalCode } from '../kernel/errors.ts'
import { type BlobRow, everyBlob } from '../store/blob-rows.ts'
import * as custody from '../store/custody.ts'
import * as exhibits from '../store/exhibits.ts'
import { databaseProblems } from '../store/health.ts'
import type { BlobStore } from '../vault/blobs.ts'
import { ledgerOfCompartment } from './compartments/verify-ledgers.ts'
import type { Desk, Watch } from './desk.ts'
import type { Office } from './office.ts'
import { type LedgerOf, type Look, verifyLedger } from './verify-ledger.ts'

/** One thing that does not hold. `where` is an id, a mark or a place in a file or the ledger; never a name. */
export interface Problem {
  readonly what: 'header' | 'log' | 'database' | 'ledger' | 'custody' | 'blob-missing' | 'blob-damaged'
  readonly where: string
}

/** What a check found. */
export interface Checked {
  readonly ok: boolean
  readonly problems: readonly Problem[]
  /** How many compartments could not be checked, since whoever asked cannot open them; left out when there are none. */
  readonly unopened?: number
}

/**
 * Checks the database, the ledger's chain and signatures, every exhibit's chain and every blob: that it is there, and when `deep` that
 * it decrypts to the bytes that were recorded. Changes nothing.
 *
 * @throws Refusal `cancelled`
 */
export async function checkOffice(office: Office, deep: boolean, watch: Watch = {}): Promise<Checked> {
  const { desk, vault, compartments } = office
  const look: Look = (work) => desk.connection.read(work)
  const problems = [...(await checkDesk(desk, { look, vault }, deep, watch))]
  for (const compartment of compartments.all) {
    const found = await checkDesk(compartment.desk, ledgerOfCompartment(office, compartment), deep, watch)
    problems.push(...found.map((problem) => inCompartment(compartment.id, problem)))
  }
  return checkedOf(problems, compartments.hidden + compartments.shut.length)
}

/** A problem that was found in a compartment. */
export function inCompartment(id: string, { what, where }: Problem): Problem {
  return { what, where: `compartment ${id}: ${where}` }
}

/** What a check came to. */
export function checkedOf(problems: readonly Problem[], unopened: number): Checked {
  return { ok: problems.length === 0, problems, ...(unopened > 0 ? { unopened } : {}) }
}

async function checkDesk(desk: Desk, records: LedgerOf, deep: boolean, watch: Watch): Promise<readonly Problem[]> {
  const problems: Problem[] = databaseProblems(desk.connection).map((where) => ({ what: 'database', where }))
  problems.push(...(await checkRecords(records, watch)))
  const rows = tried(() => records.look(everyBlob)) ?? []
  return [...problems, ...(await checkBlobs({ blobs: desk.blobs, rows, deep }, watch))]
}

/** What a look gave, or nothing when the pages it needs are damaged. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (refusalCode(error) === 'vault.database-damaged') return undefined
    throw error
  }
}

/** The chains of the ledger and of every exhibit; where pages are damaged, that they cannot be read. */
export async function checkRecords(records: LedgerOf, { cancel }: Watch): Promise<readonly Problem[]> {
  const { look } = records
  const problems = [...(await ledgerProblems(records, cancel ? { cancel } : {}))]
  const ids = tried(() => look(exhibits.everyId))
  if (!ids) return [...problems, { what: 'custody', where: 'unreadable' }]
  for (const exhibitId of ids) {
    const faults = tried(() => look((reader) => verifyChain(custody.chain(reader, exhibitId))))
    if (!faults) problems.push({ what: 'custody', where: `${exhibitId} unreadable` })
    for (const { sequence } of faults ?? [])
      problems.push({ what: 'custody', where: `${exhibitId} ${String(sequence)}` })
  }
  return problems
}

async function ledgerProblems(of: LedgerOf, watch: Watch): Promise<readonly Problem[]> {
  const report = await verifyLedger(of, watch).catch((error: unknown) => {
    if (refusalCode(error) !== 'vault.database-damaged') throw error
  })
  if (!report) return [{ what: 'ledger', where: 'unreadable' }]
  return (
    report.problems
      // Each chain is looked at by itself, also where the ledger cannot be read.
      .filter(({ fault }) => fault !== 'custody-edited')
      .map(({ fault, sequence, exhibit }) =>
        exhibit === undefined
          ? { what: 'ledger', where: `${String(sequence)} ${fault}` }
          : { what: 'custody', where: `${exhibit} ${String(sequence)} ${fault}` },
      )
  )
}

/** Which blobs are to be checked, against what their rows say, and how. */
export interface BlobChecking {
  readonly blobs: BlobStore
  readonly rows: readonly BlobRow[]
  readonly deep: boolean
}

/** Every blob that a row names, by its id. @throws Refusal `cancelled` */
export async function checkBlobs({ blobs, rows, deep }: BlobChecking, watch: Watch): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  for (const [done, row] of rows.entries()) {
    stopIfCancelled(watch.cancel)
    const what = deep ? await deepProblem(blobs, row, watch) : await shallowProblem(blobs, row)
    if (what) problems.push({ what, where: row.blobId })
    watch.onProgress?.({ done: done + 1, total: rows.length })
  }
  return problems
}

async function deepProblem(blobs: BlobStore, row: BlobRow, watch: Watch): Promise<Problem['what'] | undefined> {
  const found = await blobs.verify(row, watch.cancel ? { cancel: watch.cancel } : {})
  if (!found.ok) return found.reason === 'missing' ? 'blob-missing' : 'blob-damaged'
  return row.sha256 === undefined || found.sha256 === row.sha256 ? undefined : 'blob-damaged'
}

/** Reads the first byte: the file is there, its header is the one that was recorded, and its end is whole. */
async function shallowProblem(blobs: BlobStore, row: BlobRow): Promise<Problem['what'] | undefined> {
  try {
    for await (const _ of blobs.read(row, { start: 0, end: Math.min(1, row.size) })) break
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code === 'blob.missing' ? 'blob-missing' : 'blob-damaged'
  }
}
