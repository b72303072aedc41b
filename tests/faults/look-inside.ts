import { readdirSync } from 'node:fs'
import { checkVault } from '../../src-main/acts/check-vault.ts'
import { type Office, openOffice } from '../../src-main/acts/office.ts'
import { restoreBackup } from '../../src-main/acts/restore-backup.ts'
import { refusalCode } from '../../src-main/kernel/errors.ts'
import { passphrase, testTools } from '../support/office.ts'

/** What a vault holds, as far as the runs ask. */
export interface Inside {
  /** SHA-256 of every exhibit's file, in the order of filing. */
  readonly digests: readonly string[]
  readonly parties: readonly string[]
  readonly events: readonly string[]
  /** The versions of statements, the plans of bundles, and where exhibits were taken, as they are stored. */
  readonly statements: readonly string[]
  readonly plans: readonly string[]
  readonly taken: readonly string[]
  /** How many compartments are open, and how many blobs the vault still has beside them. */
  readonly compartments: number
  readonly ownBlobs: number
  /** How many of the rows that made an older vault worth migrating are what they were. */
  readonly kept: number
}

/** What opening and checking a vault came to. */
export interface Looked {
  /** Undefined when it does not open. */
  readonly inside: Inside | undefined
  readonly problems: readonly string[]
}

const tools = testTools()
const bytesOf = (secret: string | undefined): Uint8Array =>
  secret === undefined ? passphrase() : Buffer.from(secret, 'utf8')

/** Opens a vault, which sweeps it, reads it, closes it, and checks all of it, deep. */
export async function lookInside(folder: string, secret?: string): Promise<Looked> {
  const problems: string[] = []
  const inside = await read(folder, secret).catch((error: unknown) => {
    problems.push(`does not open: ${refusalCode(error) ?? String(error)}`)
  })
  const checked = await checkVault(folder, { passphrase: bytesOf(secret) }, true).catch((error: unknown) => {
    problems.push(`cannot be checked: ${refusalCode(error) ?? String(error)}`)
  })
  problems.push(...(checked?.problems ?? []).map(({ what, where }) => `${what} ${where}`))
  return { inside: inside ?? undefined, problems }
}

async function read(folder: string, secret: string | undefined): Promise<Inside> {
  const office = await openOffice(folder, { passphrase: bytesOf(secret) }, tools)
  try {
    // The sweep goes on while the office is in use, and ends where it stands when that is closed.
    await office.swept
    return contents(office)
  } finally {
    await office.close()
  }
}

function contents({ desk, vault, compartments }: Office): Inside {
  const column = (sql: string): readonly string[] =>
    compartments.desks.flatMap(({ connection }) =>
      connection.read((reader) => reader.all(sql).map((row) => String(Object.values(row)[0]))),
    )
  const value = 'v'.repeat(200)
  const kept = desk.connection.read((reader) =>
    reader.get("SELECT count(*) AS n FROM settings WHERE name LIKE 'kept.%' AND value = ?", [value]),
  )
  return {
    digests: column('SELECT sha256 FROM exhibit_files ORDER BY seq'),
    parties: column('SELECT name FROM parties'),
    events: column('SELECT what FROM events'),
    statements: column('SELECT body FROM statement_versions'),
    plans: column('SELECT plan FROM bundles'),
    taken: column("SELECT place FROM custody_events WHERE kind = 'relocated'"),
    compartments: compartments.all.length,
    ownBlobs: readdirSync(vault.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /^(?:blobs|orphans)\/.*\.age/u.test(name),
    ).length,
    kept: Number(kept?.['n']),
  }
}

/** What restoring came to; `said` is the refusal's code, or what did not hold. */
export async function restoreTo(
  source: string,
  folder: string,
): Promise<{ readonly ok: boolean; readonly generation: number; readonly said: string }> {
  try {
    const { ok, generation, problems } = await restoreBackup({ source, folder, passphrase: passphrase() }, tools)
    return { ok, generation, said: JSON.stringify(problems) }
  } catch (error) {
    return { ok: false, generation: 0, said: refusalCode(error) ?? String(error) }
  }
}
