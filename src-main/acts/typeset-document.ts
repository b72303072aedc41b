import type { CourtProfile } from '../contract/profile.ts'
import type {
  CertificateInput,
  ChronologyInput,
  ExhibitListInput,
  HashScheduleInput,
  PlaceholderInput,
  Sheet,
  StatementInput,
  TextPagesInput,
} from '../typeset/inputs.ts'
import type { Typesetter } from '../typeset/typesetter.ts'

type Plain<T extends Sheet> = Omit<T, 'profile'>

/** A document that Clarkson typesets itself, as plain values that can go to a worker. */
export type TypesetDocument =
  | { readonly kind: 'statement'; readonly input: Plain<StatementInput> }
  | { readonly kind: 'chronology'; readonly input: Plain<ChronologyInput> }
  | { readonly kind: 'exhibit-list'; readonly input: Plain<ExhibitListInput> }
  | { readonly kind: 'hash-schedule'; readonly input: Plain<HashScheduleInput> }
  | { readonly kind: 'certificate'; readonly input: Plain<CertificateInput> }
  | { readonly kind: 'placeholder'; readonly input: Plain<PlaceholderInput> }
  | { readonly kind: 'text'; readonly input: Plain<TextPagesInput> }

/** Typesets a document in the form of a court. PDF bytes. */
export function typesetDocument(typesetter: Typesetter, profile: CourtProfile, document: TypesetDocument): Uint8Array {
  switch (document.kind) {
    case 'statement':
      return typesetter.statement({ ...document.input, profile })
    case 'chronology':
      return typesetter.chronology({ ...document.input, profile })
    case 'exhibit-list':
      return typesetter.exhibitList({ ...document.input, profile })
    case 'hash-schedule':
      return typesetter.hashSchedule({ ...document.input, profile })
    case 'certificate':
      return typesetter.certificate({ ...document.input, profile })
    case 'placeholder':
      return typesetter.placeholder({ ...document.input, profile })
    case 'text':
      return typesetter.textPages({ ...document.input, profile })
  }
}
