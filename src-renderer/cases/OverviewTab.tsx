import type { ReactElement } from 'react'
import type { CaseFile } from '../../src-main/contract/cases.ts'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { useAsk } from '../app/queries.ts'
import { CaseReaders } from '../compartments/CaseReaders.tsx'
import { useIntl, useSay } from '../app/words.tsx'
import { formatDay, formatInstant } from '../ui/format.ts'
import { Facts, Waiting } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'
import { wordCaseType } from './case-words.ts'
import { PartyList } from './PartyList.tsx'

/** What a case file is about, and who is in it. */
export function OverviewTab({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const file = useAsk('case.show', { caseId }).data
  if (file === undefined) return <Waiting />
  return (
    <div className={css['columns']}>
      <div>
        <PartyList caseId={caseId} />
      </div>
      <div>
        <CaseFacts file={file} />
        <CaseStages file={file} />
        <CaseReaders caseId={caseId} />
        <CaseSummaryText file={file} />
      </div>
    </div>
  )
}

function CaseFacts({ file }: { readonly file: CaseFile }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const profiles = useAsk('profile.list', {}).data ?? []
  const profile = profiles.find(({ id }) => id === file.profile)
  return (
    <section className={css['part']} aria-label={say('case.facts')}>
      <h2>{say('case.facts')}</h2>
      <Facts
        facts={[
          [say('field.reference'), file.reference],
          [say('field.caseType'), wordCaseType(say, file.caseType)],
          [say('field.office'), file.office],
          [say('field.jurisdiction'), file.jurisdiction],
          [say('field.court'), file.court],
          [say('field.courtCaseNumber'), file.courtCaseNumber],
          [say('field.policeNumber'), file.policeNumber],
          [say('field.profile'), profile?.label ?? file.profile],
          [say('column.hearing'), file.nextHearing === null ? '' : formatDay(intl, file.nextHearing)],
          [say('field.recorded'), formatInstant(intl, file.recordedAt)],
        ]}
      />
    </section>
  )
}

function CaseStages({ file }: { readonly file: CaseFile }): ReactElement | null {
  const say = useSay()
  const intl = useIntl()
  if (file.stageDates.length === 0) return null
  return (
    <section className={css['part']} aria-label={say('column.stages')}>
      <h2>{say('column.stages')}</h2>
      <Facts
        facts={file.stageDates.map(({ stage, since }) => [
          say(`stage.${stage}`),
          say('case.stage.since', { day: formatDay(intl, since) }),
        ])}
      />
    </section>
  )
}

function CaseSummaryText({ file }: { readonly file: CaseFile }): ReactElement | null {
  const say = useSay()
  if (file.summary === '') return null
  return (
    <section className={css['part']} aria-label={say('field.summary')}>
      <h2>{say('field.summary')}</h2>
      <p className={css['prose']} dir="auto">
        {file.summary}
      </p>
    </section>
  )
}
