import type { Grant } from '../contract/ids.ts'
import { Refusal } from '../kernel/errors.ts'
import type { GrantUse } from './keeper-messages.ts'

/** The paths behind the tickets that the shell gave out. The window holds tickets, the keeper alone holds paths. */
export interface Grants {
  add(grant: string, path: string, use: GrantUse): void
  /** The path behind a ticket that was given out for one of these uses. @throws Refusal `grant.unknown` for any other */
  pathOf(grant: Grant, ...uses: readonly GrantUse[]): string
}

/** Keeps the tickets of one session. */
export function createGrants(): Grants {
  const known = new Map<string, { readonly path: string; readonly use: GrantUse }>()
  return {
    add: (grant, path, use) => void known.set(grant, { path, use }),
    pathOf(grant, ...uses) {
      const found = known.get(grant)
      if (!found || !uses.includes(found.use)) throw new Refusal('grant.unknown', {})
      return found.path
    },
  }
}
