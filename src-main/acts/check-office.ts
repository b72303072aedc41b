import { stopIfCancelled } from '../kernel/cancel.ts'
import { Refusal } from '../kernel/errors.ts'
import * as exhibits from '../store/exhibits.ts'
import { databaseProblems } from '../store/health.ts'
import type { Desk, Watch } from './desk.ts'
import type { Office } from './office.ts'
import { verifyLedger } from './verify-ledger.ts'

/** One thing that does not hold. `where` is an id, a mark or a place in the ledger; never a name. */
export interface Problem {
  readonly what: 'database' | 'ledger' | 'custody' | 'blob-missing' | 'blob-damaged'
  readonly where: string
}

/**
 * Checks the database, the ledger's chain and signatures, every exhibit's chain and every blob: that it is there, and
 * when `deep` that it decrypts to the bytes that were recorded. Changes nothing.
 *
 * @throws Refusal `cancelled`
 */
export async function checkOffice(
  { desk, vault }: Office,
  deep: boolean,
  watch: Watch = {},
): Promise<{ readonly ok: boolean; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = databaseProblems(desk.connection).map((where) => ({ what: 'database', where }))
  const report = await verifyLedger(
    { connection: desk.connection, vault },
    watch.cancel ? { cancel: watch.cancel } : {},
  )
  for (const { fault, sequence, exhibit } of report.problems)
    problems.push(
      exhibit === undefined
        ? { what: 'ledger', where: `${String(sequence)} ${fault}` }
        : { what: 'custody', where: `${exhibit} ${String(sequence)} ${fault}` },
    )

  const files = desk.connection.read((reader) => exhibits.everyFile(reader))
  let done = 0
  for (const file of files) {
    stopIfCancelled(watch.cancel)
    const what = deep ? await deepProblem(desk, file) : await shallowProblem(desk, file)
    if (what) problems.push({ what, where: file.blobId })
    done += 1
    watch.onProgress?.({ done, total: files.length })
  }
  return { ok: problems.length === 0, problems }
}

async function deepProblem({ blobs }: Desk, file: exhibits.FileRow): Promise<Problem['what'] | undefined> {
  const found = await blobs.verify(file)
  if (!found.ok) return found.reason === 'missing' ? 'blob-missing' : 'blob-damaged'
  return found.sha256 === file.sha256 ? undefined : 'blob-damaged'
}

/** Reads the first byte: the file is there, its header is the one that was recorded, and its end is whole. */
async function shallowProblem({ blobs }: Desk, file: exhibits.FileRow): Promise<Problem['what'] | undefined> {
  try {
    for await (const _ of blobs.read(file, { start: 0, end: Math.min(1, file.size) })) break
    return undefined
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code === 'blob.missing' ? 'blob-missing' : 'blob-damaged'
  }
}
