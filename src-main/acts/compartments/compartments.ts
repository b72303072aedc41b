import type { FailureCode } from '../../contract/failure.ts'
import { Refusal, refusalCode } from '../../kernel/errors.ts'
import * as compartments from '../../store/compartments.ts'
import * as ledger from '../../store/ledger.ts'
import { holdsRecord } from '../../store/record-place.ts'
import * as users from '../../store/users.ts'
import { compartmentFolder } from '../../vault/compartment-folder.ts'
import type { CompartmentSecrets } from '../../vault/compartment-keys.ts'
import { wipe } from '../../vault/sodium.ts'
import type { Desk } from '../desk.ts'
import { EXPORTS } from '../remember-heads.ts'
import { Compartment } from './compartment.ts'
import { anchorHead, mustReachAnchor } from './heads.ts'
import type { Main } from './main.ts'
import { settleMoves } from './settle-moves.ts'
import { secretFor, stretched } from './wraps.ts'

/** Why a compartment that a user may open is not open. */
export type Shut = 'needs-passphrase' | 'altered' | 'damaged'

/** A compartment that a user may open and that is not open. */
export interface ShutCompartment {
  readonly id: string
  readonly kind: 'case' | 'aftercare'
  readonly why: Shut
}

/** How a compartment is opened that did not open with the vault. */
export interface OpeningCompartment {
  /** UTF-8; wiped. */
  readonly passphrase?: Uint8Array
  /** Takes an older copy of it for the compartment, and enters that in the vault's ledger. */
  readonly acceptOlder?: boolean
}

/** An open vault with its compartments. */
export interface MainWithCompartments extends Main {
  readonly compartments: Compartments
}

/** The compartments of an open vault, as its user has them. */
export class Compartments {
  readonly #main: Main
  readonly #open = new Map<string, Compartment>()
  readonly #shut = new Map<string, ShutCompartment>()

  private constructor(main: Main) {
    this.#main = main
  }

  /** Ends what was interrupted, and opens each compartment whose key is wrapped for the user and that has no passphrase. */
  static async open(main: Main): Promise<Compartments> {
    const all = new Compartments(main)
    await settleMoves(main)
    for (const { id, kind } of all.#rows()) {
      try {
        await all.#tryOpen(id, {})
      } catch (error) {
        const code = refusalCode(error)
        const why = code && shutBy[code]
        if (why === undefined) {
          all.close()
          throw error
        }
        if (why !== 'hidden') all.#shut.set(id, { id, kind, why })
      }
    }
    return all
  }

