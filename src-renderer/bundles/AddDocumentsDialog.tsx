import { useMemo, useState, type ReactElement } from 'react'
import { GridList, GridListItem, Text, type Selection } from 'react-aria-components'
import type { BundleEntry } from '../../src-main/contract/bundles.ts'
import type { CaseId, ExhibitId, StatementId } from '../../src-main/contract/ids.ts'
import { GeneratedDocument } from '../../src-main/contract/words.ts'
import { useSay, type Say } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { SelectField, Tick } from '../ui/Choice.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { FilterField } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icons.ts'
import type { Arrangement } from './arrangement.ts'
import css from './Bundles.module.css'
import { countDocuments, showDocument, type Sources } from './documents.ts'

interface AddDocumentsDialogProps {
  readonly caseId: CaseId
  readonly arrangement: Arrangement
  readonly into: string
  readonly sources: Sources
  readonly onClose: () => void
  readonly onDone: (section: string, entries: readonly BundleEntry[]) => void
}

interface Pickable {
  readonly id: string
  readonly entry: BundleEntry
  readonly words: string
  readonly under: string
  readonly icon: IconName
  readonly isIn: boolean
}

const most = 300

/** Picks exhibits, statements and documents that Clarkson writes, several at once, for one section. */
export function AddDocumentsDialog(props: AddDocumentsDialogProps): ReactElement {
  const { arrangement, into, sources, onClose, onDone } = props
  const say = useSay()
  const [section, setSection] = useState(into)
  const [sought, setSought] = useState('')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const all = useMemo(() => pickables(say, arrangement, sources), [say, arrangement, sources])
  const needle = sought.normalize('NFC').trim().toLowerCase()
  const found = all.filter(({ words, under }) => `${words}\n${under}`.toLowerCase().includes(needle))
  const shown = found.slice(0, most)
  // What was picked stays picked while another search is shown.
  const select = (selection: Selection): void => {
    const now = selection === 'all' ? new Set(shown.map(({ id }) => id)) : new Set([...selection].map(String))
    const hidden = [...picked].filter((id) => !shown.some((one) => one.id === id))
    setPicked(new Set([...hidden, ...now]))
  }
  const add = (): void => {
    onDone(
      section,
      all.filter(({ id }) => picked.has(id)).map(({ entry }) => entry),
    )
    onClose()
  }
  return (
    <Dialog title={say('bundle.add-documents')} onClose={onClose} size="wide">
      <DialogBody>
        <SelectField
          label={say('field.section')}
          silent
          selectedKey={section}
          onSelectionChange={(key) => setSection(String(key))}
          options={arrangement.sections.map(({ key, title }) => ({ id: key, label: title }))}
        />
        <FilterField label={say('bundle.search')} value={sought} onChange={setSought} isFirst />
        <GridList
          aria-label={say('bundle.pick')}
          className={css['pick'] ?? ''}
          items={shown}
          selectionMode="multiple"
          selectedKeys={picked}
          onSelectionChange={select}
          renderEmptyState={() => <p className={css['none']}>{say('list.none')}</p>}
        >
          {(one) => (
            <GridListItem id={one.id} textValue={one.words} className={css['picked'] ?? ''}>
              <Tick slot="selection" label="" />
              <Icon name={one.icon} />
              <span className={css['words']}>
                <bdi>{one.words}</bdi>
                <Text slot="description" className={css['under'] ?? ''}>
                  {[one.under, one.isIn ? say('bundle.is-in') : ''].filter((words) => words !== '').join(' · ')}
                </Text>
              </span>
            </GridListItem>
          )}
        </GridList>
        {found.length > most ? (
          <p className={css['soft']}>{say('bundle.narrow', { most, count: found.length })}</p>
        ) : null}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{say('action.cancel')}</Button>
        <Button look="primary" isDisabled={picked.size === 0} onPress={add}>
          {say('bundle.add-picked', { count: picked.size })}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}

function pickables(say: Say, arrangement: Arrangement, sources: Sources): readonly Pickable[] {
  const counts = countDocuments(arrangement)
  const present = new Set([...counts.keys()].map((key) => key.split(' ')[0]))
  const entries: readonly (readonly [string, BundleEntry, string])[] = [
    ...[...sources.statements.keys()].map((id: StatementId) => [id, { statement: id }, say('tab.statements')] as const),
    ...[...sources.exhibits.values()].map(
      ({ exhibitId, mark, fileName }): readonly [ExhibitId, BundleEntry, string] => [
        exhibitId,
        { exhibit: exhibitId },
        [mark, fileName ?? ''].filter((words) => words !== '').join(' · '),
      ],
    ),
    ...GeneratedDocument.options.map((id) => [id, { generated: id }, say('bundle.generated')] as const),
  ]
  return entries.map(([id, entry, under]) => {
    const { title, icon, problem } = showDocument(say, entry, sources, 1)
    return {
      id,
      entry,
      words: title,
      under: [under, problem ?? ''].filter((words) => words !== '').join(' · '),
      icon,
      isIn: present.has(id),
    }
  })
}
