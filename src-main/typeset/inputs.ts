import type { CourtProfile } from '../contract/profile.ts'
import type { Paragraph } from '../contract/statements.ts'
import type { CaptionLine } from '../domain/profile.ts'

// Plain data, as it is to be printed: dates are written out, names are already those that may leave, marks and labels
// are the court's. The typesetter arranges; it decides nothing.

/** What every document of a bundle is set by: the court's rules and the heading filled from the case file. */
export interface Sheet {
  readonly profile: CourtProfile
  readonly caption: readonly CaptionLine[]
  /** ISO 639 code of the text, for the shaping of its letters. Left out: found from the script. */
  readonly language?: string
}

/** A name and what it is: one line of a table of facts. An empty value is printed as a line to write on. */
export interface Fact {
  readonly label: string
  readonly value: string
}

export interface CoverInput extends Sheet {
  readonly title: string
  readonly subtitle?: string
  /** `Hearing: 4 May 2026`, `Prepared by`, `Volume 1 of 2`. */
  readonly facts: readonly Fact[]
  /** Printed large and boxed at the foot: that the bundle is sealed, or a copy to be served. */
  readonly marking?: string
}

/** One document of an index. `from` and `to` are printed labels; `key` is where its row leads: `clarkson://entry/<key>`. */
export interface IndexEntry {
  readonly key: string
  readonly title: string
  readonly date?: string
  readonly exhibit?: string
  readonly witness?: string
  readonly tab?: string
  readonly remarks?: string
  readonly from: string
  readonly to: string
}

export interface IndexSection {
  readonly title: string
  readonly letter?: string
  readonly entries: readonly IndexEntry[]
}

export interface IndexInput extends Sheet {
  /** Left out: the profile's own heading. */
  readonly title?: string
  readonly sections: readonly IndexSection[]
}

interface DividerSection {
  readonly title: string
  readonly letter?: string
  /** Printed under the title, as `Restricted: not served`. */
  readonly note?: string
  /** The section's documents, as far as they have room on the page. */
  readonly entries?: readonly { readonly key: string; readonly title: string; readonly label?: string }[]
}

export interface DividersInput extends Sheet {
  readonly sections: readonly DividerSection[]
}

/** An exhibit that a statement names: each place where its mark stands becomes a link to `clarkson://entry/<key>`. */
export interface NamedExhibit {
  readonly mark: string
  readonly key: string
}

export interface StatementInput extends Sheet {
  /** Fills the profile's headings and jurat: `NAME`, `AGE`, `OCCUPATION`, `PLACE`, `DATE` ... What is missing stays blank. */
  readonly values: Readonly<Record<string, string>>
  /** Who took it, where, when, how: printed under the headings. */
  readonly facts: readonly Fact[]
  readonly body: readonly Paragraph[]
  readonly exhibits: readonly NamedExhibit[]
  readonly links: boolean
  /** Printed where it was read over to a witness who cannot read; `name` may be blank. */
  readonly reader?: { readonly name: string }
  readonly interpreter?: { readonly name: string; readonly language: string }
  readonly translation?: { readonly from: string; readonly translator: string; readonly of: string }
  /** A line over the heading, as `Draft, not signed`. */
  readonly marking?: string
}

interface ChronologyRow {
  readonly when: string
  readonly what: string
  readonly where?: string
  readonly who?: string
  readonly sources: readonly { readonly text: string; readonly key?: string }[]
  readonly disputed: boolean
}

export interface ChronologyInput extends Sheet {
  readonly title?: string
  readonly rows: readonly ChronologyRow[]
}

interface ExhibitRow {
  readonly mark: string
  readonly description: string
  readonly kind: string
  readonly date?: string
  readonly producedBy?: string
  readonly pages?: string
  readonly key?: string
}

export interface ExhibitListInput extends Sheet {
  readonly title?: string
  readonly rows: readonly ExhibitRow[]
}

/** One file of an exhibit and its digests in lower-case hex. */
export interface HashRow {
  readonly mark: string
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly sha1?: string
  readonly md5?: string
}

export interface HashScheduleInput extends Sheet {
  readonly title?: string
  readonly rows: readonly HashRow[]
  /** When, by whom and with what the digests were computed. */
  readonly facts: readonly Fact[]
}

/** A sheet in the place of what cannot be put on pages, or may not be. */
export interface PlaceholderInput extends Sheet {
  readonly reason: 'audio' | 'video' | 'physical' | 'data' | 'withheld' | 'unreadable'
  readonly mark: string
  readonly title: string
  readonly description?: string
  /** Duration, size, medium, where held, seal numbers, as they are known. */
  readonly facts: readonly Fact[]
  readonly sha256?: string
  /** A transcript or translation elsewhere in the bundle. */
  readonly transcript?: { readonly text: string; readonly key: string }
}

