import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { asWriteRefusal, readFully, replaceFile, systemCode } from './durable-file.ts'
import { LedgerHead } from './header.ts'

// A database cannot tell that it is an older copy of itself, and whoever puts back an old vault folder puts back its
// header too. So this machine keeps, outside the folder, the newest entry that it saw of each vault.

/** What this machine saw last of a vault: its ledger's newest entry, and how often its header had been written. */
export const SeenVault = LedgerHead.extend({ header: z.int().min(1) })
export type SeenVault = z.infer<typeof SeenVault>

const Heads = z.object({
  clarkson: z.literal('heads'),
  format: z.literal(1),
  vaults: z.record(z.uuid(), SeenVault),
})

const FORMAT = 1

/** More vaults than one machine has; the ones that were not seen for longest are let go. */
const MOST_VAULTS = 2_000
const MOST_BYTES = 1024 * 1024

/** The heads of vaults, in a file in the user's own profile. It holds no names and no paths. */
export interface HeadsFile {
  find(vaultId: string): Promise<SeenVault | undefined>
  /** Puts what was seen in place of what was seen before. @throws Refusal `disk.full`, `destination.unwritable` */
  remember(vaultId: string, seen: SeenVault): Promise<void>
  /** Takes a vault out. @throws Refusal `disk.full`, `destination.unwritable` */
  forget(vaultId: string): Promise<void>
}

/**
 * The file at a path, which need not be there yet. One that cannot be read counts as empty and is replaced; one of a
 * newer format is left alone, and nothing is remembered.
 */
export function openHeadsFile(path: string): HeadsFile {
  const write = async (vaultId: string, seen: SeenVault | undefined): Promise<void> => {
    const found = await read(path)
    if (found === 'from-future') return
    const others = Object.entries(found).filter(([id]) => id !== vaultId)
    const newest = seen === undefined ? [] : [[vaultId, seen] as const]
    const vaults = Object.fromEntries([...others, ...newest].slice(-MOST_VAULTS))
    await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw asWriteRefusal(error)
    })
    const text = JSON.stringify({ clarkson: 'heads', format: FORMAT, vaults })
    await replaceFile(path, Buffer.from(`${text}\n`, 'utf8'))
  }
  return {
    async find(vaultId) {
      const found = await read(path)
      return found === 'from-future' ? undefined : found[vaultId]
    },
    remember: write,
    async forget(vaultId) {
      const found = await read(path)
      if (found !== 'from-future' && Object.hasOwn(found, vaultId)) await write(vaultId, undefined)
    },
  }
}

async function read(path: string): Promise<Readonly<Record<string, SeenVault>> | 'from-future'> {
  const found = await readJson(path)
  const parsed = Heads.safeParse(found)
  if (parsed.success) return parsed.data.vaults
  const newer = z.object({ clarkson: z.literal('heads'), format: z.int().min(FORMAT + 1) }).safeParse(found)
  return newer.success ? 'from-future' : {}
}

async function readJson(path: string): Promise<unknown> {
  try {
    const file = await open(path, 'r')
    try {
      const bytes = Buffer.alloc(MOST_BYTES)
      return JSON.parse(bytes.toString('utf8', 0, await readFully(file, bytes, 0)))
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof SyntaxError || systemCode(error) !== undefined) return undefined
    throw error
  }
}
