import type { FoundRecord } from '../../store/search/find-passages.ts'
import type { Desk } from '../desk.ts'

/** A record with the desk at which it lies. */
export interface AtDesk extends FoundRecord {
  readonly desk: Desk
  /** Whether it was found only by words that are near to what was typed. */
  readonly isNear: boolean
}
