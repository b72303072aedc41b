import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { LOCK_MINUTES, LockMinutes } from '../contract/shell.ts'

/** How the window looks, as the person last chose it. */
export const Looks = z.object({
  theme: z.enum(['system', 'light', 'dark']).optional(),
  density: z.enum(['comfortable', 'compact']).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?$/u)
    .optional(),
})
export type Looks = z.infer<typeof Looks>

/** When the vault locks by itself, and from where the panic key is heard. */
const Locking = z.object({
  minutes: LockMinutes.catch(LOCK_MINUTES),
  /** Whether the panic key is heard while another program has the keyboard. */
  everywhere: z.boolean().catch(false),
})
export type Locking = z.infer<typeof Locking>

const Kept = z.object({
  lastVault: z.string().max(4_096).optional(),
  looks: Looks.optional(),
  locking: Locking.optional(),
})
type Kept = z.infer<typeof Kept>

/**
 * All that Clarkson leaves on this computer outside a vault: where the last vault was, three words of looks, and when to
 * lock.
 */
export interface Settings {
  lastVault(): string | undefined
  rememberVault(folder: string): void
  /** Forgets where the last vault was. */
  forgetVault(): void
  looks(): Looks
  rememberLooks(looks: Looks): void
  locking(): Locking
  rememberLocking(locking: Locking): void
}

/**
 * Reads the settings, and writes each change beside the old file before it takes its place. A file that cannot be read
 * counts as none; one that cannot be written is given up: nothing of a case depends on it.
 */
export function openSettings(path: string): Settings {
  let kept = read(path)

  function change(changes: Kept): void {
    const next = { ...kept, ...changes }
    if (JSON.stringify(next) === JSON.stringify(kept)) return
    kept = next
    write(path, kept)
  }

  return {
    lastVault: () => kept.lastVault,
    rememberVault: (folder) => change({ lastVault: folder }),
    forgetVault: () => change({ lastVault: undefined }),
    looks: () => kept.looks ?? {},
    rememberLooks: (looks) => change({ looks }),
    locking: () => kept.locking ?? { minutes: LOCK_MINUTES, everywhere: false },
    rememberLocking: (locking) => change({ locking }),
  }
}

function read(path: string): Kept {
  try {
    return Kept.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}

function write(path: string, kept: Kept): void {
  const draft = `${path}.${randomBytes(4).toString('hex')}`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600, flush: true })
    renameSync(draft, path)
  } catch {
    rmSync(draft, { force: true })
  }
}
