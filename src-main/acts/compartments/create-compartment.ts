import { access } from 'node:fs/promises'
import { CompartmentId } from '../../contract/ids.ts'
import { canonical } from '../../kernel/canonical-json.ts'
import { Refusal } from '../../kernel/errors.ts'
import * as compartments from '../../store/compartments.ts'
import { type Connection, openConnection } from '../../store/connection.ts'
import { migrate, migrations } from '../../store/migrate.ts'
import * as settings from '../../store/settings.ts'
import * as users from '../../store/users.ts'
import { makeCompartmentFolder, removeCompartmentFolder } from '../../vault/compartment-folder.ts'
import { compartmentDatabaseKey, type CompartmentSecrets, newCompartmentSecret } from '../../vault/compartment-keys.ts'
import { newKdf } from '../../vault/passphrase.ts'
import { wipe } from '../../vault/sodium.ts'
import type { Desk } from '../desk.ts'
import { refuseWeakPassphrase } from '../passphrases.ts'
import { mustBeAllowed, record } from '../record.ts'
import { costOf } from '../secret.ts'
import { Compartment, compartmentDatabase } from './compartment.ts'
import type { MainWithCompartments } from './compartments.ts'
import { anchorHead } from './heads.ts'
import type { Main } from './main.ts'
import { holdersOf, stretched, wrapForAll } from './wraps.ts'

/** A passphrase of a compartment's own. */
export interface OwnPassphrase {
  /** UTF-8; wiped. */
  readonly passphrase: Uint8Array
  /** Argon2id's memory; measured on this machine when left out. Not under 64. */
  readonly memoryMiB?: number
}

/** What a new compartment is. */
export interface NewCompartment {
  readonly kind: 'case' | 'aftercare'
  readonly name: string
  /** Who may read it, by their ids: nobody else, neither a director nor whoever makes it. */
  readonly holders: readonly string[]
  readonly own?: OwnPassphrase
  /** The case that is to be moved into it. */
  readonly movingCase?: string
}

/** The parameters of a compartment's passphrase, and what it comes to; nulls without one. Wipes it. */
export async function ownKey(
  own: OwnPassphrase | undefined,
  about: readonly string[],
): Promise<{ readonly kdf: string | null; readonly stretched: Uint8Array | null }> {
  if (!own) return { kdf: null, stretched: null }
  try {
    await refuseWeakPassphrase(own.passphrase, about)
    const kdf = canonical(newKdf(await costOf(own.memoryMiB)))
    return { kdf, stretched: await stretched(kdf, own.passphrase) }
  } finally {
    wipe(own.passphrase)
  }
}

/**
 * Makes a compartment and opens it where whoever makes it may read it. Of aftercare there is one, which aftercare workers
 * may read as well as those who are named. What is written in the vault of it is that it is there, and for whom.
 *
 * @throws Refusal `not-permitted`, `compartment.exists`, `compartment.nobody`, `user.not-found`, `passphrase.too-short`,
 * `passphrase.too-weak`, `disk.full`, `destination.unwritable`
 */
export async function createCompartment(
  { desk, vault, compartments: all }: MainWithCompartments,
  asked: NewCompartment,
): Promise<{ readonly compartmentId: CompartmentId }> {
  mustBeAllowed(desk, 'compartment.create')
  const compartment = await makeCompartment({ desk, vault }, asked)
  anchorHead(desk, vault, compartment)
  if (desk.connection.read((reader) => holdersOf(reader, compartment.id)).includes(desk.user.id)) all.adopt(compartment)
  else compartment.close()
  return { compartmentId: CompartmentId.parse(compartment.id) }
}

/** Makes a compartment, and gives it open; one into which a case is being moved does not count yet. */
export async function makeCompartment(main: Main, asked: NewCompartment): Promise<Compartment> {
  const { desk, vault } = main
  const holders = holdersAsked(desk, asked)
  const { kdf, stretched: own } = await ownKey(asked.own, [asked.name, vault.name])
  const id = desk.newId()
  const secrets = { secret: newCompartmentSecret(), stretched: own }
  let folder: string | undefined
  try {
    folder = await makeCompartmentFolder(vault.folder, id)
    await makeDatabase(desk, folder, { id, name: asked.name, secrets })
    desk.connection.write((writer) => {
      const row = { id, kind: asked.kind, epoch: 1, kdf, movingCase: asked.movingCase ?? null }
      compartments.insert(writer, row, desk.clock().at)
      wrapForAll(writer, holders, { vaultId: vault.vaultId, compartmentId: id, epoch: 1, secret: secrets.secret })
      // A case that is moved is entered when it has been.
      if (asked.movingCase !== undefined) return
      record(desk, writer, { act: 'compartment.create', object: id, facts: { kind: asked.kind, users: holders } })
    })
  } catch (error) {
    wipe(secrets.secret, secrets.stretched)
    if (folder !== undefined) await removeCompartmentFolder(vault.folder, id).catch(() => undefined)
    throw error
  }
  return Compartment.open({ id, kind: asked.kind, epoch: 1 }, { folder, secrets, desk })
}

function holdersAsked(desk: Desk, { kind, holders }: NewCompartment): readonly string[] {
  return desk.connection.read((reader) => {
    const present = users.present(reader)
    if (holders.some((id) => !present.some((user) => user.id === id))) throw new Refusal('user.not-found', {})
    if (kind === 'aftercare' && compartments.list(reader).some((row) => row.kind === 'aftercare'))
      throw new Refusal('compartment.exists', {})
    const byRole = kind === 'aftercare' ? present.filter(({ role }) => role === 'aftercare').map(({ id }) => id) : []
    const all = [...new Set([...holders, ...byRole])]
    if (all.length === 0) throw new Refusal('compartment.nobody', {})
    return all
  })
}

async function makeDatabase(
  desk: Desk,
  folder: string,
  { id, name, secrets }: { readonly id: string; readonly name: string; readonly secrets: CompartmentSecrets },
): Promise<void> {
  const path = compartmentDatabase(folder)
  // What an interrupted making left would be of another key.
  if (
    await access(path).then(
      () => true,
      () => false,
    )
  )
    throw new Refusal('compartment.exists', {})
  const key = compartmentDatabaseKey(secrets, id, 1)
  let connection: Connection | undefined
  try {
    connection = openConnection(path, key)
    migrate(connection, migrations, desk.clock().at)
    const all = desk.connection.read((reader) => users.list(reader))
    connection.write((writer) => {
      for (const user of all) users.put(writer, user, desk.clock().at)
      settings.set(writer, 'compartment.name', name)
      settings.set(writer, 'compartment.id', id)
      record(desk, writer, { act: 'compartment.create', object: id })
    })
  } finally {
    connection?.close()
    wipe(key)
  }
}
