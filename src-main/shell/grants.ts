import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { Grant } from '../contract/ids.ts'
import type { Granted } from '../contract/shell.ts'
import type { GrantUse, KeeperGrant } from '../door/keeper-messages.ts'

/** Tickets for what the person chose. They are good for one sitting: the lock ends them. */
export interface Grants {
  /** A ticket for a file or folder that is there; undefined when it is not. */
  forExisting(path: string, use: GrantUse): Promise<Granted | undefined>
  /** A ticket for a place where nothing need be yet. */
  forPlace(path: string, use: GrantUse): Granted
  /** What a ticket stands for; undefined for one of another sitting, or of none. */
  find(grant: string): KeeperGrant | undefined
}

/** @param give tells the keeper, which alone reads and writes there. */
export function createGrants(give: (grant: KeeperGrant) => void): Grants {
  const given = new Map<string, KeeperGrant>()

  function issue(path: string, size: number | null, use: GrantUse): Granted {
    const grant = Grant.parse(randomBytes(16).toString('base64url'))
    const entry: KeeperGrant = { grant, path, size, use }
    given.set(grant, entry)
    give(entry)
    return { grant, name: basename(path) || path, size }
  }

  return {
    async forExisting(path, use) {
      if (!isAbsolute(path) || path.includes('\0')) return undefined
      try {
        const found = await stat(path)
        return issue(path, found.isFile() ? found.size : null, use)
      } catch {
        return undefined
      }
    },
    forPlace: (path, use) => issue(path, null, use),
    find: (grant) => given.get(grant),
  }
}
