import { useState, type ReactElement } from 'react'
import type { Bundle } from '../../src-main/contract/bundles.ts'
import type { BundleEntry } from '../../src-main/contract/bundles.ts'
import { useCommand } from '../app/command-handlers.ts'
import { useNotices } from '../app/notices.ts'
import type { Place } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { useLeafCommands } from '../cases/leaf-commands.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Badge, FailureNote, Waiting } from '../ui/Note.tsx'
import screen from '../ui/Screen.module.css'
import { Splitter } from '../ui/Splitter.tsx'
import { AddDocumentsDialog } from './AddDocumentsDialog.tsx'
import { addDocuments, addSection, editDocument, remove, renameSection } from './arrangement.ts'
import { BuildPane } from './BuildPane.tsx'
import css from './Bundles.module.css'
import { useSources, type Sources } from './documents.ts'
import { EntryDialog } from './EntryDialog.tsx'
import { BundleSettingsDialog } from './BundleSettingsDialog.tsx'
import { SectionDialog } from './SectionDialog.tsx'
import { SectionTree, type TreeAsk } from './SectionTree.tsx'
import { useArrangement, type Keeping } from './use-arrangement.ts'

type BundlePlace = Extract<Place, { kind: 'bundle' }>

/** The bundle builder: what goes in and in which order, and what came of it. */
export function BundleScreen({ place }: { readonly place: BundlePlace }): ReactElement {
  const bundle = useAsk('bundle.show', { bundleId: place.bundleId })
  const sources = useSources(place.caseId)
  useLeafCommands(place.caseId)
  if (bundle.error !== null) return <FailureNote error={bundle.error} />
  if (bundle.data === undefined || sources === undefined) return <Waiting />
  return <Builder bundle={bundle.data} sources={sources} />
}

type Asked = TreeAsk | { readonly kind: 'settings' } | { readonly kind: 'new-section' }

interface BuilderProps {
  readonly bundle: Bundle
  readonly sources: Sources
}

