import type { ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { BundlesTab } from '../bundles/BundlesTab.tsx'
import { useCommand } from '../app/command-handlers.ts'
import { useDialogs } from '../app/dialogs.ts'
import { caseTabs, usePlaces, type CaseTab, type Place } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { useCompartmentOf, useMayRestrict } from '../compartments/use-compartments.ts'
import { EvidenceTab } from '../exhibits/EvidenceTab.tsx'
import { useImportCommands } from '../exhibits/import.ts'
import { StatementsTab } from '../statements/StatementsTab.tsx'
import { Badge, FailureNote, Waiting } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'
import { Leaves } from '../ui/Tabs.tsx'
import { wordCaseType } from './case-words.ts'
import { ChronologyTab } from './ChronologyTab.tsx'
import { OverviewTab } from './OverviewTab.tsx'

type CasePlace = Extract<Place, { kind: 'case' }>

/** A case file with its five leaves. */
export function CaseScreen({ place }: { readonly place: CasePlace }): ReactElement {
  const say = useSay()
  const file = useAsk('case.show', { caseId: place.caseId })
  const isRestricted = useCompartmentOf(place.caseId) !== undefined
  useCaseCommands(place)
  useRestrictCommand(place.caseId, file.data?.title)
  if (file.error !== null) return <FailureNote error={file.error} />
  if (file.data === undefined) return <Waiting />
  return (
    <section className={css['screen']} aria-label={file.data.title}>
      <div className={css['head']}>
        <div className={css['heading']}>
          <h1 dir="auto">{file.data.title}</h1>
          {isRestricted ? (
            <Badge tone="warning" icon="lock">
              {say('case.restricted')}
            </Badge>
          ) : null}
          <Badge>{wordCaseType(say, file.data.caseType)}</Badge>
          {file.data.stages.map((stage) => (
            <Badge key={stage} tone="accent">
              {say(`stage.${stage}`)}
            </Badge>
          ))}
        </div>
      </div>
      <CaseLeaves place={place} exhibits={file.data.exhibits} statements={file.data.statements} />
    </section>
  )
}

interface CaseLeavesProps {
  readonly place: CasePlace
  readonly exhibits: number
  readonly statements: number
}

function CaseLeaves({ place, exhibits, statements }: CaseLeavesProps): ReactElement {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const { caseId, tab } = place
  const contents: Record<CaseTab, ReactElement> = {
    overview: <OverviewTab caseId={caseId} />,
    evidence: <EvidenceTab caseId={caseId} exhibitId={place.exhibitId} />,
    statements: <StatementsTab caseId={caseId} />,
    chronology: <ChronologyTab caseId={caseId} />,
    bundles: <BundlesTab caseId={caseId} />,
  }
  const counts: Partial<Record<CaseTab, number>> = { evidence: exhibits, statements }
  return (
    <Leaves
      label={say('case.leaves')}
      shown={tab}
      onShow={(id) => {
        const next = caseTabs.find((one) => one === id)
        if (next !== undefined && next !== tab) go({ kind: 'case', caseId, tab: next })
      }}
      leaves={caseTabs.map((id) => ({
        id,
        label: say(`tab.${id}`),
        count: counts[id],
        content: contents[id],
        scrolls: id === 'overview' || id === 'chronology',
      }))}
    />
  )
}

function useRestrictCommand(caseId: CaseId, title: string | undefined): void {
  const open = useDialogs((dialogs) => dialogs.open)
  const mayRestrict = useMayRestrict()
  const isRestricted = useCompartmentOf(caseId) !== undefined
  useCommand(
    'case.restrict',
    () => open({ kind: 'restrict-case', caseId, title: title ?? '' }),
    mayRestrict && !isRestricted && title !== undefined,
  )
}

function useCaseCommands({ caseId }: CasePlace): void {
  const go = usePlaces((places) => places.go)
  const open = useDialogs((dialogs) => dialogs.open)
  const show = (tab: CaseTab): void => go({ kind: 'case', caseId, tab })
  useCommand('tab.overview', () => show('overview'))
  useCommand('tab.evidence', () => show('evidence'))
  useCommand('tab.statements', () => show('statements'))
  useCommand('tab.chronology', () => show('chronology'))
  useCommand('tab.bundles', () => show('bundles'))
  useCommand('party.add', () => open({ kind: 'add-party', caseId }))
  useCommand('event.add', () => open({ kind: 'add-event', caseId }))
  useCommand('hearing.add', () => open({ kind: 'add-hearing', caseId }))
  useCommand('exhibit.record', () => open({ kind: 'record-exhibit', caseId }))
  useCommand('statement.record', () => open({ kind: 'record-statement', caseId }))
  useCommand('bundle.new', () => open({ kind: 'new-bundle', caseId }))
  useImportCommands(caseId)
}
