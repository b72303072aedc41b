import { CompartmentId } from '../../contract/ids.ts'
import { canonical, type Json } from '../../kernel/canonical-json.ts'
import { stopIfCancelled } from '../../kernel/cancel.ts'
import { digestOf } from '../../kernel/digest.ts'
import { Refusal } from '../../kernel/errors.ts'
import * as compartments from '../../store/compartments.ts'
import type { Row, Writer } from '../../store/connection.ts'
import { deleteRows, insertRows, rowsOfCase, type TableOfCase } from '../../store/move-case.ts'
import { numberOf, textOf } from '../../store/rows.ts'
import * as settings from '../../store/settings.ts'
import type { BlobStore } from '../../vault/blobs.ts'
import { removeCompartmentFolder } from '../../vault/compartment-folder.ts'
import { getCase } from '../case-file.ts'
import type { Desk, Watch } from '../desk.ts'
import { hashText } from '../ledger-keys.ts'
import { mustBeAllowed, record } from '../record.ts'
import { giveReference } from '../references.ts'
import type { Compartment } from './compartment.ts'
import type { MainWithCompartments } from './compartments.ts'
import { makeCompartment, type OwnPassphrase } from './create-compartment.ts'
import { anchorHead } from './heads.ts'
import type { Main } from './main.ts'
import { wipeWhereThereIsRoom } from './settle-moves.ts'

/** Which case is to be restricted, and who may read it from then on: nobody else, not even whoever restricts it. */
export interface Restricting {
  readonly caseId: string
  readonly holders: readonly string[]
  readonly own?: OwnPassphrase
}

/** What was moved. */
export interface Restricted {
  readonly compartmentId: CompartmentId
  readonly blobs: number
  readonly custodyEvents: number
  /** Whether what the vault still had of it has been overwritten; otherwise it is tried again at every opening. */
  readonly wiped: boolean
}

/**
 * Moves a case into a compartment of its own: all its records and blobs, encrypted anew, and then out of the vault's own
 * database. Backups that were made before still have it as it was.
 *
 * In this order: the compartment is complete and on the drive; one transaction of the vault's takes the case out and
 * enters that; what is left of it on the drive is overwritten. What stops this before the transaction leaves the case
 * where it was; what stops it after is ended at the next opening.
 *
 * @throws Refusal `not-permitted`, `case.not-found`, `case.changed` (somebody worked in it meanwhile), `user.not-found`,
 * `compartment.nobody`, `blob.damaged`, `blob.missing`, `passphrase.too-weak`, `disk.full`, `cancelled`
 */
export async function restrictCase(
  main: MainWithCompartments,
  { caseId, holders, own }: Restricting,
  watch: Watch = {},
): Promise<Restricted> {
  const { desk, vault, compartments: all } = main
  mustBeAllowed(desk, 'case.restrict')
  const { reference, caseId: id } = desk.connection.read((reader) => getCase(desk, reader, caseId))
  const asked = { kind: 'case', name: reference, holders, movingCase: id, ...(own ? { own } : {}) } as const
  const compartment = await makeCompartment(main, asked)
  let moved
  try {
    moved = await copyInto(desk, compartment, id, watch)
    takeOut(desk, { compartment, caseId: id, reference, holders, moved })
  } catch (error) {
    await undo(main, compartment)
    throw error
  }
  try {
    anchorHead(desk, vault, compartment)
  } finally {
    if (holders.includes(desk.user.id)) all.adopt(compartment)
    else compartment.close()
  }
  return {
    compartmentId: CompartmentId.parse(compartment.id),
    blobs: moved.blobIds.length,
    custodyEvents: moved.custody.length,
    wiped: await wipeWhereThereIsRoom(main),
  }
}

/** Takes away what was made for a case that is still where it was; does nothing where it has been moved. */
async function undo({ desk, vault }: Main, compartment: Compartment): Promise<void> {
  const row = desk.connection.read((reader) => compartments.list(reader)).find(({ id }) => id === compartment.id)
  if (row?.movingCase === null) return
  compartment.close()
  await removeCompartmentFolder(vault.folder, compartment.id)
  desk.connection.write((writer) => compartments.remove(writer, compartment.id))
}

/** What was copied of a case. */
interface Moved {
  /** Over every row of the case, as the vault has them. */
  readonly digest: string
  readonly blobIds: readonly string[]
  readonly custody: readonly string[]
}