export interface CertificateInput extends Sheet {
  /** Fills the places that facts may fill. What only the signatory may state stays blank whatever is given here. */
  readonly values: Readonly<Record<string, string>>
  /** The options ticked, by the key of the question. */
  readonly ticks: Readonly<Record<string, readonly string[]>>
  readonly digests: readonly { readonly algorithm: string; readonly value: string }[]
  /** What is enclosed: `Annexure A: hash report, 2 pages`. */
  readonly enclosures: readonly string[]
}

/** A name and what it is, named by the templates' own words: `custody-<field>`; a value may be one of their words too. */
interface NamedFact {
  readonly field: string
  readonly value: string | { readonly word: string }
}

/** A signature: strokes on a pad of 1000 by 350, or in which other way somebody signed. */
export interface SignatureShown {
  readonly as: 'giver' | 'recipient' | 'witness'
  readonly name: string
  readonly how: 'drawn' | 'scanned' | 'key' | 'withheld' | 'open'
  readonly strokes?: readonly (readonly number[])[]
  /** The mark and digest of the scan, or the user's key. */
  readonly text?: string
  readonly picture?: Uint8Array
}

export interface CustodyRow {
  readonly sequence: number
  /** UTC and local time, as printed. */
  readonly at: string
  readonly local: string
  /** When it was entered, where it is kept. */
  readonly recorded?: string
  /** A kind of custody event, as `transferred`. */
  readonly kind: string
  readonly standing?: string
  readonly by: string
  readonly place: string
  readonly note: string
  readonly facts: readonly NamedFact[]
  readonly signatures: readonly SignatureShown[]
  readonly digest: string
}

/** One exhibit in a custody report. */
export interface CustodyItem {
  readonly mark: string
  readonly description: string
  readonly facts: readonly NamedFact[]
  readonly files: readonly HashRow[]
  readonly pictures: readonly { readonly bytes: Uint8Array; readonly caption: string }[]
  /** Why no picture of it is shown: a word. */
  readonly noPicture?: 'withheld' | 'none'
  /** What reading the file again gave for this report; left out where there is no file. */
  readonly check?: {
    readonly holds: boolean
    readonly at: string
    readonly found: string
    readonly damage: readonly string[]
  }
  readonly events: readonly CustodyRow[]
  /** Faults of the chain: a word and the place at which it shows. */
  readonly faults: readonly { readonly kind: string; readonly sequence: number }[]
}

export interface CustodyReportInput extends Sheet {
  readonly title?: string
  readonly facts: readonly NamedFact[]
  readonly items: readonly CustodyItem[]
  /** The newest entry of the ledger, as `128:<64 hex digits>`, and whether the whole ledger was found sound. */
  readonly head: string
  /** Pseudonyms stand for the protected. */
  readonly isServed: boolean
  /** One line for each user whose signature is in the ledger: name and public key. */
  readonly keys: readonly { readonly name: string; readonly key: string }[]
}

/** One page for one hand-over. */
export interface CustodyReceiptInput extends Sheet {
  readonly mark: string
  readonly description: string
  readonly facts: readonly NamedFact[]
  readonly files: readonly HashRow[]
  /** Giving and taking: for each the time, the role and the signature, blank where it is still open. */
  readonly sides: readonly {
    readonly as: 'giver' | 'recipient' | 'witness'
    readonly facts: readonly NamedFact[]
    readonly signature: SignatureShown
  }[]
  readonly isPending: boolean
  readonly head: string
  readonly digests: readonly { readonly label: string; readonly digest: string }[]
}

/** The sheet on which a recovery key is kept outside the vault. It names no case. */
export interface RecoverySheetInput {
  readonly vault: string
  readonly user: string
  readonly madeAt: string
  /** The key in groups, as it is typed in. */
  readonly key: readonly string[]
  readonly language?: string
}

export interface CheckLine {
  readonly rule: string
  readonly detail?: string
  readonly pages?: string
}

export interface CheckReportInput extends Sheet {
  readonly title: string
  readonly facts: readonly Fact[]
  readonly failed: readonly CheckLine[]
  readonly warnings: readonly CheckLine[]
  readonly passed: readonly CheckLine[]
}

/** A text or a sheet of cells, shown as pages. */
export interface TextPagesInput extends Sheet {
  readonly mark: string
  readonly title: string
  readonly facts: readonly Fact[]
  readonly content:
    | {
        readonly kind: 'text'
        readonly lines: readonly string[]
        readonly monospaced: boolean
        readonly lineNumbers: boolean
      }
    | { readonly kind: 'cells'; readonly name: string; readonly rows: readonly (readonly string[])[] }
}
