import { useState, type ReactElement, type Ref } from 'react'
import type { CaseId, ExhibitId } from '../../src-main/contract/ids.ts'
import { call } from '../app/bridge.ts'
import { runCommand, useCommand } from '../app/command-handlers.ts'
import { useDialogs } from '../app/dialogs.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { FilterField } from '../ui/Field.tsx'
import { MenuButton } from '../ui/Menu.tsx'
import { Empty } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'

interface EvidenceToolsProps {
  readonly caseId: CaseId
  readonly filter: string
  readonly onFilter: (filter: string) => void
  readonly filterBox: Ref<HTMLInputElement>
  readonly total: number | undefined
  readonly selected: ReadonlySet<ExhibitId>
  readonly onSelected: (selected: ReadonlySet<string>) => void
}

/** The bar above the register: narrow it, add to it, and do something with what is selected. */
export function EvidenceTools(props: EvidenceToolsProps): ReactElement {
  const { caseId, filter, onFilter, filterBox, total, selected, onSelected } = props
  const say = useSay()
  const open = useDialogs((dialogs) => dialogs.open)
  useCommand('custody.register', () => open({ kind: 'custody-register', caseId }))
  return (
    <div className={css['tools']} role="toolbar" aria-label={say('evidence.tools')}>
      <FilterField label={say('evidence.filter')} value={filter} onChange={onFilter} inputRef={filterBox} />
      {total === undefined ? null : <span className={css['soft']}>{say('evidence.count', { count: total })}</span>}
      <span className={css['spacer']} />
      {selected.size === 0 ? (
        <AddEvidence />
      ) : (
        <WithSelected caseId={caseId} selected={selected} onSelected={onSelected} />
      )}
    </div>
  )
}

function AddEvidence(): ReactElement {
  const say = useSay()
  return (
    <>
      <Button icon="shield" look="quiet" onPress={() => runCommand('custody.register')}>
        {say('command.custody.register')}
      </Button>
      <Button icon="physical" onPress={() => runCommand('exhibit.record')}>
        {say('command.exhibit.record')}
      </Button>
      <MenuButton
        label={say('evidence.import')}
        icon="import"
        look="primary"
        choices={[
          {
            id: 'files',
            label: say('command.import.files'),
            icon: 'exhibit',
            command: 'import.files',
            run: () => runCommand('import.files'),
          },
          {
            id: 'folder',
            label: say('command.import.folder'),
            icon: 'folder',
            command: 'import.folder',
            run: () => runCommand('import.folder'),
          },
        ]}
      />
    </>
  )
}

function WithSelected(props: Pick<EvidenceToolsProps, 'caseId' | 'selected' | 'onSelected'>): ReactElement {
  const { caseId, selected, onSelected } = props
  const say = useSay()
  const open = useDialogs((dialogs) => dialogs.open)
  const [isBusy, setBusy] = useState(false)
  const check = async (): Promise<void> => {
    setBusy(true)
    try {
      await checkIntegrity([...selected])
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <span>{say('evidence.selected', { count: selected.size })}</span>
      <Button icon="verify" isPending={isBusy} onPress={() => attempt(check)}>
        {say('command.exhibit.verify')}
      </Button>
      <Button icon="bundle" onPress={() => open({ kind: 'add-to-bundle', caseId, exhibits: [...selected] })}>
        {say('evidence.to-bundle')}
      </Button>
      <Button look="quiet" icon="close" onPress={() => onSelected(new Set())}>
        {say('evidence.unselect')}
      </Button>
    </>
  )
}

async function checkIntegrity(exhibits: readonly ExhibitId[]): Promise<void> {
  const answers = []
  // One after the other: each reads a whole file.
  for (const exhibitId of exhibits) {
    const exhibit = await call('exhibit.show', { exhibitId })
    if (exhibit.file !== null) answers.push({ mark: exhibit.mark, ...(await call('exhibit.verify', { exhibitId })) })
  }
  recordsChanged(['exhibit'])
  const wrong = answers.filter(({ ok }) => !ok).map(({ mark }) => mark)
  const { tell } = useNotices.getState()
  if (wrong.length === 0) tell({ tone: 'ok', id: 'verify.all', facts: { count: answers.length } })
  else tell({ tone: 'warning', id: 'verify.some', facts: { count: wrong.length, marks: wrong.join(', ') } })
}

/** What stands in an empty register. */
export function EvidenceEmpty({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  const say = useSay()
  if (isFiltered) return <Empty title={say('list.none')} text={say('list.none.text')} />
  return (
    <Empty title={say('evidence.empty')} text={say('evidence.empty.text')}>
      <Button icon="exhibit" look="primary" onPress={() => runCommand('import.files')}>
        {say('command.import.files')}
      </Button>
      <Button icon="folder" onPress={() => runCommand('import.folder')}>
        {say('command.import.folder')}
      </Button>
    </Empty>
  )
}
