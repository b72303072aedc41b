import { verifyChain } from '../domain/custody.ts'
import { firstLedgerFault } from '../domain/ledger.ts'
import { stopIfCancelled } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import { type BlobRow, everyBlob } from '../store/blob-rows.ts'
import * as custody from '../store/custody.ts'
import * as exhibits from '../store/exhibits.ts'
import { databaseProblems } from '../store/health.ts'
import * as ledger from '../store/ledger.ts'
import type { Desk, Watch } from './desk.ts'
import type { Office } from './office.ts'

/** One thing that does not hold. `where` is an id, a mark or a place in the ledger; never a name. */
export interface Problem {
  readonly what: 'database' | 'ledger' | 'custody' | 'blob-missing' | 'blob-damaged'
  readonly where: string
}

/**
 * Checks the database, the ledger's chain, every exhibit's chain and every blob: that it is there, and when `deep` that
 * it decrypts to the bytes that were recorded. Changes nothing.
 *
 * @throws Refusal `cancelled`
 */
export async function checkOffice(
  { desk }: Office,
  deep: boolean,
  watch: Watch = {},
): Promise<{ readonly ok: boolean; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = databaseProblems(desk.connection).map((where) => ({ what: 'database', where }))
  const fault = desk.connection.read((reader) => firstLedgerFault(withoutSignatures(ledger.every(reader))))
  if (fault !== undefined) problems.push({ what: 'ledger', where: String(fault) })

  for (const exhibitId of desk.connection.read((reader) => exhibits.everyId(reader))) {
    const faults = verifyChain(desk.connection.read((reader) => custody.chain(reader, exhibitId)))
    for (const { sequence } of faults) problems.push({ what: 'custody', where: `${exhibitId} ${String(sequence)}` })
  }
  const blobs = desk.connection.read((reader) => everyBlob(reader))
  let done = 0
  for (const blob of blobs) {
    stopIfCancelled(watch.cancel)
    const what = deep ? await deepProblem(desk, blob) : await shallowProblem(desk, blob)
    if (what) problems.push({ what, where: blob.blobId })
    done += 1
    watch.onProgress?.({ done, total: blobs.length })
  }
  return { ok: problems.length === 0, problems }
}

async function deepProblem({ blobs }: Desk, blob: BlobRow): Promise<Problem['what'] | undefined> {
  const found = await blobs.verify(blob)
  if (!found.ok) return found.reason === 'missing' ? 'blob-missing' : 'blob-damaged'
  return blob.sha256 === undefined || found.sha256 === blob.sha256 ? undefined : 'blob-damaged'
}

/** Reads the first byte: the file is there, its header is the one that was recorded, and its end is whole. */
async function shallowProblem({ blobs }: Desk, blob: BlobRow): Promise<Problem['what'] | undefined> {
  try {
    for await (const _ of blobs.read(blob, { start: 0, end: Math.min(1, blob.size) })) break
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code === 'blob.missing' ? 'blob-missing' : 'blob-damaged'
  }
}

function* withoutSignatures(acts: Iterable<ledger.SignedAct>): Generator<Omit<ledger.SignedAct, 'signature'>> {
  for (const { signature: _, ...act } of acts) yield act
}
