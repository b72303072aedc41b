import type { CaseId } from '../../src-main/contract/ids.ts'
import { useCommand } from '../app/command-handlers.ts'
import { usePlaces, type CaseTab } from '../app/places.ts'

/** Offers the way back to the case's leaves from any place within the case. */
export function useLeafCommands(caseId: CaseId): void {
  const go = usePlaces((places) => places.go)
  const show = (tab: CaseTab): void => go({ kind: 'case', caseId, tab })
  useCommand('tab.overview', () => show('overview'))
  useCommand('tab.evidence', () => show('evidence'))
  useCommand('tab.statements', () => show('statements'))
  useCommand('tab.chronology', () => show('chronology'))
  useCommand('tab.bundles', () => show('bundles'))
}
