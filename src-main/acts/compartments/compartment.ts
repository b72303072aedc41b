import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../kernel/errors.ts'
import * as compartments from '../../store/compartments.ts'
import { type Connection, openConnection, openForReading } from '../../store/connection.ts'
import { databaseProblems } from '../../store/health.ts'
import { migrate, migrations, schemaNumber } from '../../store/migrate.ts'
import * as settings from '../../store/settings.ts'
import { leaveLog } from '../../store/rekey.ts'
import { holdSnapshot } from '../../store/snapshot.ts'
import { openBlobs } from '../../vault/blobs.ts'
import { isCompartmentThere } from '../../vault/compartment-folder.ts'
import {
  CompartmentBlobKeys,
  compartmentDatabaseKey,
  compartmentIdentity,
  type CompartmentSecrets,
} from '../../vault/compartment-keys.ts'
import { copyVerified } from '../../vault/copy-file.ts'
import { settleDatabase } from '../../vault/rotate.ts'
import { wipe } from '../../vault/sodium.ts'
import type { Behind } from '../behind.ts'
import type { Desk } from '../desk.ts'
import { mustHaveDatabase } from '../sound-database.ts'
import { sweepBlobs } from '../sweep-blobs.ts'

/** Which compartment it is, and under which of its keys. */
export interface CompartmentId {
  readonly id: string
  readonly kind: 'case' | 'aftercare'
  readonly epoch: number
}

/** The file of a compartment's database. */
export function compartmentDatabase(folder: string): string {
  return join(folder, 'vault.db')
}

/** The copy of a compartment's database that is kept before its schema is changed; the one of an earlier change goes. */
const keptBeforeMigration = /^before-migration-\d+\.db$/u

async function keepBeforeMigration(compartment: Compartment): Promise<void> {
  const { folder, desk } = compartment
  const found = schemaNumber(desk.connection)
  if (found === 0 || found >= migrations.length) return
  const name = `before-migration-${String(found + 1)}.db`
  const key = compartment.databaseKey()
  try {
    const held = holdSnapshot(desk.connection, compartmentDatabase(folder), key)
    try {
      await copyVerified(compartmentDatabase(folder), join(folder, name))
    } finally {
      held.close()
    }
    const copy = openForReading(join(folder, name), key)
    try {
      if (databaseProblems(copy).length > 0) throw new Refusal('vault.database-damaged', {})
    } finally {
      copy.close()
    }
  } finally {
    wipe(key)
  }
  await removeKept(folder, name)
}

/** Takes away what was kept before migrations, but for one. */
async function removeKept(folder: string, but?: string): Promise<void> {
  for (const other of await readdir(folder))
    if (keptBeforeMigration.test(other) && other !== but) await rm(join(folder, other), { force: true })
}

/**
 * A compartment that is open: a small vault of its own, at whose desk every act runs as at the vault's. Its connection
 * is closed for a moment while it is given another key, and whoever asks meanwhile is refused with `vault.in-use`.
 */
export class Compartment {
  readonly id: string
  readonly kind: 'case' | 'aftercare'
  readonly folder: string
  readonly desk: Desk
  readonly #keys = new CompartmentBlobKeys()
  #epoch: number
  #secrets: CompartmentSecrets
  #connection: Connection | undefined
  #wrote: () => void = () => undefined
  #sweeping: Behind | undefined

