import { everyBlob } from '../store/blob-rows.ts'
import { type CipherPages, openCipherPages } from '../store/cipher-pages.ts'
import { databaseProblems } from '../store/health.ts'
import { type FileMap, mapFile } from '../store/salvage-rows.ts'
import { schemaNumber, migrations } from '../store/migrate.ts'
import { Refusal, refusalCode } from '../kernel/errors.ts'
import { unsoundCopies } from '../vault/header-copies.ts'
import { databaseOf } from '../vault/rotate.ts'
import { openVault } from '../vault/vault-folder.ts'
import { checkBlobs, type Checked, checkedOf, checkRecords, inCompartment, type Problem } from './check-office.ts'
import { type Checkable, type ReadableCompartment, readableCompartments } from './compartments/readable.ts'
import type { Watch } from './desk.ts'
import { salvagedBlobs } from './salvaged-blobs.ts'
import { type OfficeSecret, secretOf } from './secret.ts'
import { type StillCopy, takeStillCopy } from './still-copy.ts'

/**
 * Checks a vault that may be damaged, and names each damage: a header's copy, the log, each page of the database and
 * what stands on it, the chains of ledger and custody, and each blob. Changes nothing, and needs no page to be sound.
 *
 * @throws Refusal as opening a header does; `vault.from-future`, `disk.full`, `cancelled`
 */
export async function checkVault(
  folder: string,
  secret: OfficeSecret,
  deep: boolean,
  watch: Watch = {},
): Promise<Checked> {
  const vault = await openVault(folder, secretOf(secret), { user: secret.user, repair: false })
  try {
    const unsound = await unsoundCopies(vault.folder)
    const problems = unsound.map((where): Problem => ({ what: 'header', where }))
    const copy = await takeStillCopy(vault).catch(absent)
    if (!copy) return { ok: false, problems: [...problems, { what: 'database', where: 'missing' }] }
    try {
      problems.push(...(await checkCopy(vault, copy, deep, watch)))
      const { readable, unopened } = readableCompartments(vault, copy)
      for (const compartment of readable) {
        const found = await checkCompartment(compartment, deep, watch)
        problems.push(...found.map((problem) => inCompartment(compartment.id, problem)))
      }
      return checkedOf(problems, unopened)
    } finally {
      await copy.remove()
    }
  } finally {
    await vault.lock()
  }
}

function absent(error: unknown): undefined {
  if (refusalCode(error) !== 'vault.database-damaged') throw error
}

/** Checks a compartment, in a copy of its own. */
async function checkCompartment(of: ReadableCompartment, deep: boolean, watch: Watch): Promise<readonly Problem[]> {
  try {
    const databasePath = await databaseOf(of.folder, of.epoch)
    const copy = await takeStillCopy({ databasePath, databaseKey: of.databaseKey }).catch(absent)
    if (!copy) return [{ what: 'database', where: 'missing' }]
    try {
      return await checkCopy(of.checkable(copy), copy, deep, watch)
    } finally {
      await copy.remove()
    }
  } finally {
    of.wipe()
  }
}

/** Checks a copy of a database, its records, and its blobs where they lie. @throws Refusal `cancelled` */
export async function checkCopy(
  vault: Checkable,
  copy: StillCopy,
  deep: boolean,
  watch: Watch,
): Promise<readonly Problem[]> {
  const { keys } = vault
  const pages = openCipherPages(copy.path, vault.databaseKey)
  try {
    const map = mapFile(pages)
    const problems: Problem[] = [...pageProblems(pages, map), ...ownWords(copy)]
    const isSound = problems.length === 0
    problems.push(...(await checkRecords({ look: (work) => copy.look(work), vault, ...(keys ? { keys } : {}) }, watch)))
    const rows = isSound ? copy.look(everyBlob) : salvagedBlobs(pages, map)
    return [...problems, ...(await checkBlobs({ blobs: vault.blobs, rows, deep }, watch))]
  } finally {
    pages.close()
  }
}

/** Each page that is not as it was written, and whose it is; and what the log would lose. */
function pageProblems(pages: CipherPages, { damaged, ownerOf }: FileMap): readonly Problem[] {
  const problems: Problem[] = []
  const { lost } = pages.log
  if (lost) problems.push({ what: 'log', where: `frame ${String(lost.frame)}, commits lost: ${String(lost.commits)}` })
  if (!pages.isWhole) problems.push({ what: 'database', where: 'cut within a page' })
  for (const page of damaged) {
    const owner = ownerOf.get(page)
    problems.push({ what: 'database', where: `page ${String(page)}${owner === undefined ? '' : ` of ${owner}`}` })
  }
  return problems
}

/** What SQLCipher and SQLite say themselves. */
function ownWords(copy: StillCopy): readonly Problem[] {
  const connection = copy.connection()
  if (!connection) return [{ what: 'database', where: 'cannot be opened' }]
  const found = schemaNumber(connection)
  if (found > migrations.length) throw new Refusal('vault.from-future', { found, known: migrations.length })
  return databaseProblems(connection).map((where) => ({ what: 'database', where }))
}
