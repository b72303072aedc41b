import { create } from 'zustand'
import type { BuildId, CaseId, ExhibitId, JobId, StatementId } from '../../src-main/contract/ids.ts'
import type { CustodyDialog } from '../custody/dialogs.ts'
import type { Granted } from '../../src-main/contract/shell.ts'

/** The dialog that is open; one at a time. */
export type OpenDialog =
  | CustodyDialog
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' }
  | { readonly kind: 'travel' }
  | { readonly kind: 'quick' }
  | { readonly kind: 'new-case' }
  | { readonly kind: 'restrict-case'; readonly caseId: CaseId; readonly title: string }
  | { readonly kind: 'add-party'; readonly caseId: CaseId }
  | { readonly kind: 'add-event'; readonly caseId: CaseId }
  | { readonly kind: 'add-hearing'; readonly caseId: CaseId }
  | { readonly kind: 'import'; readonly caseId: CaseId; readonly sources: readonly Granted[] }
  | { readonly kind: 'import-result'; readonly jobId: JobId }
  | { readonly kind: 'record-exhibit'; readonly caseId: CaseId }
  | { readonly kind: 'record-statement'; readonly caseId: CaseId }
  | { readonly kind: 'new-bundle'; readonly caseId: CaseId }
  | { readonly kind: 'revise'; readonly statementId: StatementId }
  | { readonly kind: 'sign'; readonly statementId: StatementId }
  | { readonly kind: 'add-to-bundle'; readonly caseId: CaseId; readonly exhibits: readonly ExhibitId[] }
  | { readonly kind: 'export-ledger' }
  | { readonly kind: 'arrange-backups' }
  | { readonly kind: 'restore-backup'; readonly generation: number }
  | { readonly kind: 'export-bundle'; readonly buildId: BuildId; readonly title: string }

interface Dialogs {
  readonly dialog: OpenDialog | undefined
  readonly open: (dialog: OpenDialog) => void
  readonly close: () => void
}

/** Which dialog is open. */
export const useDialogs = create<Dialogs>()((set) => ({
  dialog: undefined,
  open: (dialog) => set({ dialog }),
  close: () => set({ dialog: undefined }),
}))
