import type { ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import type { Granted } from '../../src-main/contract/shell.ts'
import { ExhibitKind } from '../../src-main/contract/words.ts'
import { catchUpWithJobs } from '../app/jobs.ts'
import { attempt } from '../app/notices.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { SelectField, Tick } from '../ui/Choice.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { given } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'
import { formatBytes } from '../ui/format.ts'
import { FileName, Note } from '../ui/Note.tsx'
import { DetailsFields, detailsIn } from './DetailsFields.tsx'
import css from './Exhibits.module.css'
import { mostSources } from './import.ts'

interface ImportDialogProps {
  readonly caseId: CaseId
  readonly sources: readonly Granted[]
  readonly onClose: () => void
}

/** The step before an import: what is known of these files. The same is said of every one of them. */
export function ImportDialog({ caseId, sources, onClose }: ImportDialogProps): ReactElement {
  const say = useSay()
  const isOne = sources.length === 1 && sources[0]?.size !== null
  const isTooMany = sources.length > mostSources
  return (
    <Dialog title={say('import.title')} onClose={onClose} size="wide">
      <ContractForm
        name="exhibit.import"
        action={say('import.begin', { count: sources.length })}
        disabled={isTooMany}
        onClose={onClose}
        toInput={(form) =>
          given({
            caseId,
            grants: sources.map(({ grant }) => grant),
            details: detailsIn(form, true),
            keepDuplicates: form.on('keepDuplicates') ? true : undefined,
          })
        }
        onDone={() => {
          onClose()
          attempt(catchUpWithJobs)
        }}
      >
        {(errorAt) => (
          <>
            <SourceList sources={sources} />
            {isTooMany ? <Note tone="warning">{say('import.too-many', { most: mostSources })}</Note> : null}
            <p className={css['soft']}>{say('import.text')}</p>
            <Beside>
              <LineField
                label={say('field.title')}
                name="title"
                hint={isOne ? undefined : say('import.title.hint')}
                error={errorAt('details.title')}
              />
              <SelectField
                label={say('field.kind')}
                name="kind"
                hint={say('import.kind.hint')}
                options={ExhibitKind.options.map((id) => ({ id, label: say(`kind.${id}`) }))}
              />
            </Beside>
            <DetailsFields errorAt={errorAt} />
            <Tick
              label={say('import.duplicates')}
              hint={say('import.duplicates.hint')}
              name="keepDuplicates"
              value="yes"
            />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}

function SourceList({ sources }: { readonly sources: readonly Granted[] }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  return (
    <ul className={css['sources']} aria-label={say('import.sources')}>
      {sources.slice(0, 200).map(({ grant, name, size }) => (
        <li key={grant} className={css['source']}>
          <FileName name={name} />
          <span>{size === null ? say('import.folder') : formatBytes(intl, size)}</span>
        </li>
      ))}
      {sources.length > 200 ? (
        <li className={css['source']}>{say('import.more', { count: sources.length - 200 })}</li>
      ) : null}
    </ul>
  )
}
