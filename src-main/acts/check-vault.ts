import { everyBlob } from '../store/blob-rows.ts'
import { type CipherPages, openCipherPages } from '../store/cipher-pages.ts'
import { databaseProblems } from '../store/health.ts'
import { type FileMap, mapFile } from '../store/salvage-rows.ts'
import { schemaNumber, migrations } from '../store/migrate.ts'
import { Refusal, refusalCode } from '../kernel/errors.ts'
import { unsoundCopies } from '../vault/header-copies.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import { openVault } from '../vault/vault-folder.ts'
import { checkBlobs, type Checked, checkRecords, type Problem } from './check-office.ts'
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
    } finally {
      await copy.remove()
    }
    return { ok: problems.length === 0, problems }
  } finally {
    await vault.lock()
  }
}

function absent(error: unknown): undefined {
  if (refusalCode(error) !== 'vault.database-damaged') throw error
}

async function checkCopy(vault: OpenVault, copy: StillCopy, deep: boolean, watch: Watch): Promise<readonly Problem[]> {
  const pages = openCipherPages(copy.path, vault.databaseKey)
  try {
    const map = mapFile(pages)
    const problems: Problem[] = [...pageProblems(pages, map), ...ownWords(copy)]
    const isSound = problems.length === 0
    problems.push(...(await checkRecords({ look: (work) => copy.look(work), vault }, watch)))
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
