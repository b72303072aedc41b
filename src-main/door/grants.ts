import type { Grant } from '../contract/ids.ts'
import { Refusal } from '../kernel/errors.ts'

/** The paths behind the tickets that the shell gave out. The window holds tickets, the keeper alone holds paths. */
export interface Grants {
  add(grant: string, path: string): void
  /** The path behind a ticket. @throws Refusal `grant.unknown` */
  pathOf(grant: Grant): string
}

export function createGrants(): Grants {
  const paths = new Map<string, string>()
  return {
    add: (grant, path) => void paths.set(grant, path),
    pathOf(grant) {
      const path = paths.get(grant)
      if (path === undefined) throw new Refusal('grant.unknown', {})
      return path
    },
  }
}