function digestOfRows(tables: readonly TableOfCase[]): string {
  return hashText(canonical(tables.map(({ table, rows }) => [table, rows as readonly Json[]])))
}

function withoutPlace(tables: readonly TableOfCase[]): readonly TableOfCase[] {
  return tables.map((one) => ({
    ...one,
    rows: one.rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'seq'))),
  }))
}

async function copyInto(desk: Desk, compartment: Compartment, caseId: string, watch: Watch): Promise<Moved> {
  const tables = desk.connection.read((reader) => rowsOfCase(reader, caseId))
  const total = tables.flatMap(blobRows).length
  const blobIds: string[] = []
  const copied: TableOfCase[] = []
  for (const one of tables) {
    const rows: Row[] = []
    for (const row of one.rows) {
      stopIfCancelled(watch.cancel)
      if (!isBlobRow(row)) rows.push(row)
      else {
        rows.push({ ...row, ...(await copyBlob(desk.blobs, compartment.desk.blobs, row)) })
        blobIds.push(textOf(row, 'blob_id'))
        watch.onProgress?.({ done: blobIds.length, total })
      }
    }
    copied.push({ ...one, rows })
  }
  const custody = (tables.find(({ table }) => table === 'custody_events')?.rows ?? []).map((row) =>
    textOf(row, 'digest'),
  )
  compartment.desk.connection.write((writer) => {
    insertRows(writer, copied)
    record(desk, writer, { act: 'case.receive', object: caseId, facts: { custody } })
  })
  const found = compartment.desk.connection.read((reader) => rowsOfCase(reader, caseId))
  if (digestOfRows(withoutPlace(found)) !== digestOfRows(withoutPlace(copied)))
    throw new Refusal('vault.database-damaged', {})
  return { digest: digestOfRows(tables), blobIds, custody }
}

function isBlobRow(row: Row): boolean {
  return ['blob_id', 'size', 'header_sha256', 'epoch', 'sha256'].every((column) => column in row)
}

function blobRows({ rows }: TableOfCase): readonly Row[] {
  return rows.filter(isBlobRow)
}

/** Encrypts a blob anew; gives what its row is to say of it. */
async function copyBlob(from: BlobStore, to: BlobStore, row: Row): Promise<Row> {
  const blob = {
    blobId: textOf(row, 'blob_id'),
    size: numberOf(row, 'size'),
    headerSha256: textOf(row, 'header_sha256'),
    epoch: numberOf(row, 'epoch'),
  }
  const writing = await to.create()
  try {
    for await (const bytes of from.read(blob)) await writing.write(bytes)
    const stored = await writing.commit()
    if (stored.sha256 !== row['sha256']) throw new Refusal('blob.damaged', { blobId: blob.blobId })
    return { blob_id: stored.blobId, header_sha256: stored.headerSha256, epoch: stored.epoch }
  } catch (error) {
    await writing.abort()
    throw error
  }
}

/** Takes a case out of the vault's own database, where only digests of its chains of custody stay, and enters that. */
function takeOut(
  desk: Desk,
  {
    compartment,
    caseId,
    reference,
    holders,
    moved,
  }: {
    readonly compartment: Compartment
    readonly caseId: string
    readonly reference: string
    readonly holders: readonly string[]
    readonly moved: Moved
  },
): void {
  desk.connection.write((writer: Writer) => {
    const tables = rowsOfCase(writer, caseId)
    if (digestOfRows(tables) !== moved.digest) throw new Refusal('case.changed', {})
    for (const digest of moved.custody) compartments.keepMoved(writer, compartment.id, digest)
    deleteRows(writer, tables)
    for (const blobId of moved.blobIds) compartments.doom(writer, blobId)
    compartments.setMoved(writer, compartment.id)
    giveReference(writer, reference)
    settings.set(writer, 'scrub.due', 'yes')
    record(desk, writer, {
      act: 'case.restrict',
      object: caseId,
      facts: { compartment: compartment.id, users: holders, movedCustody: movedDigest(moved.custody) },
    })
  })
}

/** One digest over those of the custody events that were moved, in their order. */
export function movedDigest(digests: readonly string[]): string {
  return digestOf('moved-custody/v1', digests)
}
