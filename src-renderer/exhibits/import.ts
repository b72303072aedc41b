import type { CaseId } from '../../src-main/contract/ids.ts'
import { call } from '../app/bridge.ts'
import { useCommand } from '../app/command-handlers.ts'
import { useDialogs } from '../app/dialogs.ts'
import { attempt } from '../app/notices.ts'

/** The most files and folders that one import takes; a folder counts as one. */
export const mostSources = 1000

/** Asks for files or a folder in the system's dialog, and then for what is known of them. */
function chooseEvidence(caseId: CaseId, what: 'files' | 'folder'): void {
  attempt(async () => {
    const sources = await call('dialog.evidence', { what })
    if (sources.length > 0) useDialogs.getState().open({ kind: 'import', caseId, sources })
  })
}

/** Offers the two ways of importing while a case is open. */
export function useImportCommands(caseId: CaseId): void {
  useCommand('import.files', () => chooseEvidence(caseId, 'files'))
  useCommand('import.folder', () => chooseEvidence(caseId, 'folder'))
}
