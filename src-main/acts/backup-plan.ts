import { basename, resolve } from 'node:path'
import { BackupPlan, type BackupStatus, type Proved } from '../contract/backup.ts'
import { daysSince, reminderDays, usualRetention } from '../domain/backup-retention.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Reader } from '../store/connection.ts'
import * as cases from '../store/cases.ts'
import * as settings from '../store/settings.ts'
import { BackupFolder, looksLikeBackups } from '../vault/backup-folder.ts'
import { mustLieOutside } from './folder-outside.ts'
import type { Desk } from './desk.ts'
import type { Office } from './office.ts'
import { mustBeAllowed, record } from './record.ts'

type Records = Pick<Desk, 'connection'>

const usualPlan: BackupPlan = { ...usualRetention, reminderDays }

/** How many backups of a vault are kept, and when a person is reminded: as was arranged, or as is usual. */
export function backupPlan({ connection }: Records): BackupPlan {
  const kept = BackupPlan.safeParse(readJson(connection.read((reader) => settings.find(reader, 'backup.plan'))))
  return kept.success ? kept.data : usualPlan
}

function readJson(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text)
}

/** Arranges how many backups are kept and when a person is reminded. @throws Refusal `not-permitted` */
export function arrangeBackups({ desk, vault }: Pick<Office, 'desk' | 'vault'>, plan: BackupPlan): void {
  mustBeAllowed(desk, 'vault.arrange-backups')
  desk.connection.write((writer) => {
    settings.set(writer, 'backup.plan', JSON.stringify(plan))
    record(desk, writer, { act: 'vault.arrange-backups', object: vault.vaultId, facts: { ...plan } })
  })
}

/**
 * Takes a folder as the one that backups of this vault go to.
 *
 * @throws Refusal `backup.inside-vault`, `backup.other-vault`, `backup.not-a-backup`, `destination.unwritable`
 */
export async function chooseBackupFolder({ desk, vault }: Pick<Office, 'desk' | 'vault'>, path: string): Promise<void> {
  const root = resolve(path)
  await mustLieOutside(root, vault.folder)
  await BackupFolder.claim(root, vault.vaultId)
  desk.connection.write((writer) => settings.set(writer, 'backup.folder', root))
}

/**
 * The folder that backups of this vault go to. It must be there: where a drive is not connected, its place may be an
 * empty folder of this computer's own.
 *
 * @throws Refusal `grant.unknown` when none was chosen, `source.not-found` when it is not there
 */
export async function backupFolder({ connection }: Records): Promise<string> {
  const root = connection.read((reader) => settings.find(reader, 'backup.folder'))
  if (root === undefined) throw new Refusal('grant.unknown', {})
  if (!(await looksLikeBackups(root))) throw new Refusal('source.not-found', {})
  return root
}

/** When the vault was last backed up whole, and whether it is time again: before the first, once it holds evidence. */
export function backupStatus({ connection, clock }: Pick<Desk, 'connection' | 'clock'>): BackupStatus {
  const plan = backupPlan({ connection })
  return connection.read((reader) => {
    const lastAt = settings.find(reader, 'backup.last') ?? null
    const folder = settings.find(reader, 'backup.folder')
    const days = lastAt === null ? null : daysSince(lastAt, clock().at)
    const due = days === null ? cases.totals(reader).exhibits > 0 : days >= plan.reminderDays
    return { lastAt, days, due, plan, folder: folder === undefined ? null : basename(folder) || folder }
  })
}

/** Which backups were read again, by the digests of their manifests. */
export function provedBackups(reader: Reader): Readonly<Record<string, Proved>> {
  return (readJson(settings.find(reader, 'backup.proved')) ?? {}) as Readonly<Record<string, Proved>>
}

/** More generations than any folder keeps; the ones that were read again longest ago are let go. */
const MOST_PROVED = 200

/** Keeps what came of reading a backup again. */
export function keepProved({ connection }: Records, digest: string, proved: Proved): void {
  connection.write((writer) => {
    const others = Object.entries(provedBackups(writer)).filter(([other]) => other !== digest)
    const all = Object.fromEntries([...others, [digest, proved] as const].slice(-MOST_PROVED))
    settings.set(writer, 'backup.proved', JSON.stringify(all))
  })
}
