import type { CustodyDetails } from '../contract/custody.ts'
import type { CustodyKind } from '../contract/words.ts'
import type { Moment } from './desk.ts'

/** What an act adds to an exhibit's chain, by way of `record`. */
export interface CustodyAddition {
  readonly exhibitId: string
  readonly kind: CustodyKind
  readonly place?: string
  readonly note?: string
  /** Who did it, where that was not the user at the keyboard. */
  readonly by?: string
  /** When it happened, where that was not now. */
  readonly when?: Moment
  /** What else is said of it. */
  readonly details?: CustodyDetails
}
