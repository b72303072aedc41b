import { resolve } from 'node:path'
import { type Generation, keptGenerations, type Retention } from '../domain/backup-retention.ts'
import * as settings from '../store/settings.ts'
import { copyBlobs, removeUnnamed } from '../vault/backup-blobs.ts'
import { knownCompartmentBlobs, removeUnnamedInCompartments } from '../vault/backup-compartments.ts'
import { BackupFolder, type GenerationFolder, removeGeneration } from '../vault/backup-folder.ts'
import type { BackupBlob } from '../vault/backup-manifest.ts'
import { backupPlan } from './backup-plan.ts'
import { copyAtOnce, withCompartments, type WithCompartments } from './compartments/back-up-compartments.ts'
import type { Desk, Watch } from './desk.ts'
import { mustLieOutside } from './folder-outside.ts'
import { finishGeneration, type Records } from './generation.ts'
import { makerOf, type Office } from './office.ts'
import { record } from './record.ts'

/** What a backup came to. */
export interface BackedUp {
  /** The number of the generation that was made. */
  readonly generation: number
  /** What the generation holds in all, and how much of it had to be copied. */
  readonly files: number
  readonly bytes: number
  readonly copiedFiles: number
  readonly copiedBytes: number
  /** Whether every blob that the records name is in the backup. */
  readonly ok: boolean
  /** Blobs that could not be had: missing or damaged in the vault, and in no earlier backup. */
  readonly missing: readonly string[]
  readonly head: { readonly sequence: number; readonly hash: string } | null
}

/**
 * Backs a vault up to a folder: the records as they stand, and the blobs that are not there yet, all of it as it is
 * encrypted. What was copied is read back and checked before it counts; an interrupted run is taken up by the next; the
 * older generations are thinned out, but never the newest that was complete.
 *
 * @throws Refusal `backup.inside-vault`, `backup.other-vault`, `backup.not-a-backup`, `backup.failing-drive`,
 * `vault.database-damaged`, `disk.full`, `destination.unwritable`, `cancelled`
 */
export async function backUp(office: Office, destination: string, watch: Watch = {}): Promise<BackedUp> {
  const { desk, vault, compartments, rememberHead } = office
  const root = resolve(destination)
  await mustLieOutside(root, vault.folder)
  const folder = await BackupFolder.claim(root, vault.vaultId)
  const earlier = await folder.generations()
  const { at } = desk.clock()
  const pending = await folder.begin()
  try {
    enterInLedger(desk, { vaultId: vault.vaultId, generation: pending.number })
    compartments.anchor()
    await rememberHead()
    let done = 0
    let total = 0
    const onBytes = (bytes: number): void => {
      done += bytes
      watch.onProgress?.({ done, total: Math.max(done, total) })
    }
    const copying = { onBytes, ...(watch.cancel ? { cancel: watch.cancel } : {}) }
    const asked = { root, generation: pending.path, known: knownCompartments(earlier), turn: pending.number }
    const { records, parts } = await copyAtOnce(office, asked, copying)
    total = records.database.size + records.blobs.reduce((sum, { size }) => sum + size, 0)
    const known = knownBlobs(earlier)
    const blobs = await copyBlobs(
      { from: vault.folder, to: root, blobs: records.blobs, known, turn: pending.number },
      copying,
    )
    const made = withCompartments(blobs, parts)
    await finishGeneration(records, { vault, number: pending.number }, made, makerOf(vault, at))
    await pending.commit()
    await thinOut(folder, backupPlan(desk))
    if (made.missing.length === 0) desk.connection.write((writer) => settings.set(writer, 'backup.last', at))
    return summary(pending.number, records, made)
  } catch (error) {
    await pending.giveUp()
    throw error
  }
}

/** What leaves the vault is entered before the first byte is outside, ciphertext too. */
function enterInLedger(desk: Desk, { vaultId, generation }: { vaultId: string; generation: number }): void {
  desk.connection.write((writer) =>
    record(desk, writer, { act: 'vault.back-up', object: vaultId, facts: { generation } }),
  )
}

function summary(
  generation: number,
  { database, header, head }: Pick<Records, 'database' | 'header' | 'head'>,
  { present, missing, copied, copiedBytes, compartments }: WithCompartments,
): BackedUp {
  const databases = compartments.flatMap((one) => [one.database, ...(one.log ? [one.log] : [])])
  const ownBytes = databases.reduce((sum, { size }) => sum + size, database.size + 2 * header.size)
  const all = [...present, ...compartments.flatMap(({ blobs }) => blobs)]
  return {
    generation,
    files: all.length + databases.length + 3,
    bytes: all.reduce((sum, [, size]) => sum + size, ownBytes),
    copiedFiles: copied + databases.length + 3,
    copiedBytes: copiedBytes + ownBytes,
    ok: missing.length === 0,
    missing,
    head,
  }
}

function knownBlobs(generations: readonly GenerationFolder[]): ReadonlyMap<string, BackupBlob> {
  const known = new Map<string, BackupBlob>()
  for (const { reading } of generations)
    if (reading.is === 'sound') for (const blob of reading.manifest.blobs ?? []) known.set(blob[0], blob)
  return known
}

function knownCompartments(generations: readonly GenerationFolder[]): ReturnType<typeof knownCompartmentBlobs> {
  return knownCompartmentBlobs(
    generations.map(({ reading }) => (reading.is === 'sound' ? reading.manifest.compartments : [])),
  )
}

/** Removes the generations that need not be kept, and then the blobs that none of the others names. */
async function thinOut(folder: BackupFolder, retention: Retention): Promise<void> {
  const all = await folder.generations()
  // One that cannot be read says neither its age nor its blobs: it and all blobs stay until a person has looked.
  if (all.some(({ reading }) => reading.is !== 'sound')) return
  const dated: Generation[] = []
  for (const { number, reading } of all)
    if (reading.is === 'sound')
      dated.push({ number, madeAt: reading.manifest.madeAt, complete: reading.manifest.missing.length === 0 })
  const kept = keptGenerations(dated, retention)
  for (const { number, path } of all) if (!kept.has(number)) await removeGeneration(path)
  const left = all.filter(({ number }) => kept.has(number))
  await removeUnnamed(folder.root, new Set(knownBlobs(left).keys()))
  await removeUnnamedInCompartments(folder.root, knownCompartments(left))
}
