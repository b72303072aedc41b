import type { ReactElement } from 'react'
import type { LedgerDetail, SignatureState } from '../../src-main/contract/audit.ts'
import type { CaseId, ExhibitId, UserId } from '../../src-main/contract/ids.ts'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay, type MessageId, type Say } from '../app/words.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { formatInstant } from '../ui/format.ts'
import { Badge, Badges, Digest, Facts, FailureNote, Note, Waiting } from '../ui/Note.tsx'
import css from './Ledger.module.css'
import { factsOf } from './entry-facts.ts'
import { everything, wordAct, type LedgerFilter } from './ledger-filter.ts'

interface EntryPaneProps {
  readonly sequence: number
  readonly onFilter: (filter: LedgerFilter) => void
  readonly onBack: () => void
}

/** One entry of the ledger in full. */
export function EntryPane({ sequence, onFilter, onBack }: EntryPaneProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const entry = useAsk('audit.entry', { sequence })
  const title = say('ledger.entry', { sequence: intl.formatNumber(sequence) })
  return (
    <section className={css['pane']} aria-label={title}>
      <div className={css['paneHead']}>
        <h2>{title}</h2>
        <IconButton icon="close" name={say('ledger.to-state')} small onPress={onBack} />
      </div>
      {entry.error === null ? null : <FailureNote error={entry.error} />}
      {entry.isPending ? <Waiting /> : null}
      {entry.data === null ? <Note tone="failure">{say('ledger.absent')}</Note> : null}
      {entry.data === undefined || entry.data === null ? null : <Shown entry={entry.data} onFilter={onFilter} />}
    </section>
  )
}

interface ShownProps {
  readonly entry: LedgerDetail
  readonly onFilter: (filter: LedgerFilter) => void
}

function Shown({ entry, onFilter }: ShownProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { at, user, userId, act, record, object } = entry
  return (
    <>
      <p className={css['act']}>{wordAct(say, act)}</p>
      <Proofs entry={entry} />
      <Facts
        facts={[
          [say('ledger.when'), `${formatInstant(intl, at)} (${at})`],
          [say('ledger.who'), <bdi key="who">{user === '' ? userId : user}</bdi>],
          [say('ledger.case'), record === null ? '' : <bdi key="case">{record.reference}</bdi>],
          [say('ledger.on'), record === null ? '' : `${say(`record.${record.kind}`)}: ${record.label}`],
          [say('ledger.id'), <Digest key="id" hex={object} />],
        ]}
      />
      <div className={css['actions']}>
        <RecordButtons entry={entry} onFilter={onFilter} />
      </div>
      <EntryFacts entry={entry} />
      <h3>{say('ledger.digests')}</h3>
      <Facts
        facts={[
          [say('ledger.previous'), <Digest key="previous" hex={entry.previous} />],
          [say('ledger.digest'), <Digest key="digest" hex={entry.digest} />],
          [say('ledger.signature-hex'), <Digest key="signature" hex={entry.signature} />],
        ]}
      />
    </>
  )
}

const signatureWords = {
  signed: 'ledger.signed',
  'not-signed': 'ledger.signature',
  'unknown-user': 'ledger.unknown-user',
  'other-key': 'ledger.other-key',
} as const satisfies Record<SignatureState, MessageId>

function Proofs({ entry }: { readonly entry: LedgerDetail }): ReactElement {
  const say = useSay()
  const { holds, follows, signed, user } = entry
  const isSigned = signed === 'signed'
  return (
    <Badges>
      <Proof isGood={holds} words={say(holds ? 'ledger.unaltered' : 'ledger.edited')} />
      <Proof isGood={follows} words={say(follows ? 'ledger.follows' : 'ledger.not-follows')} />
      <Proof isGood={isSigned} words={say(signatureWords[signed], { user })} />
    </Badges>
  )
}

function Proof({ isGood, words }: { readonly isGood: boolean; readonly words: string }): ReactElement {
  return (
    <Badge tone={isGood ? 'ok' : 'failure'} icon={isGood ? 'ok' : 'alert'}>
      {words}
    </Badge>
  )
}

function RecordButtons({ entry, onFilter }: ShownProps): ReactElement {
  const say = useSay()
  const { record, object, userId } = entry
  const label = record === null ? object : `${record.reference} · ${record.label}`
  return (
    <>
      {record === null ? null : <GoButton entry={entry} />}
      <Button small onPress={() => onFilter({ ...everything, record: { object, label } })}>
        {say('ledger.only-record')}
      </Button>
      {record === null ? null : (
        <Button small onPress={() => onFilter({ ...everything, caseId: record.caseId })}>
          {say('ledger.only-case')}
        </Button>
      )}
      <Button small onPress={() => onFilter({ ...everything, userId: userId as UserId })}>
        {say('ledger.only-person')}
      </Button>
    </>
  )
}

function GoButton({ entry }: { readonly entry: LedgerDetail }): ReactElement | null {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const { record, object } = entry
  if (record === null) return null
  const { caseId } = record
  const open = (): void =>
    record.kind === 'exhibit'
      ? go({ kind: 'case', caseId, tab: 'evidence', exhibitId: object as ExhibitId })
      : go({ kind: 'case', caseId: caseId satisfies CaseId, tab: tabs[record.kind] })
  return (
    <Button small icon="forward" onPress={open}>
      {say('ledger.go')}
    </Button>
  )
}

const tabs = {
  case: 'overview',
  party: 'overview',
  event: 'chronology',
  hearing: 'chronology',
  exhibit: 'evidence',
  statement: 'statements',
  bundle: 'bundles',
  build: 'bundles',
} as const

function EntryFacts({ entry }: { readonly entry: LedgerDetail }): ReactElement | null {
  const say = useSay()
  const facts = factsOf(say, entry.facts)
  if (facts.length === 0 && entry.custody.length === 0) return null
  return (
    <>
      <h3>{say('ledger.facts')}</h3>
      <Facts
        facts={[
          ...facts.map(({ name, value, isDigest }): [string, ReactElement | string] => [
            name,
            isDigest ? <Digest key={name} hex={value} /> : value,
          ]),
          [say('ledger.custody'), custodyWords(say, entry.custody)],
        ]}
      />
    </>
  )
}

function custodyWords(say: Say, custody: readonly string[]): ReactElement | string {
  if (custody.length === 0) return ''
  return (
    <span className={css['head']}>
      <span>{say('ledger.custody.count', { count: custody.length })}</span>
      {custody.slice(0, 20).map((hex) => (
        <Digest key={hex} hex={hex} />
      ))}
    </span>
  )
}
