import { z } from 'zod'
import { PassphraseReason } from './failure.ts'
import { Grant, Instant, line, UserId } from './ids.ts'
import { act, query } from './procedure.ts'
import { passphrase, SlotSummary } from './vault.ts'
import { Role } from './words.ts'

/** Somebody who may open the vault. */
export const User = z.object({
  userId: UserId,
  name: z.string(),
  role: Role,
  /** To whom packages for this user are encrypted, `age1…`; null for one who never had a key of their own. */
  recipient: z.string().nullable(),
  /** When a director removed them; null for whoever may open the vault. */
  removedAt: Instant.nullable(),
})
export type User = z.infer<typeof User>

/** What a passphrase is worth, in bits, and what keeps it from being worth more. */
export const PassphraseJudgement = z.object({
  bits: z.int(),
  least: z.int(),
  isStrong: z.boolean(),
  reasons: z.array(PassphraseReason),
})

/** A passphrase by chance, of words. */
export const PassphraseSuggestion = z.object({
  passphrase: z.string(),
  bits: z.int(),
})
export type PassphraseSuggestion = z.infer<typeof PassphraseSuggestion>

export const userProcedures = {
  'user.list': query(z.strictObject({}), z.array(User)),
  'user.add': act(
    z.strictObject({ name: line(120), role: Role, passphrase }),
    z.object({ userId: UserId, recipient: z.string() }),
  ),
  'user.remove': act(z.strictObject({ userId: UserId }), z.object({})),
  'user.role': act(z.strictObject({ userId: UserId, role: Role }), z.object({})),
  /** The user's own. With a key file it changes the passphrase of that way in. */
  'passphrase.change': act(z.strictObject({ passphrase, keyFile: Grant.optional(), next: passphrase }), z.object({})),
  /** Works before a vault is open; `about` are words that a guesser knows, as the user's name. */
  'passphrase.judge': query(
    z.strictObject({ text: z.string().max(1_000), about: z.array(z.string().max(120)).max(10).optional() }),
    PassphraseJudgement,
  ),
  'passphrase.suggest': query(z.strictObject({}), PassphraseSuggestion),
  /** Writes a new key file, which is of no vault yet, to a place that the person chose. */
  'key-file.make': act(z.strictObject({ to: Grant }), z.object({})),
  /** Gives whoever sits here a second way in: a passphrase and a key file together. */
  'slot.add': act(z.strictObject({ passphrase, keyFile: Grant }), z.object({ slotId: z.string() })),
  'slot.list': query(z.strictObject({}), z.array(SlotSummary)),
  'slot.remove': act(z.strictObject({ slotId: z.uuid() }), z.object({})),
  /** Gives the new key once; the old one no longer opens the vault. */
  'recovery.renew': act(z.strictObject({}), z.object({ recoveryKey: z.string() })),
  /** Proves that it is still the user who sits there; lasts a minute. */
  'vault.prove': act(z.strictObject({ passphrase, keyFile: Grant.optional() }), z.object({})),
  /** Lets a user in again who lost every way in, by the recovery key. The vault stays closed. */
  'vault.recover': act(
    z.strictObject({
      folder: Grant,
      user: line(120),
      recoveryKey: z.string().max(200),
      passphrase,
      acceptOlder: z.boolean().default(false),
    }),
    z.object({}),
  ),
  /** Gives the vault a new master key, and its new recovery key once; the vault is closed by it. */
  'vault.rotate': act(
    z.strictObject({ passphrase, keyFile: Grant.optional(), next: passphrase.optional() }),
    z.object({ recoveryKey: z.string() }),
  ),
} as const