function Builder({ bundle, sources }: BuilderProps): ReactElement {
  const say = useSay()
  const arranging = useArrangement(bundle)
  const { arrangement } = arranging
  const [asked, setAsked] = useState<Asked>()
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map())
  const profiles = useAsk('profile.list', {}).data
  const profile = profiles?.find(({ id }) => id === arrangement.profile)
  const count = arrangement.sections.reduce((sum, { documents }) => sum + documents.length, 0)
  const addTo = arrangement.sections[0]?.key
  useCommand('bundle.undo', () => arranging.undo?.(), arranging.undo !== undefined)
  useCommand('bundle.redo', () => arranging.redo?.(), arranging.redo !== undefined)
  useCommand('bundle.add', () => setAsked(addTo === undefined ? { kind: 'new-section' } : { kind: 'add', key: addTo }))
  return (
    <section className={screen['screen']} aria-label={arrangement.title}>
      <div className={screen['head']}>
        <div className={screen['heading']}>
          <h1 dir="auto">{arrangement.title}</h1>
          <Badge>{profile?.label ?? arrangement.profile}</Badge>
          <Badge tone={arrangement.policy === 'sealed' ? 'warning' : 'plain'}>
            {say(`policy.short.${arrangement.policy}`)}
          </Badge>
          <span className={screen['soft']}>{say('bundle.count', { count })}</span>
        </div>
        <Button icon="settings" onPress={() => setAsked({ kind: 'settings' })}>
          {say('bundle.settings')}
        </Button>
      </div>
      <Splitter
        label={say('bundle.divide')}
        share={0.42}
        start={
          <div className={css['pane']}>
            <ArrangeTools arranging={arranging} onAsk={setAsked} addTo={addTo} />
            <SectionTree
              arrangement={arrangement}
              sources={sources}
              refused={refused}
              onChange={arranging.change}
              onAsk={(ask) => {
                if (ask.kind === 'remove') removeWithUndo(arranging, ask.key)
                else setAsked(ask)
              }}
            />
          </div>
        }
        end={<BuildPane bundle={bundle} keep={arranging.keep} onRefused={setRefused} />}
      />
      {asked === undefined ? null : (
        <AskedDialog
          asked={asked}
          arranging={arranging}
          bundle={bundle}
          sources={sources}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  )
}

type Arranging = ReturnType<typeof useArrangement>

function removeWithUndo(arranging: Arranging, key: string): void {
  arranging.change((now) => remove(now, new Set([key])))
  const before = arranging.arrangement
  useNotices.getState().tell({ tone: 'ok', id: 'bundle.removed', undo: () => arranging.change(() => before) })
}

interface ArrangeToolsProps {
  readonly arranging: Arranging
  readonly onAsk: (asked: Asked) => void
  readonly addTo: string | undefined
}

function ArrangeTools({ arranging, onAsk, addTo }: ArrangeToolsProps): ReactElement {
  const say = useSay()
  return (
    <div className={css['bar']} role="toolbar" aria-label={say('bundle.tools')}>
      <Button
        icon="include"
        isDisabled={addTo === undefined}
        onPress={() => {
          if (addTo !== undefined) onAsk({ kind: 'add', key: addTo })
        }}
      >
        {say('bundle.add-documents')}
      </Button>
      <Button look="quiet" icon="add" onPress={() => onAsk({ kind: 'new-section' })}>
        {say('bundle.add-section')}
      </Button>
      <span className={css['spacer']} />
      <span className={css['steps']}>
        <Kept keeping={arranging.keeping} keep={arranging.keep} />
        <IconButton
          icon="undo"
          name={say('command.bundle.undo')}
          command="bundle.undo"
          isDisabled={arranging.undo === undefined}
          onPress={() => arranging.undo?.()}
        />
        <IconButton
          icon="redo"
          name={say('command.bundle.redo')}
          command="bundle.redo"
          isDisabled={arranging.redo === undefined}
          onPress={() => arranging.redo?.()}
        />
      </span>
    </div>
  )
}

function Kept({ keeping, keep }: { readonly keeping: Keeping; readonly keep: () => Promise<void> }): ReactElement {
  const say = useSay()
  if (keeping.state === 'failed') {
    return (
      <Button small look="danger" onPress={() => void keep().catch(() => undefined)}>
        {say('bundle.keep-again')}
      </Button>
    )
  }
  return <output className={css['kept']}>{say(keeping.state === 'kept' ? 'bundle.kept' : 'bundle.keeping')}</output>
}

interface AskedDialogProps extends BuilderProps {
  readonly asked: Asked
  readonly arranging: Arranging
  readonly onClose: () => void
}

function AskedDialog({ asked, arranging, bundle, sources, onClose }: AskedDialogProps): ReactElement | null {
  const { arrangement, change } = arranging
  if (asked.kind === 'settings') {
    return <BundleSettingsDialog arrangement={arrangement} onClose={onClose} onDone={(to) => change(() => to)} />
  }
  if (asked.kind === 'new-section') {
    return <SectionDialog title="" onClose={onClose} onDone={(title) => change((now) => addSection(now, title))} />
  }
  const { key } = asked
  if (asked.kind === 'add') {
    return (
      <AddDocumentsDialog
        caseId={bundle.caseId}
        arrangement={arrangement}
        into={key}
        sources={sources}
        onClose={onClose}
        onDone={(section, entries) => change((now) => addDocuments(now, section, entries))}
      />
    )
  }
  const section = arrangement.sections.find((one) => one.key === key)
  if (section !== undefined) {
    const rename = (title: string): void => change((now) => renameSection(now, key, title))
    return <SectionDialog title={section.title} onClose={onClose} onDone={rename} />
  }
  const found = arrangement.sections.flatMap(({ documents }) => documents).find((one) => one.key === key)
  if (found === undefined) return null
  const edit = (entry: BundleEntry): void => change((now) => editDocument(now, key, entry))
  return <EntryDialog entry={found.entry} sources={sources} onClose={onClose} onDone={edit} />
}
