import { z } from 'zod'
import { type KeychainTrouble, MOST_WRONG_PINS, QUICK_HOURS } from '../contract/quick.ts'
import { Refusal } from '../kernel/errors.ts'

/** What is used of Electron's `safeStorage`. The last is there on Linux alone, and not in every line of Electron. */
export interface Keychain {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Uint8Array
  decryptString(sealed: Uint8Array): string
  getSelectedStorageBackend?(): string
}

/** Quick unlock as the keeper left it: a text sealed under the PIN, and the vault's folder. */
export interface QuickKept {
  readonly sealed: string
  readonly folder: string
}

/**
 * Quick unlock for as long as the program runs. What is kept is sealed under the PIN and then by the keychain; it is in
 * memory, and is handed to the process that follows this one at a lock. No file ever has it.
 */
export interface QuickUnlock {
  /** Why the keychain cannot be used; null when it can. */
  trouble(): KeychainTrouble | null
  /** Until when it is on, and for the vault in which folder; undefined while it is off. */
  state(): { readonly until: string; readonly folder: string } | undefined
  /** @throws Refusal `quick.unavailable` */
  keep(kept: QuickKept): void
  /** What the keeper opens the vault with. @throws Refusal `quick.over` */
  take(): QuickKept
  /** A PIN was wrong. @throws Refusal `quick.over` when that was one too many */
  missed(): void
  /** Ends it. */
  drop(): void
  /** What the process that follows this one is given; undefined while it is off. */
  handedOn(): string | undefined
}

/** Backends of Linux under which nothing is a secret, or of which nothing is known. Source: SECURITY R7. */
const ACCEPTED = /^(?:gnome_libsecret|kwallet[56]?)$/u

/** The backend that keeps the keychain's key; undefined with the reason when there is none that protects anything. */
function backendOf(
  keychain: Keychain,
  platform: NodeJS.Platform,
): { readonly backend: string } | { readonly trouble: KeychainTrouble } {
  // On a Mac and on Windows there is one backend, the system's own.
  const backend = platform === 'linux' ? (keychain.getSelectedStorageBackend?.() ?? 'unknown') : platform
  // Some lines say that a constant key is encryption, some say that it is none: what it is called comes first.
  if (backend === 'basic_text') return { trouble: 'basic-text' }
  if (!keychain.isEncryptionAvailable()) return { trouble: 'unavailable' }
  return platform !== 'linux' || ACCEPTED.test(backend) ? { backend } : { trouble: 'unknown' }
}

const Held = z.strictObject({
  v: z.literal(1),
  /** Under which backend it was sealed: under another it is not used. */
  backend: z.string(),
  /** Milliseconds since 1970. */
  since: z.number(),
  missed: z.int().nonnegative(),
  sealed: z.string(),
  folder: z.string(),
})
type Held = z.infer<typeof Held>

/** What quick unlock is made with. */
export interface QuickWorld {
  readonly keychain: Keychain
  readonly platform: NodeJS.Platform
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** What the process before this one handed on, if it did. */
  readonly handed?: string | undefined
}

const LASTS_MS = QUICK_HOURS * 3_600_000

/** Quick unlock, off unless the process before this one handed it on. */
export function createQuickUnlock({ keychain, platform, now, handed }: QuickWorld): QuickUnlock {
  let kept = handed === undefined ? undefined : Buffer.from(handed, 'base64')

  function trouble(): KeychainTrouble | null {
    const found = backendOf(keychain, platform)
    return 'trouble' in found ? found.trouble : null
  }

  /** Opened anew each time: what it holds is not in memory for longer than it is used. */
  function held(): Held | undefined {
    if (kept === undefined) return undefined
    const found = opened(kept)
    if (found === undefined) kept = undefined
    return found
  }

  function opened(from: Uint8Array): Held | undefined {
    const found = backendOf(keychain, platform)
    if ('trouble' in found) return undefined
    try {
      const inside = Held.parse(JSON.parse(keychain.decryptString(Buffer.from(from))))
      // A clock that was set back to before it began ends it.
      const age = now() - inside.since
      const isGood = inside.backend === found.backend && age >= 0 && age < LASTS_MS && inside.missed < MOST_WRONG_PINS
      return isGood ? inside : undefined
    } catch {
      return undefined
    }
  }

  const seal = (inside: Held): void => {
    kept = Buffer.from(keychain.encryptString(JSON.stringify(inside)))
  }

  return {
    trouble,
    state() {
      const inside = held()
      return inside && { until: new Date(inside.since + LASTS_MS).toISOString(), folder: inside.folder }
    },
    keep({ sealed, folder }) {
      const found = backendOf(keychain, platform)
      if ('trouble' in found) throw new Refusal('quick.unavailable', {})
      seal({ v: 1, backend: found.backend, since: now(), missed: 0, sealed, folder })
    },
    take() {
      const inside = held()
      if (inside === undefined) throw new Refusal('quick.over', {})
      return { sealed: inside.sealed, folder: inside.folder }
    },
    missed() {
      const inside = held()
      if (inside !== undefined) seal({ ...inside, missed: inside.missed + 1 })
      if (held() === undefined) throw new Refusal('quick.over', {})
    },
    drop() {
      kept = undefined
    },
    handedOn: () => (held() === undefined ? undefined : kept?.toString('base64')),
  }
}
