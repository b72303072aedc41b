import type { Desk } from '../acts/desk.ts'
import type { Office } from '../acts/office.ts'
import { Refusal } from '../kernel/errors.ts'
import { createViews, type Views } from './views.ts'

/** The one vault that is open, or none. Locking ends the process; this only keeps an answer from being given before. */
export interface Session {
  desk(): Desk
  office(): Office
  views(): Views
  /** Takes an office as the one that is open. @throws Refusal `vault.in-use` when one is open already. */
  enter(office: Office): void
  isOpen(): boolean
  close(): Promise<void>
}

export function createSession(): Session {
  let open: { readonly office: Office; readonly views: Views } | undefined
  const current = (): { readonly office: Office; readonly views: Views } => {
    if (!open) throw new Refusal('vault.locked', {})
    return open
  }
  return {
    desk: () => current().office.desk,
    office: () => current().office,
    views: () => current().views,
    isOpen: () => open !== undefined,
    enter(office) {
      if (open) throw new Refusal('vault.in-use', {})
      open = { office, views: createViews(office.desk) }
    },
    async close() {
      const closing = open
      open = undefined
      await closing?.office.close()
    },
  }
}
