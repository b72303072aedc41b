import { Kdf } from '../../vault/header.ts'
import { Refusal } from '../../kernel/errors.ts'
import * as compartments from '../../store/compartments.ts'
import type { Reader, Writer } from '../../store/connection.ts'
import * as users from '../../store/users.ts'
import { unwrapSecret, wrapSecret } from '../../vault/compartment-keys.ts'
import type { OpenVault } from '../../vault/open-vault.ts'
import { stretch } from '../../vault/passphrase.ts'
import { wipe } from '../../vault/sodium.ts'

/** Which secret is wrapped. */
export interface Wrapping {
  readonly vaultId: string
  readonly compartmentId: string
  readonly epoch: number
  readonly secret: Uint8Array
}

/** To whose recipient a user's keys are encrypted now; undefined for one who has none. */
function recipientOf(reader: Reader, userId: string): string | undefined {
  return users.keys(reader).findLast((key) => key.userId === userId)?.recipient ?? undefined
}

/** The recovery key, as it is among the users; undefined in a vault that is older than their register. */
export function recoveryId(reader: Reader): string | undefined {
  return users.list(reader).find(({ kind }) => kind === 'recovery')?.id
}

/** Wraps a compartment's secret for a user, in place of what was wrapped for them. @throws Refusal `user.not-found` */
export function wrapFor(writer: Writer, userId: string, { secret, ...place }: Wrapping): void {
  const recipient = recipientOf(writer, userId)
  if (recipient === undefined) throw new Refusal('user.not-found', {})
  const wrapped = Buffer.from(wrapSecret(recipient, { ...place, userId }, secret)).toString('base64')
  compartments.putKey(writer, { ...place, userId, recipient, wrapped })
}

/**
 * Wraps a compartment's secret for some users and, so that whoever loses every secret can be let in again, for the
 * recovery key.
 */
export function wrapForAll(writer: Writer, holders: readonly string[], wrapping: Wrapping): void {
  for (const userId of new Set(holders)) wrapFor(writer, userId, wrapping)
  const recovery = recoveryId(writer)
  if (recovery !== undefined) wrapFor(writer, recovery, wrapping)
}

/** Who can open a compartment, without the recovery key: those for whose keys of today it is wrapped. */
export function holdersOf(reader: Reader, compartmentId: string): readonly string[] {
  const recovery = recoveryId(reader)
  return compartments
    .keysOf(reader, compartmentId)
    .filter(({ userId, recipient }) => userId !== recovery && recipientOf(reader, userId) === recipient)
    .map(({ userId }) => userId)
}

/** Whether the recovery key of today opens a compartment: a newer one does not, until somebody who can open it says so. */
export function hasRecovery(reader: Reader, compartmentId: string): boolean {
  const recovery = recoveryId(reader)
  if (recovery === undefined) return false
  return compartments
    .keysOf(reader, compartmentId)
    .some(({ userId, recipient }) => userId === recovery && recipientOf(reader, userId) === recipient)
}

/**
 * The secret of a compartment, unwrapped for whoever opened the vault; undefined where it was never wrapped for them.
 *
 * @throws Refusal `vault.record-altered` when what was wrapped for them is another's
 */
export function secretFor(
  reader: Reader,
  vault: Pick<OpenVault, 'vaultId' | 'exchangeIdentity'>,
  { id, epoch }: Pick<compartments.CompartmentRow, 'id' | 'epoch'>,
  userId: string,
): Uint8Array | undefined {
  const key = compartments.keysOf(reader, id).find((one) => one.userId === userId)
  if (!key || key.recipient !== recipientOf(reader, userId)) return undefined
  const place = { vaultId: vault.vaultId, compartmentId: id, userId, epoch }
  const secret = unwrapSecret(vault.exchangeIdentity, place, Buffer.from(key.wrapped, 'base64'))
  if (!secret) throw new Refusal('vault.record-altered', { record: 'compartment-key', position: epoch })
  return secret
}

/** Who wraps again, and for whom. */
export interface WrappingAgain {
  /** Whoever opened the vault. */
  readonly by: string
  readonly forUser: string
  /** Only what was wrapped for them before. */
  readonly onlyTheirs: boolean
}

/**
 * Wraps the compartments that whoever opened the vault may read for a user whose keys are new; those that they may not
 * read stay closed to the user, until somebody grants them again.
 */
export function wrapAgain(
  writer: Writer,
  vault: Pick<OpenVault, 'vaultId' | 'exchangeIdentity'>,
  { by, forUser, onlyTheirs }: WrappingAgain,
): void {
  const theirs = new Set(compartments.keysFor(writer, forUser).map(({ compartmentId }) => compartmentId))
  for (const row of compartments.list(writer)) {
    if (row.movingCase !== null || (onlyTheirs && !theirs.has(row.id))) continue
    const secret = soundSecretFor(writer, vault, row, by)
    if (!secret) continue
    wrapFor(writer, forUser, { vaultId: vault.vaultId, compartmentId: row.id, epoch: row.epoch, secret })
    wipe(secret)
  }
}

function soundSecretFor(...asked: Parameters<typeof secretFor>): Uint8Array | undefined {
  try {
    return secretFor(...asked)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** What a compartment's passphrase comes to, by the parameters that are written. @throws Refusal `vault.header-refused` */
export async function stretched(kdf: string, passphrase: Uint8Array): Promise<Uint8Array> {
  const parameters = Kdf.safeParse(JSON.parse(kdf))
  if (!parameters.success) throw new Refusal('vault.header-refused', { field: 'kdf' })
  return stretch(passphrase, parameters.data)
}
