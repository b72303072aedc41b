import type { ToldKind } from '../../src-main/contract/custody.ts'
import type { CaseId, ExhibitId } from '../../src-main/contract/ids.ts'

/** The dialogs about custody. */
export type CustodyDialog =
  | {
      readonly kind: 'custody-add'
      readonly caseId: CaseId
      readonly exhibitId: ExhibitId
      readonly event: ToldKind
      /** The place in the chain of the transfer that is signed for. */
      readonly completes?: number
      /** The place in the chain of the check-out that is ended. */
      readonly ends?: number
      /** A move that somebody takes the thing out of the store with, until a day. */
      readonly isOut?: boolean
    }
  | {
      readonly kind: 'custody-correct'
      readonly exhibitId: ExhibitId
      readonly sequence: number
      /** Whether a person entered it, so that it may be taken back. */
      readonly isTold: boolean
    }
  | { readonly kind: 'custody-report'; readonly caseId: CaseId; readonly exhibits: readonly ExhibitId[] | undefined }
  | {
      readonly kind: 'custody-receipt'
      readonly exhibitId: ExhibitId
      readonly mark: string
      readonly sequence: number
    }
  | { readonly kind: 'custody-register'; readonly caseId: CaseId }
  | { readonly kind: 'custody-move'; readonly exhibits: readonly ExhibitId[] }
  | { readonly kind: 'custody-integrity'; readonly caseId: CaseId | undefined }
  | { readonly kind: 'custody-derive'; readonly exhibitId: ExhibitId }
