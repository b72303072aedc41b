import type { BundlePlan } from '../contract/bundles.ts'
import type { CaseFile, Party } from '../contract/cases.ts'
import type { CourtProfile } from '../contract/profile.ts'
import type { CaptionLine } from '../domain/profile.ts'
import type { Reader } from '../store/connection.ts'

/** What the entries of one bundle are made from. */
export interface Contents {
  readonly reader: Reader
  readonly file: CaseFile
  readonly plan: BundlePlan
  readonly profile: CourtProfile
  readonly parties: readonly Party[]
  /** The slots of the caption, as far as the case file fills them. */
  readonly facts: Readonly<Record<string, string>>
  readonly caption: readonly CaptionLine[]
  /** What a party is called in this bundle. */
  readonly nameOf: (partyId: string) => string
  /** The day on which the bundle is built, as in `2026-03-01`. */
  readonly today: string
  /** The key under which an exhibit stands in this bundle, if it does. */
  readonly keyOfExhibit: ReadonlyMap<string, string>
}
