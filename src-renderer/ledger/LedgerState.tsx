import type { ReactElement } from 'react'
import { LedgerReport, type LedgerFinding } from '../../src-main/contract/audit.ts'
import type { Output } from '../../src-main/contract/index.ts'
import { JobState } from '../app/JobState.tsx'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import type { Work } from '../app/work.ts'
import { Button } from '../ui/Button.tsx'
import { Badge, Digest, Facts, Note } from '../ui/Note.tsx'
import css from './Ledger.module.css'

interface LedgerStateProps {
  readonly heads: Output<'audit.heads'> | undefined
  readonly verifying: Work
  readonly onEntry: (sequence: number) => void
}

/** How the ledger as a whole stands: what its verification came to, and which newest entries are remembered. */
export function LedgerState({ heads, verifying, onEntry }: LedgerStateProps): ReactElement {
  const say = useSay()
  const { job } = verifying
  const report = job?.state === 'done' ? LedgerReport.safeParse(job.result).data : undefined
  return (
    <section className={css['pane']} aria-label={say('ledger.state')}>
      <h2>{say('ledger.state')}</h2>
      {job === undefined ? <p>{say('ledger.choose')}</p> : null}
      <JobState job={job} cancelled={say('ledger.stopped')} />
      {report === undefined ? null : <ReportNote report={report} onEntry={onEntry} />}
      <Heads heads={heads} />
    </section>
  )
}

interface ReportProps {
  readonly report: LedgerReport
  readonly onEntry: (sequence: number) => void
}

function ReportNote({ report, onEntry }: ReportProps): ReactElement {
  const say = useSay()
  const { ok, entries, custodyEvents, problems } = report
  const [first] = problems
  if (ok || first === undefined) {
    return (
      <>
        <Note tone="ok">{say('ledger.holds', { entries, events: custodyEvents })}</Note>
        <SetBack report={report} onEntry={onEntry} />
      </>
    )
  }
  return (
    <>
      <Note tone="failure">
        <p>
          <strong>{say('ledger.broken')}</strong>
        </p>
        <p>
          <FindingWords finding={first} />
        </p>
        <p>{say('ledger.broken.next')}</p>
      </Note>
      <h3>{say('ledger.findings', { count: problems.length })}</h3>
      <ul className={css['findings']}>
        {problems.map((finding) => (
          <li key={`${finding.fault} ${finding.sequence} ${finding.exhibit ?? ''}`}>
            <FindingWords finding={finding} />
            {finding.exhibit === undefined ? (
              <Button look="link" onPress={() => onEntry(finding.sequence)}>
                {say('status.show')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}

/** The times of entries are the computer's own: whoever reads them is told when it was set back. */
function SetBack({ report: { setBack, setBackAt }, onEntry }: ReportProps): ReactElement | null {
  const say = useSay()
  const [first] = setBackAt
  if (setBack === 0) return null
  return (
    <Note tone="warning">
      <p>{say('ledger.set-back', { count: setBack })}</p>
      {first === undefined ? null : (
        <Button look="link" onPress={() => onEntry(first)}>
          {say('status.show')}
        </Button>
      )}
    </Note>
  )
}

function FindingWords({ finding }: { readonly finding: LedgerFinding }): ReactElement {
  const say = useSay()
  const { fault, sequence, exhibit } = finding
  const shown = useAsk('exhibit.show', exhibit === undefined ? undefined : { exhibitId: exhibit }).data
  const words = say(`ledger.${fault}`)
  return (
    <span>
      {exhibit === undefined
        ? say('ledger.at-entry', { sequence, words })
        : say('ledger.at-event', { sequence, words, exhibit: shown?.mark ?? exhibit })}
    </span>
  )
}

function Heads({ heads }: Pick<LedgerStateProps, 'heads'>): ReactElement | null {
  const say = useSay()
  if (heads === undefined) return null
  const { newest, header, profile } = heads
  return (
    <>
      <h3>{say('ledger.heads')}</h3>
      <p className={css['soft']}>{say('ledger.heads.text')}</p>
      <Facts
        facts={[
          [say('ledger.head.newest'), <Head key="newest" head={newest} />],
          [say('ledger.head.header'), <Head key="header" head={header} newest={newest} />],
          [say('ledger.head.profile'), <Head key="profile" head={profile} newest={newest} />],
        ]}
      />
    </>
  )
}

type OneHead = Output<'audit.heads'>['newest']

function Head({ head, newest }: { readonly head: OneHead; readonly newest?: OneHead }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  if (head === null) return <span>{say('ledger.head.none')}</span>
  const isNewest = newest !== undefined && newest?.hash === head.hash
  return (
    <span className={css['head']}>
      <span>
        {say('ledger.entry', { sequence: intl.formatNumber(head.sequence) })}{' '}
        {isNewest ? <Badge tone="ok">{say('ledger.head.same')}</Badge> : null}
      </span>
      <Digest hex={head.hash} />
    </span>
  )
}