  #rows(): readonly compartments.CompartmentRow[] {
    return this.#main.desk.connection
      .read((reader) => compartments.list(reader))
      .filter(({ movingCase }) => movingCase === null)
  }

  /** Those that are open, in the order in which they came. */
  get all(): readonly Compartment[] {
    return this.#rows().flatMap(({ id }) => this.#open.get(id) ?? [])
  }

  /** Those that the user may open and that are not open. */
  get shut(): readonly ShutCompartment[] {
    return [...this.#shut.values()]
  }

  /** How many there are that the user may not open. */
  get hidden(): number {
    return this.#rows().length - this.#open.size - this.#shut.size
  }

  /** The vault's own desk, and one for each open compartment. */
  get desks(): readonly Desk[] {
    return [this.#main.desk, ...this.all.map(({ desk }) => desk)]
  }

  /**
   * The desk at which the record with one of these ids or references lies; the vault's own when none has it.
   *
   * @throws Refusal `case.reference-twice` when two cases have a reference: whoever cannot see the one in a compartment may
   * have given it to another, and what is meant for the one must not be filed in the other
   */
  deskOf(ids: readonly string[]): Desk {
    for (const id of ids.filter((one) => one !== '')) {
      const own = this.#open.get(id)?.desk
      const [found, other] = own
        ? [own]
        : this.desks.filter(({ connection }) => connection.read((reader) => holdsRecord(reader, id)))
      if (other) throw new Refusal('case.reference-twice', {})
      if (found) return found
    }
    return this.#main.desk
  }

  /** An open compartment, by its id or name. @throws Refusal `compartment.not-found`, `compartment.shut` */
  find(idOrName: string): Compartment {
    const found = this.all.find(({ id, name }) => id === idOrName || name === idOrName)
    if (found) return found
    throw new Refusal(this.#shut.has(idOrName) ? 'compartment.shut' : 'compartment.not-found', {})
  }

  /**
   * Opens a compartment that did not open with the vault. Wipes the passphrase.
   *
   * @throws Refusal `compartment.not-found`, `compartment.wrong-passphrase`, `vault.record-altered`,
   * `vault.database-damaged`, `not-permitted`
   */
  async openOne(id: string, how: OpeningCompartment): Promise<void> {
    try {
      if (!this.#open.has(id)) await this.#tryOpen(id, how)
    } finally {
      wipe(how.passphrase)
    }
  }

  async #tryOpen(id: string, how: OpeningCompartment): Promise<void> {
    const { desk, vault } = this.#main
    const row = this.#rows().find((one) => one.id === id)
    const secret = row && desk.connection.read((reader) => secretFor(reader, vault, row, desk.user.id))
    if (!row || !secret) throw new Refusal('compartment.not-found', {})
    const secrets = { secret, stretched: await this.#stretched(row.kdf, how) }
    await this.#enter(row, secrets, how)
  }

  async #stretched(kdf: string | null, { passphrase }: OpeningCompartment): Promise<Uint8Array | null> {
    if (kdf === null) return null
    if (!passphrase) throw new Refusal('compartment.shut', {})
    return stretched(kdf, passphrase)
  }

  async #enter(
    row: compartments.CompartmentRow,
    secrets: CompartmentSecrets,
    { acceptOlder = false }: OpeningCompartment,
  ): Promise<void> {
    const { desk, vault } = this.#main
    const folder = compartmentFolder(vault.folder, row.id)
    const compartment = await Compartment.open(row, { folder, secrets, desk }).catch((error: unknown) => {
      // SQLCipher cannot tell a wrong key from damage; whoever says a passphrase is more often mistaken than robbed.
      if (row.kdf !== null && refusalCode(error) === 'vault.database-damaged')
        throw new Refusal('compartment.wrong-passphrase', {}, { cause: error })
      throw error
    })
    try {
      this.#copyUsers(compartment)
      mustReachAnchor(desk, vault, compartment, { acceptOlder })
    } catch (error) {
      compartment.close()
      throw error
    }
    this.adopt(compartment)
  }

  /** The records of a compartment name their users by id; who they are is copied from the vault. */
  #copyUsers({ desk }: Compartment): void {
    const all = this.#main.desk.connection.read((reader) => users.list(reader))
    const had = desk.connection.read((reader) => users.list(reader))
    if (JSON.stringify(all) === JSON.stringify(had)) return
    desk.connection.write((writer) => {
      for (const user of all) users.put(writer, user, desk.clock().at)
    })
  }

  /** Takes a compartment among those that are open. */
  adopt(compartment: Compartment): void {
    this.#shut.delete(compartment.id)
    this.#open.set(compartment.id, compartment)
    const { desk, vault } = this.#main
    let noticed = compartment.desk.connection.read((reader) => ledger.head(reader))?.sequence
    compartment.onWrote(() => {
      const head = compartment.desk.connection.read((reader) => ledger.head(reader))
      if (!head || head.sequence === noticed) return
      noticed = head.sequence
      if (EXPORTS.has(head.act)) anchorHead(desk, vault, compartment)
    })
  }

  /** Closes one, which its user may not open any more. */
  drop(id: string): void {
    this.#open.get(id)?.close()
    this.#open.delete(id)
  }

  /** Names the newest entry of each open one in the vault's ledger. */
  anchor(): void {
    for (const compartment of this.#open.values()) anchorHead(this.#main.desk, this.#main.vault, compartment)
  }

  /** Closes all of them and wipes their keys. Safe to call twice. */
  close(): void {
    for (const compartment of this.#open.values()) compartment.close()
    this.#open.clear()
  }
}

/** Why a compartment does not open with the vault. Any other failure is none of the compartment's. */
const shutBy: Readonly<Partial<Record<FailureCode, Shut | 'hidden'>>> = {
  'compartment.not-found': 'hidden',
  'compartment.shut': 'needs-passphrase',
  'vault.record-altered': 'altered',
  'vault.database-damaged': 'damaged',
  'vault.header-refused': 'damaged',
}
