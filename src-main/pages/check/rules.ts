import type { PlacedEntry } from '../../contract/bundles.ts'
import type { CourtProfile } from '../../contract/profile.ts'

/** Where on the displayed page the printed number stands. */
export type StampPosition = CourtProfile['pagination']['position']

/** What a court profile asks of a bundle, as far as a finished file can be checked for it. */
export interface CheckRules {
  readonly pagination: {
    /** `{n}`, `{S}{n}`, `Page {n} of {N}` */
    readonly labelPattern: string
    readonly position: StampPosition
    /** True when the numbers run from the very first page, cover and index included. */
    readonly countsEveryPage: boolean
  }
  readonly outline: { readonly depth: number; readonly titlesCarryLabel: boolean }
  readonly indexTitle: string
  readonly images: { readonly maxDpi: number; readonly ocr: 'required' | 'recommended' }
  readonly files: {
    readonly maxBytes?: number | undefined
    readonly maxPages?: number | undefined
    readonly attachmentsAllowed: boolean
  }
}

/** What whoever built a bundle knows of it and a stranger does not. Pages are physical, from 1. */
export interface CheckExpectations {
  readonly documents: readonly PlacedEntry[]
  readonly index?: PageSpan
  /** The digests (64 hex digits) that the hash schedule prints, and where it stands. */
  readonly hashes?: PageSpan & { readonly sha256: readonly string[] }
  /** Pages that are pictures and have no words to be recognised, as a person said or as the builder placed them. */
  readonly picturePages?: readonly number[]
}

/** From one physical page to another, both included, from 1. */
export interface PageSpan {
  readonly firstPage: number
  readonly lastPage: number
}

/** The part of a court profile that the check reads. */
export type CheckedProfile = Pick<CourtProfile, 'pagination' | 'index' | 'outline' | 'files' | 'images'>

/** The rules that follow from a court profile. */
export function checkRulesOf(profile: CheckedProfile): CheckRules {
  const { pagination, outline, files, images, index } = profile
  return {
    pagination: {
      labelPattern: pagination.labelPattern,
      position: pagination.position,
      countsEveryPage:
        pagination.scheme === 'continuous' &&
        pagination.frontMatter === 'continuous' &&
        pagination.includesIndex &&
        pagination.includesCover,
    },
    outline: { depth: outline.depth, titlesCarryLabel: outline.title.includes('{label}') },
    indexTitle: index.title,
    images,
    files: { maxBytes: files.maxBytes, maxPages: files.maxPages, attachmentsAllowed: false },
  }
}
