import type { Desk } from '../acts/desk.ts'
import type { Office } from '../acts/office.ts'
import { Refusal } from '../kernel/errors.ts'
import { recordUnproved } from '../acts/proof.ts'
import { createThrottle, type Throttle } from './throttle.ts'
import { createViews, type Views } from './views.ts'

/** The one vault that is open, or none. Locking ends the process; this only keeps an answer from being given before. */
export interface Session {
  desk(): Desk
  office(): Office
  views(): Views
  /** Takes an office as the one that is open. @throws Refusal `vault.in-use` when one is open already. */
  enter(office: Office): void
  isOpen(): boolean
  /** Through which every try of a passphrase goes. */
  readonly throttle: Throttle
  /**
   * From now on, until the vault is closed, what lets something out of it or changes who gets in needs a fresh proof.
   * The `reauthentication` of SECURITY R9; off until the window asks for it.
   */
  askProof(): void
  /** Takes note that the user has just proved to be there, by the passphrase. */
  prove(): void
  /** @throws Refusal `proof.needed`, which is entered in the ledger, when there was no proof within the last minute */
  mustBeProved(procedure: string): void
  close(): Promise<void>
}

/** As long as a proof lasts. */
const proofMs = 60_000

/** What a session needs of the world; a test hands in a clock of its own. */
export interface SessionWorld {
  /** Milliseconds that only grow: a clock that is set back would make an old proof new. */
  readonly now?: () => number
  readonly throttle?: Throttle
}

export function createSession({
  now = () => performance.now(),
  throttle = createThrottle(),
}: SessionWorld = {}): Session {
  let reauthentication = false
  let provedAt = Number.NEGATIVE_INFINITY
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
    throttle,
    askProof() {
      current()
      reauthentication = true
    },
    prove() {
      provedAt = now()
    },
    mustBeProved(procedure) {
      const { desk } = current().office
      if (!reauthentication || now() - provedAt <= proofMs) return
      recordUnproved(desk, procedure)
      throw new Refusal('proof.needed', {})
    },
    enter(office) {
      if (open) throw new Refusal('vault.in-use', {})
      open = { office, views: createViews(office.desk) }
    },
    async close() {
      const closing = open
      open = undefined
      reauthentication = false
      provedAt = Number.NEGATIVE_INFINITY
      await closing?.office.close()
    },
  }
}
