import type { Desk } from '../acts/desk.ts'
import type { Office } from '../acts/office.ts'
import { Refusal } from '../kernel/errors.ts'
import { recordUnproved } from '../acts/proof.ts'
import { createThrottle, type Throttle } from './throttle.ts'
import { createViews, type Views } from './views.ts'

/** The one vault that is open, or none. Locking ends the process; this only keeps an answer from being given before. */
export interface Session {
  /**
   * The desk at which the record lies that an input names: the vault's own, or that of an open compartment. Without an
   * input, or when nothing has the record, the vault's own.
   */
  desk(input?: object): Desk
  office(): Office
  views(): Views
  /**
   * Takes an office as the one that is open. It was opened with the passphrase, unless `isProved` is false.
   *
   * @throws Refusal `vault.in-use` when one is open already.
   */
  enter(office: Office, isProved?: boolean): void
  isOpen(): boolean
  /** Through which every try of a passphrase goes. */
  readonly throttle: Throttle
  /** Takes note that the user has just proved to be there, by the passphrase. Opening the vault is such a proof. */
  prove(): void
  /**
   * What lets something out of the vault or changes who gets in needs a fresh proof. Source: SECURITY R9.
   *
   * @throws Refusal `proof.needed`, which is entered in the ledger, when there was none within
   * the last minute
   */
  mustBeProved(procedure: string): void
  close(options?: { readonly keepTools?: boolean }): Promise<void>
}

/** As long as a proof lasts. */
const proofMs = 60_000

/** What a session needs of the world; a test hands in a clock of its own. */
export interface SessionWorld {
  /** Milliseconds that only grow: a clock that is set back would make an old proof new. */
  readonly now?: () => number
  readonly throttle?: Throttle
}

/** The ids that an input names its records by. */
function idsIn(input: object): readonly string[] {
  return Object.entries(input).flatMap(([name, value]: [string, unknown]) =>
    name.endsWith('Id') && typeof value === 'string' ? [value] : [],
  )
}

export function createSession({
  now = () => performance.now(),
  throttle = createThrottle(),
}: SessionWorld = {}): Session {
  let provedAt = Number.NEGATIVE_INFINITY
  let open: { readonly office: Office; readonly views: Views } | undefined
  const current = (): { readonly office: Office; readonly views: Views } => {
    if (!open) throw new Refusal('vault.locked', {})
    return open
  }
  return {
    desk: (input = {}) => current().office.compartments.deskOf(idsIn(input)),
    office: () => current().office,
    views: () => current().views,
    isOpen: () => open !== undefined,
    throttle,
    prove() {
      provedAt = now()
    },
    mustBeProved(procedure) {
      const { desk } = current().office
      if (now() - provedAt <= proofMs) return
      recordUnproved(desk, procedure)
      throw new Refusal('proof.needed', {})
    },
    enter(office, isProved = true) {
      if (open) throw new Refusal('vault.in-use', {})
      open = { office, views: createViews() }
      provedAt = isProved ? now() : Number.NEGATIVE_INFINITY
    },
    async close(options) {
      const closing = open
      open = undefined
      provedAt = Number.NEGATIVE_INFINITY
      await closing?.office.close(options)
    },
  }
}
