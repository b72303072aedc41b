import { verifyChain } from '../domain/custody.ts'
import { firstLedgerFault } from '../domain/ledger.ts'
import { stopIfCancelled } from '../kernel/cancel.ts'
import * as custody from '../store/custody.ts'
import * as exhibits from '../store/exhibits.ts'
import { databaseProblems } from '../store/health.ts'
import * as ledger from '../store/ledger.ts'
import type { Watch } from './desk.ts'
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

  const files = desk.connection.read((reader) => exhibits.everyFile(reader))
  let done = 0
  for (const file of files) {
    stopIfCancelled(watch.cancel)
    const faults = verifyChain(desk.connection.read((reader) => custody.chain(reader, file.exhibitId)))
    for (const { sequence } of faults) problems.push({ what: 'custody', where: `${file.exhibitId} ${String(sequence)}` })
    const found = deep ? await desk.blobs.verify(file) : await desk.blobs.probe(file)
    if (!found.ok) problems.push({ what: found.reason === 'missing' ? 'blob-missing' : 'blob-damaged', where: file.blobId })
    else if (found.sha256 !== undefined && found.sha256 !== file.sha256) problems.push({ what: 'blob-damaged', where: file.blobId })
    done += 1
    watch.onProgress?.({ done, total: files.length })
  }
  return { ok: problems.length === 0, problems }
}

function* withoutSignatures(acts: Iterable<ledger.SignedAct>): Generator<Omit<ledger.SignedAct, 'signature'>> {
  for (const { signature: _, ...act } of acts) yield act
}
