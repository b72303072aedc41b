import { Refusal } from '../../kernel/errors.ts'
import { everyBlob } from '../../store/blob-rows.ts'
import * as compartments from '../../store/compartments.ts'
import { openForReading } from '../../store/connection.ts'
import { databaseProblems } from '../../store/health.ts'
import * as ledger from '../../store/ledger.ts'
import { holdSnapshot } from '../../store/snapshot.ts'
import { type CompartmentCopied, type CompartmentCopying, copyCompartment } from '../../vault/backup-compartments.ts'
import type { BlobsCopied } from '../../vault/backup-blobs.ts'
import { compartmentFolder } from '../../vault/compartment-folder.ts'
import type { CopyWatch } from '../../vault/copy-file.ts'
import { wipe } from '../../vault/sodium.ts'
import { digestOnDrive } from '../../vault/uncached-file.ts'
import { copyRecords, type GenerationBlobs, type Records } from '../generation.ts'
import { compartmentDatabase } from './compartment.ts'
import type { MainWithCompartments } from './compartments.ts'

/** Where compartments are backed up to, and what is there already. */
export interface Backing {
  readonly root: string
  readonly generation: string
  readonly known: ReadonlyMap<string, CompartmentCopying['known']>
  readonly turn: number
}

/** A compartment in a backup, and the blobs that it names and has not. */
export interface Part extends CompartmentCopied {
  readonly missing: readonly string[]
}

/**
 * Copies the vault's records, and then each compartment. A compartment that is given another key or made meanwhile would
 * not fit the records: then both are copied again.
 *
 * @throws Refusal as `copyRecords` and `copyCompartment`
 */
export async function copyAtOnce(
  office: MainWithCompartments,
  backing: Backing,
  watch: CopyWatch,
): Promise<{ readonly records: Records; readonly parts: readonly Part[] }> {
  const { desk, vault } = office
  const rows = (): readonly compartments.CompartmentRow[] =>
    desk.connection.read((reader) => compartments.list(reader)).filter(({ movingCase }) => movingCase === null)
  for (;;) {
    const before = rows()
    const records = await copyRecords({ connection: desk.connection, vault }, backing.generation, watch)
    const parts: Part[] = []
    for (const row of before) parts.push(await copyOne(office, backing, row, watch))
    if (JSON.stringify(rows()) === JSON.stringify(before)) return { records, parts }
  }
}

async function copyOne(
  { vault, compartments: all }: MainWithCompartments,
  { root, generation, known, turn }: Backing,
  { id, epoch }: compartments.CompartmentRow,
  watch: CopyWatch,
): Promise<Part> {
  const asked = { from: vault.folder, root, generation, id, epoch, known: known.get(id) ?? new Map(), turn }
  const open = all.all.find((one) => one.id === id)
  if (!open) return { ...(await copyCompartment(asked, watch)), missing: [] }
  const key = open.databaseKey()
  try {
    const held = holdSnapshot(open.desk.connection, compartmentDatabase(open.folder), key)
    try {
      // What is written meanwhile is in the log: the copy is the file alone.
      const { compartment, ...counts } = await copyCompartment({ ...asked, withLog: false }, watch)
      const named = held.read(everyBlob).map(({ blobId }) => blobId)
      const copied = new Set(compartment.blobs.map(([blobId]) => blobId))
      const path = compartmentDatabase(compartmentFolder(generation, id))
      await mustHold({ path, sha256: compartment.database.sha256 }, key, held.read(ledger.head)?.digest)
      return { ...counts, compartment, missing: named.filter((blobId) => !copied.has(blobId)) }
    } finally {
      held.close()
    }
  } finally {
    wipe(key)
  }
}

/** The copy of a compartment that is open is opened as well, and its bytes are read again after that. */
async function mustHold(
  { path, sha256 }: { readonly path: string; readonly sha256: string },
  key: Uint8Array,
  head: string | undefined,
): Promise<void> {
  const copy = openForReading(path, key)
  try {
    const holds = databaseProblems(copy).length === 0 && copy.read(ledger.head)?.digest === head
    if (!holds) throw new Refusal('vault.database-damaged', {})
  } finally {
    copy.close()
  }
  if ((await digestOnDrive(path)).sha256 !== sha256) throw new Refusal('backup.failing-drive', {})
}

/** The blobs of a backup together with its compartments. */
export type WithCompartments = BlobsCopied & GenerationBlobs

export function withCompartments(blobs: BlobsCopied, parts: readonly Part[]): WithCompartments {
  return {
    present: blobs.present,
    missing: [...blobs.missing, ...parts.flatMap(({ missing }) => missing)],
    copied: parts.reduce((sum, { copied }) => sum + copied, blobs.copied),
    copiedBytes: parts.reduce((sum, { copiedBytes }) => sum + copiedBytes, blobs.copiedBytes),
    compartments: parts.map(({ compartment }) => compartment).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }
}
