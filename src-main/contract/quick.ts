import { z } from 'zod'
import { Grant, Instant } from './ids.ts'
import { act, query } from './procedure.ts'
import { passphrase } from './vault.ts'
import { Role } from './words.ts'

// Quick unlock: what a person may have for as long as the program runs. The window asks the shell, which alone reaches
// the operating system's keychain; the shell asks the keeper, by procedures that the window cannot name.

/** How many wrong PINs end quick unlock. */
export const MOST_WRONG_PINS = 3

/** After how many hours it ends by itself. */
export const QUICK_HOURS = 8

/** A PIN: six characters at least, of three different ones at least. */
const Pin = z
  .string()
  .min(6)
  .max(64)
  .refine((text) => new Set(text).size > 2)

/** Why the operating system's keychain cannot be used; the words are under `quick.why.<reason>`. Source: SECURITY R7. */
export const KeychainTrouble = z.enum(['unavailable', 'basic-text', 'unknown'])
export type KeychainTrouble = z.infer<typeof KeychainTrouble>

const Opened = z.object({ vaultId: z.string(), name: z.string(), user: z.string(), role: Role })

/** What the shell answers. */
export const quickProcedures = {
  /**
   * `until` is null while it is off; `isHere`: it is on, for the vault in this folder or, without one, for any. What is
   * the matter with the keychain is told without a folder alone.
   */
  'quick.status': query(
    z.strictObject({ folder: Grant.optional() }),
    z.object({ trouble: KeychainTrouble.nullable(), until: Instant.nullable(), isHere: z.boolean() }),
  ),
  /** Switches it on for the vault that is open. The passphrase is the proof. */
  'quick.arrange': act(
    z.strictObject({ passphrase, keyFile: Grant.optional(), pin: Pin }),
    z.object({ until: Instant }),
  ),
  'quick.end': act(z.strictObject({}), z.object({})),
  'quick.unlock': act(z.strictObject({ folder: Grant, pin: z.string().min(1).max(64) }), Opened),
} as const

/** What the keeper answers the shell alone. */
export const quickKeeperProcedures = {
  /** `folder` is where the open vault lies: the shell may know that. */
  'quick.seal': act(
    z.strictObject({ passphrase, keyFile: Grant.optional(), pin: Pin }),
    z.object({ sealed: z.string(), folder: z.string() }),
  ),
  /** Opening a vault so is no proof of the passphrase. */
  'quick.open': act(z.strictObject({ folder: Grant, sealed: z.string().max(2_000), pin: z.string() }), Opened),
} as const