  private constructor({ id, kind, epoch }: CompartmentId, folder: string, secrets: CompartmentSecrets, desk: Desk) {
    this.id = id
    this.kind = kind
    this.folder = folder
    this.#epoch = epoch
    this.#secrets = secrets
    const current = (): Connection => {
      if (!this.#connection) throw new Refusal('vault.in-use', {})
      return this.#connection
    }
    const connection: Connection = {
      read: (work) => current().read(work),
      write: (work) => {
        const done = current().write(work)
        this.#wrote()
        return done
      },
      close: () => this.#suspend(),
      get raw() {
        return current().raw
      },
    }
    this.desk = { ...desk, connection, blobs: openBlobs(folder, this.#keys) }
  }

  /**
   * Opens a compartment for whoever sits at the vault's desk. The secrets are the compartment's from now on.
   *
   * @throws Refusal `vault.database-damaged` (also when a passphrase is wrong), `vault.from-future`
   */
  static async open(
    of: CompartmentId,
    { folder, secrets, desk }: { readonly folder: string; readonly secrets: CompartmentSecrets; readonly desk: Desk },
  ): Promise<Compartment> {
    const compartment = new Compartment(of, folder, secrets, desk)
    try {
      if (!(await isCompartmentThere(folder))) throw new Refusal('vault.database-damaged', {})
      await settleDatabase(folder, of.epoch)
      await mustHaveDatabase({ databasePath: compartmentDatabase(folder) })
      compartment.#resume()
      const { connection } = compartment.desk
      await keepBeforeMigration(compartment)
      migrate(connection, migrations, desk.clock().at)
      compartment.#takeIdentities()
      compartment.#sweeping = sweepBlobs(connection, compartment.desk.blobs)
      return compartment
    } catch (error) {
      compartment.close()
      throw error
    }
  }

  /** What it is called: this stands nowhere but in it. */
  get name(): string {
    return this.desk.connection.read((reader) => settings.find(reader, 'compartment.name')) ?? ''
  }

  get epoch(): number {
    return this.#epoch
  }

  /** Ends when what an interrupted import left is put aside; with many compartments that takes longer than opening. */
  get swept(): Promise<void> {
    return this.#sweeping?.done ?? Promise.resolve()
  }

  /** What opens it; zeroes after {@link close}. */
  get secrets(): CompartmentSecrets {
    return this.#secrets
  }

  /** SQLCipher's raw key under the secrets of now. Wipe it. */
  databaseKey(): Uint8Array {
    return compartmentDatabaseKey(this.#secrets, this.id, this.#epoch)
  }

  /** Is called after every transaction. */
  onWrote(wrote: () => void): void {
    this.#wrote = wrote
  }

  /**
   * Exchanges its database for one with another key while nobody looks at it. When the exchange throws, it goes on with
   * the key it has; otherwise with the one that the exchange gives.
   *
   * @throws Refusal `compartment.in-use` while it is being backed up
   */
  async exchange(make: () => { readonly epoch: number; readonly secrets: CompartmentSecrets }): Promise<void> {
    // A backup that holds the file still would leave what was written since then in the log, which goes with the file.
    if (!leaveLog(this.desk.connection)) throw new Refusal('compartment.in-use', {})
    this.#suspend()
    let made
    try {
      made = make()
    } catch (error) {
      await settleDatabase(this.folder, this.#epoch).catch(() => undefined)
      this.#resume()
      throw error
    }
    wipe(this.#secrets.secret)
    if (this.#secrets.stretched !== made.secrets.stretched) wipe(this.#secrets.stretched)
    this.#secrets = made.secrets
    this.#epoch = made.epoch
    await settleDatabase(this.folder, this.#epoch)
    // What was kept under the key before would be read by whoever has that.
    await removeKept(this.folder)
    this.#resume()
    this.#takeIdentities()
  }

  #takeIdentities(): void {
    this.#keys.add(this.#epoch, compartmentIdentity(this.#secrets, this.id, this.#epoch))
    for (const [epoch, identity] of this.desk.connection.read(compartments.pastIdentities))
      this.#keys.add(epoch, identity)
  }

  #resume(): void {
    const key = this.databaseKey()
    try {
      this.#connection = openConnection(compartmentDatabase(this.folder), key)
    } finally {
      wipe(key)
    }
  }

  #suspend(): void {
    const connection = this.#connection
    this.#connection = undefined
    connection?.close()
  }

  /** Closes it and wipes its keys. Safe to call twice. */
  close(): void {
    try {
      void this.#sweeping?.stop().catch(() => undefined)
      this.#suspend()
    } finally {
      this.#keys.wipe()
      wipe(this.#secrets.secret, this.#secrets.stretched)
    }
  }
}
