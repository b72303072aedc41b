import { assert, Refusal } from '../kernel/errors.ts'
import type { Writer } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import { rekey } from '../store/rekey.ts'
import * as slots from '../store/slots.ts'
import * as users from '../store/users.ts'
import type { LedgerHead } from '../vault/header.ts'
import { copyOf, wipeSecret } from '../vault/slots.ts'
import type { SlotListing } from '../vault/ways-in.ts'
import type { Main } from './compartments/main.ts'
import { wrapAgain } from './compartments/wraps.ts'
import { type Office, type OfficeTools, openOffice } from './office.ts'
import { refuseWeakPassphrase } from './passphrases.ts'
import { mustBeAllowed, record } from './record.ts'
import { rememberInProfile } from './remember-heads.ts'
import { enterKey, keyOf, recoveryUser } from './register.ts'
import { copiedKeyFile, costOf, type OfficeSecret, secretOf, type Words } from './secret.ts'

/** What a director opens the vault with after giving it a new master key. */
export interface Rotating {
  /** What they open it with now, when left out: it then still opens the vault, and has to be as secret as ever. */
  readonly next?: Words
  readonly memoryMiB?: number
}

/**
 * Gives a vault a new master key: its database is encrypted anew, new blobs are for a new identity, and the recovery key
 * is another. Nothing that opened it before opens it after, neither an older copy of its header: but each user's own
 * passphrase of today does, once they come. Blobs that are there already stay as they are. Returns the new recovery key.
 *
 * @throws Refusal `not-permitted`, `passphrase.too-short`, `passphrase.too-weak`, `slot.too-many`, `disk.full`,
 * `destination.unwritable`, and those of `openOffice`
 */
export async function rotateOffice(
  folder: string,
  now: OfficeSecret,
  { next, memoryMiB }: Rotating,
  tools: OfficeTools,
): Promise<string> {
  // Opening wipes what it is given.
  const kept = copyOf(secretOf(now))
  const secret = next ? secretOf(next) : kept
  try {
    const { desk, vault, compartments, swept } = await openOffice(folder, now, tools)
    await swept
    let isOpen = true
    try {
      mustBeAllowed(desk, 'vault.rotate')
      if (next) await refuseWeakPassphrase(next.passphrase, [desk.user.name, vault.name])
      const cost = await costOf(memoryMiB)
      desk.connection.close()
      isOpen = false
      const { recoveryKey, head, headerSequence } = await vault.rotate({
        secret,
        cost,
        prepare: ({ slots: ways, ...keys }) =>
          rekey(keys, (copy) => copy.write((writer) => enterRotation({ desk, vault }, writer, ways))),
      })
      // The vault as it was before is from now on an older copy to this machine.
      await rememberInProfile(tools, vault.vaultId, { ...head, header: headerSequence })
      return recoveryKey
    } finally {
      compartments.close()
      if (isOpen) desk.connection.close()
      await vault.lock()
    }
  } finally {
    wipeSecret(kept)
    wipeSecret(secret)
  }
}

/** What the person who sits there says. */
export interface RotatingOpen {
  readonly now: Words
  /** The new passphrase, UTF-8, of the same kind of way in; the one of now when left out. */
  readonly next?: Uint8Array
}

/**
 * The same for a vault that is open: whatever can be refused is refused while it still is. Then it is closed, and stays
 * closed.
 *
 * @throws Refusal `vault.wrong-passphrase`, and those of {@link rotateOffice}
 */
export async function rotateOpenOffice(
  { desk, vault }: Office,
  { now, next }: RotatingOpen,
  { close, tools }: { readonly close: () => Promise<void>; readonly tools: OfficeTools },
): Promise<string> {
  mustBeAllowed(desk, 'vault.rotate')
  if (!(await vault.waysIn.proves(copyOf(secretOf(now))))) throw new Refusal('vault.wrong-passphrase', {})
  if (next) await refuseWeakPassphrase(next, [desk.user.name, vault.name])
  const fresh = next && { next: { passphrase: next, ...copiedKeyFile(now) } }
  const { folder } = vault
  const user = desk.user.name
  await close()
  return rotateOffice(folder, { ...now, user }, fresh ?? {}, tools)
}

/** Puts the new database in step with the new header, and enters the act; gives the place of the entry. */
function enterRotation({ desk, vault }: Main, writer: Writer, ways: readonly SlotListing[]): LedgerHead {
  const entered = slots.list(writer)
  const names = new Map(users.present(writer).map(({ id, name }) => [name, id]))
  const recovery = recoveryUser(writer)
  for (const slotId of entered.keys()) if (!ways.some((way) => way.slotId === slotId)) slots.remove(writer, slotId)
  for (const way of ways) {
    if (entered.has(way.slotId)) continue
    const userId = way.user === null ? recovery : names.get(way.user)
    assert(userId !== undefined, 'only the opener and the recovery key get another slot')
    slots.add(writer, way.slotId, userId)
    if (way.user === null) enterKey(writer, recovery, way)
  }
  const recoveryKey = ways.find(({ user }) => user === null)
  if (recoveryKey) wrapAgain(writer, vault, { by: desk.user.id, forUser: recovery, onlyTheirs: false })
  record(desk, writer, {
    act: 'vault.rotate',
    object: vault.vaultId,
    facts: recoveryKey ? { userId: recovery, publicKey: keyOf(recoveryKey) } : {},
  })
  const head = ledger.head(writer)
  assert(head !== undefined, 'an entry was just made')
  return { sequence: head.sequence, hash: head.digest }
}
