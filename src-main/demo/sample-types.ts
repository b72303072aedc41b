import type {
  Capacity,
  ExhibitKind,
  GeneratedDocument,
  NamingPolicy,
  Stage,
  StatementState,
} from '../contract/words.ts'

/** A person or organisation of a sample case; `key` is how the rest of the case names it. */
export interface SampleParty {
  readonly key: string
  readonly names: { readonly native?: string; readonly romanised: string; readonly aliases?: readonly string[] }
  readonly capacities: readonly Capacity[]
  readonly isOrganisation?: boolean
  readonly sex?: string
  /** A calendar day. */
  readonly birthDate?: string
  readonly estimatedAge?: { readonly years: number; readonly on: string; readonly basis: string }
  readonly languages?: readonly string[]
  readonly protected: boolean
  readonly minor: boolean
  readonly pseudonym?: string
  readonly notes?: string
}

/** A drawn scene that stands for a photograph. */
export type SceneName = 'kiln' | 'stacks' | 'gate' | 'quarters' | 'scale' | 'lorry'

/** How the bytes of an exhibit's file are made. */
export type SampleContent =
  | { readonly make: 'photograph'; readonly scene: SceneName; readonly model: string; readonly upright?: boolean }
  | { readonly make: 'film' }
  | { readonly make: 'ledger'; readonly masked: boolean }
  | { readonly make: 'receipt'; readonly masked: boolean }
  | { readonly make: 'paper'; readonly source: string }
  | { readonly make: 'recording' }
  | { readonly make: 'wages' }
  | { readonly make: 'text'; readonly source: string }
  | { readonly make: 'mail'; readonly source: string; readonly attachment: string }

/** An event of an exhibit's custody from before it was filed. */
export interface SampleCustody {
  readonly kind: 'seized' | 'received' | 'created' | 'sealed' | 'transferred'
  readonly by: string
  readonly at: string
  readonly place: string
  readonly note: string
}

/** An exhibit; without `file` and `content` it is a thing that exists only outside the vault. */
export interface SampleEvidence {
  readonly key: string
  readonly file?: string
  readonly content?: SampleContent
  readonly title: string
  readonly kind: ExhibitKind
  readonly description?: string
  readonly collectedBy: string
  /** ISO 8601 with its offset, as in `2026-02-18T07:12:40+05:30`. */
  readonly collectedAt: string
  readonly place: {
    readonly name: string
    readonly latitude?: number
    readonly longitude?: number
    readonly accuracyMetres?: number
  }
  readonly source: string
  readonly method: string
  readonly sealNumbers?: string
  readonly physicalLocation?: string
  readonly derivedFrom?: string
  readonly tags: readonly string[]
  readonly language?: string
  readonly sensitivity: 'ordinary' | 'sensitive' | 'graphic'
  readonly parties: readonly string[]
  readonly custody?: readonly SampleCustody[]
}

/** A statement; its words are Markdown in `resources/sample`, with `{{mark:KEY}}` where an exhibit's mark belongs. */
export interface SampleStatement {
  readonly key: string
  readonly witness: string
  readonly language: string
  readonly takenBy: string
  readonly takenAt: string
  readonly takenFrom: string
  readonly takenTo: string
  readonly mode: 'in-person' | 'phone' | 'video'
  readonly interpreter?: string
  readonly body: string
  readonly exhibits: readonly string[]
  readonly translationOf?: string
  readonly state: Extract<StatementState, 'draft' | 'read-back' | 'signed'>
}

/** What proves an event: a page of an exhibit or a paragraph of a statement. */
export type SampleSource =
  { readonly exhibit: string; readonly page?: number } | { readonly statement: string; readonly paragraph: number }

/** A line of the chronology. `when` is written as the contract's UncertainDate. */
export interface SampleEvent {
  readonly when: string
  readonly what: string
  readonly where?: string
  readonly parties: readonly string[]
  readonly sources: readonly SampleSource[]
  readonly disputed?: boolean
}

/** A day in court. */
export interface SampleHearing {
  readonly date: string
  readonly purpose: string
  readonly before?: string
  readonly outcome?: string
  readonly adjournmentReason?: string
  readonly nextDate?: string
}

/** Something to be done by a day. */
export interface SampleTask {
  readonly what: string
  readonly due: string
  readonly who: string
}

/** A dated note of one of the team. */
export interface SampleNote {
  readonly on: string
  readonly kind: 'investigation' | 'legal' | 'aftercare' | 'file-note'
  readonly author: string
  readonly text: string
}

/** A document in a bundle, by the key of its exhibit or statement. */
export type SampleEntry =
  | {
      readonly exhibit: string
      readonly title?: string
      readonly date?: string
      readonly pages?: string
      readonly pictures?: boolean
    }
  | { readonly statement: string; readonly title?: string; readonly date?: string }
  | { readonly generated: GeneratedDocument; readonly title?: string }

/** A bundle as the command line's specification has it, with keys where it has ids. */
export interface SampleBundleSpec {
  readonly title: string
  readonly profile: string
  readonly hearing?: string
  readonly policy: NamingPolicy
  readonly sections: readonly { readonly title: string; readonly entries: readonly SampleEntry[] }[]
}

/** Everything in one sample case. Every person, place, firm and office in it is invented. */
export interface SampleCase {
  readonly reference: string
  readonly title: string
  readonly caseType: string
  readonly profile: string
  readonly stages: readonly { readonly stage: Stage; readonly since: string }[]
  readonly office: string
  readonly jurisdiction: string
  readonly court: string
  readonly courtCaseNumber: string
  readonly policeNumber: string
  readonly summary: string
  readonly confidentiality: 'office' | 'team'
  readonly parties: readonly SampleParty[]
  readonly evidence: readonly SampleEvidence[]
  readonly statements: readonly SampleStatement[]
  readonly events: readonly SampleEvent[]
  readonly hearings: readonly SampleHearing[]
  readonly tasks: readonly SampleTask[]
  readonly notes: readonly SampleNote[]
  readonly bundle?: SampleBundleSpec
}

/** An office with its cases, and the user who opens it. */
export interface SampleOffice {
  readonly name: string
  readonly user: string
  readonly role: 'director'
  readonly cases: readonly SampleCase[]
}
