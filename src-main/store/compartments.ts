import type { Reader, Row, Writer } from './connection.ts'
import { numberOf, textOf, textOrNull } from './rows.ts'

/** That a compartment exists. What it is called and what is in it stands in its own database. */
export interface CompartmentRow {
  readonly id: string
  readonly kind: 'case' | 'aftercare'
  readonly epoch: number
  /** Canonical JSON of the parameters by which its passphrase becomes a key; null where it has none. */
  readonly kdf: string | null
  readonly rekeyDue: boolean
  /** The case that is being moved into it: until that is done it does not count. */
  readonly movingCase: string | null
}

/** A compartment's key, wrapped for a user. */
export interface WrappedKey {
  readonly compartmentId: string
  readonly userId: string
  readonly epoch: number
  /** `age1…` */
  readonly recipient: string
  /** An age file, in base64. */
  readonly wrapped: string
}

export function insert(writer: Writer, row: Omit<CompartmentRow, 'rekeyDue'>, createdAt: string): void {
  writer.run('INSERT INTO compartments (id, kind, epoch, kdf, moving_case, created_at) VALUES (?, ?, ?, ?, ?, ?)', [
    row.id,
    row.kind,
    row.epoch,
    row.kdf,
    row.movingCase,
    createdAt,
  ])
}

/** Every compartment there is, in the order in which they came. */
export function list(reader: Reader): readonly CompartmentRow[] {
  return reader
    .all('SELECT id, kind, epoch, kdf, rekey_due, moving_case FROM compartments ORDER BY seq')
    .map((row) => ({
      id: textOf(row, 'id'),
      kind: row['kind'] === 'aftercare' ? 'aftercare' : 'case',
      epoch: numberOf(row, 'epoch'),
      kdf: textOrNull(row, 'kdf'),
      rekeyDue: numberOf(row, 'rekey_due') === 1,
      movingCase: textOrNull(row, 'moving_case'),
    }))
}

/** Gives a compartment its next key; nobody has to be kept out of it any more. */
export function setKey(writer: Writer, { id, epoch, kdf }: Pick<CompartmentRow, 'id' | 'epoch' | 'kdf'>): void {
  writer.run('UPDATE compartments SET epoch = ?, kdf = ?, rekey_due = 0 WHERE id = ?', [epoch, kdf, id])
}

/** Notes that a compartment needs a new key, from whoever opens it next. */
export function setRekeyDue(writer: Writer, id: string): void {
  writer.run('UPDATE compartments SET rekey_due = 1 WHERE id = ?', [id])
}

/** The case has been moved. */
export function setMoved(writer: Writer, id: string): void {
  writer.run('UPDATE compartments SET moving_case = NULL WHERE id = ?', [id])
}

/** Takes away a compartment that never counted. */
export function remove(writer: Writer, id: string): void {
  writer.run('DELETE FROM compartment_keys WHERE compartment_id = ?', [id])
  writer.run('DELETE FROM compartments WHERE id = ? AND moving_case IS NOT NULL', [id])
}

/** Wraps a compartment's key for a user, in place of what was wrapped for them before. */
export function putKey(writer: Writer, key: WrappedKey): void {
  writer.run(
    `INSERT INTO compartment_keys (compartment_id, user_id, epoch, recipient, wrapped) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (compartment_id, user_id) DO UPDATE
     SET epoch = excluded.epoch, recipient = excluded.recipient, wrapped = excluded.wrapped`,
    [key.compartmentId, key.userId, key.epoch, key.recipient, key.wrapped],
  )
}

/** Every wrapped key of one compartment. */
export function keysOf(reader: Reader, compartmentId: string): readonly WrappedKey[] {
  return reader
    .all('SELECT * FROM compartment_keys WHERE compartment_id = ? ORDER BY user_id', [compartmentId])
    .map(read)
}

/** Every key that is wrapped for one user. */
export function keysFor(reader: Reader, userId: string): readonly WrappedKey[] {
  return reader.all('SELECT * FROM compartment_keys WHERE user_id = ?', [userId]).map(read)
}

/** Takes all wrapped keys of a compartment away. */
export function removeKeys(writer: Writer, compartmentId: string): void {
  writer.run('DELETE FROM compartment_keys WHERE compartment_id = ?', [compartmentId])
}

/** Takes every key away that is wrapped for a user; gives the compartments that they could open. */
export function removeKeysFor(writer: Writer, userId: string): readonly string[] {
  const had = keysFor(writer, userId).map(({ compartmentId }) => compartmentId)
  writer.run('DELETE FROM compartment_keys WHERE user_id = ?', [userId])
  return had
}

/** The blob identities of a compartment's past keys, from its own database. */
export function pastIdentities(reader: Reader): ReadonlyMap<number, Uint8Array> {
  return new Map(
    reader
      .all('SELECT epoch, identity FROM blob_identities')
      .map((row) => [numberOf(row, 'epoch'), Buffer.from(textOf(row, 'identity'), 'hex')] as const),
  )
}

/** Keeps the blob identity of a key that is past, in the compartment's own database. */
export function keepIdentity(writer: Writer, epoch: number, identity: Uint8Array): void {
  writer.run('INSERT INTO blob_identities (epoch, identity) VALUES (?, ?)', [
    epoch,
    Buffer.from(identity).toString('hex'),
  ])
}

function read(row: Row): WrappedKey {
  return {
    compartmentId: textOf(row, 'compartment_id'),
    userId: textOf(row, 'user_id'),
    epoch: numberOf(row, 'epoch'),
    recipient: textOf(row, 'recipient'),
    wrapped: textOf(row, 'wrapped'),
  }
}

/** Blobs that are to be overwritten: no row names them any more. */
export function doomed(reader: Reader): readonly string[] {
  return reader.all('SELECT blob_id FROM doomed_blobs').map((row) => textOf(row, 'blob_id'))
}

/** Notes that a blob is to be overwritten. */
export function doom(writer: Writer, blobId: string): void {
  writer.run('INSERT INTO doomed_blobs (blob_id) VALUES (?)', [blobId])
}

/** A blob was overwritten. */
export function destroyed(writer: Writer, blobId: string): void {
  writer.run('DELETE FROM doomed_blobs WHERE blob_id = ?', [blobId])
}

/** The digests of custody events that were moved into a compartment, in their order. */
export function movedTo(reader: Reader, compartmentId: string): readonly string[] {
  return reader
    .all('SELECT digest FROM moved_custody WHERE compartment_id = ? ORDER BY seq', [compartmentId])
    .map((row) => textOf(row, 'digest'))
}

/** Keeps the digest of a custody event that was moved. */
export function keepMoved(writer: Writer, compartmentId: string, digest: string): void {
  writer.run('INSERT INTO moved_custody (digest, compartment_id) VALUES (?, ?)', [digest, compartmentId])
}

/** Of some digests of custody events those that were moved. */
export function movedAmong(reader: Reader, digests: readonly string[]): ReadonlySet<string> {
  return new Set(
    reader
      .all('SELECT digest FROM moved_custody WHERE digest IN (SELECT value FROM json_each(?))', [
        JSON.stringify(digests),
      ])
      .map((row) => textOf(row, 'digest')),
  )
}
