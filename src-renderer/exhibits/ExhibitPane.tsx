import { useState, type ReactElement } from 'react'
import type { Exhibit } from '../../src-main/contract/exhibits.ts'
import type { ExhibitId } from '../../src-main/contract/ids.ts'
import type { Output } from '../../src-main/contract/index.ts'
import { call } from '../app/bridge.ts'
import { useCommand } from '../app/command-handlers.ts'
import { useDialogs } from '../app/dialogs.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { recordsChanged, useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Beside } from '../custody/Beside.tsx'
import { CustodyChain } from '../custody/CustodyChain.tsx'
import { DamageWords } from '../custody/DamageWords.tsx'
import { IntegrityBadge } from '../custody/IntegrityBadge.tsx'
import { Button } from '../ui/Button.tsx'
import { Badge, FailureNote, Note, Waiting } from '../ui/Note.tsx'
import { TextPart } from '../texts/TextPart.tsx'
import { Leaves } from '../ui/Tabs.tsx'
import { ExhibitFacts } from './ExhibitFacts.tsx'
import { ExhibitView } from './ExhibitView.tsx'
import css from './Exhibits.module.css'

/** One exhibit: its pages or words or sound, what is known of it, and its chain of custody. */
export function ExhibitPane({ exhibitId }: { readonly exhibitId: ExhibitId }): ReactElement {
  const exhibit = useAsk('exhibit.show', { exhibitId })
  if (exhibit.error !== null) return <FailureNote error={exhibit.error} />
  if (exhibit.data === undefined) return <Waiting />
  return <Shown exhibit={exhibit.data} />
}

type Verified = Output<'exhibit.verify'>

function Shown({ exhibit }: { readonly exhibit: Exhibit }): ReactElement {
  const say = useSay()
  const { exhibitId, caseId, mark, title, file } = exhibit
  const [leaf, setLeaf] = useState('view')
  const [verified, setVerified] = useState<Verified>()
  const [isBusy, setBusy] = useState(false)
  const verify = async (): Promise<void> => {
    setBusy(true)
    try {
      setVerified(await call('exhibit.verify', { exhibitId }))
      recordsChanged(['exhibit'])
    } finally {
      setBusy(false)
    }
  }
  const hasFile = file !== null
  useCommand('exhibit.verify', () => attempt(verify), hasFile && !isBusy)
  const open = useDialogs((dialogs) => dialogs.open)
  const derive = (): void => open({ kind: 'custody-derive', exhibitId })
  useCommand('exhibit.derive', derive, hasFile)
  useCommand('custody.transfer', () => open({ kind: 'custody-add', caseId, exhibitId, event: 'transferred' }))
  useCommand('custody.report', () => open({ kind: 'custody-report', caseId, exhibits: [exhibitId] }))
  const texts = (useAsk('derive.lineage', { exhibitId }).data?.made ?? []).filter(isText)
  useCommand('exhibit.save', () => attempt(() => saveCopy(exhibit)), hasFile)
  return (
    <section className={css['pane']} aria-label={say('exhibit.one', { mark })}>
      <div className={css['paneHead']}>
        <h2 className={css['paneTitle']} dir="auto">
          {mark} · <bdi>{title}</bdi>
        </h2>
        <IntegrityBadge checked={exhibit.checked} hasFile={hasFile} />
        {exhibit.details.sensitivity === 'graphic' ? <Badge tone="warning">{say('sensitivity.graphic')}</Badge> : null}
        <Button small icon="verify" isDisabled={!hasFile} isPending={isBusy} onPress={() => attempt(verify)}>
          {say('command.exhibit.verify')}
        </Button>
        <Button small icon="edit" isDisabled={!hasFile} onPress={derive}>
          {say('command.derive')}
        </Button>
        <Button small icon="save" isDisabled={!hasFile} onPress={() => attempt(() => saveCopy(exhibit))}>
          {say('command.exhibit.save')}
        </Button>
      </div>
      {verified === undefined ? null : <VerifiedNote verified={verified} size={file?.size ?? 0} />}
      <Leaves
        label={say('exhibit.one', { mark })}
        shown={leaf}
        onShow={setLeaf}
        leaves={[
          { id: 'view', label: say('exhibit.view'), content: <ExhibitView exhibit={exhibit} /> },
          ...(texts.length === 0
            ? []
            : [{ id: 'beside', label: say('derive.beside'), content: <Beside exhibit={exhibit} texts={texts} /> }]),
          ...(hasFile ? [{ id: 'text', label: say('exhibit.text'), content: <TextPart exhibit={exhibit} /> }] : []),
          { id: 'details', label: say('exhibit.details'), content: <ExhibitFacts exhibit={exhibit} />, scrolls: true },
          {
            id: 'custody',
            label: say('exhibit.custody'),
            content: <CustodyChain exhibit={exhibit} />,
            scrolls: true,
          },
        ]}
      />
    </section>
  )
}

function isText({ way }: { readonly way: string }): boolean {
  return way === 'transcript' || way === 'translation'
}

function VerifiedNote({ verified, size }: { readonly verified: Verified; readonly size: number }): ReactElement {
  const say = useSay()
  return (
    <div className={css['paneNote']}>
      <Note tone={verified.ok ? 'ok' : 'failure'}>
        {verified.ok
          ? say('verify.ok')
          : say('verify.wrong', { expected: verified.expected, found: verified.found ?? '\u2013' })}
        {verified.ok || verified.damage.length === 0 ? null : <DamageWords {...verified} size={size} />}
      </Note>
    </div>
  )
}

async function saveCopy({ exhibitId, mark, file }: Exhibit): Promise<void> {
  const to = await call('dialog.save', { suggestedName: `${mark} ${file?.name ?? ''}`.trim().slice(0, 200) })
  if (to === null) return
  await call('exhibit.extract', { exhibitId, to: to.grant })
  recordsChanged(['exhibit'])
  useNotices.getState().tell({ tone: 'ok', id: 'exhibit.saved', facts: { mark }, reveal: to.grant })
}
