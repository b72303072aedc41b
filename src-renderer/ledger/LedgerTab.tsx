import { useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react'
import type { LedgerLine } from '../../src-main/contract/audit.ts'
import { call } from '../app/bridge.ts'
import { runCommand, useCommand } from '../app/command-handlers.ts'
import { useDialogs } from '../app/dialogs.ts'
import { attempt } from '../app/notices.ts'
import { useSettings } from '../app/settings.ts'
import { useSettled } from '../app/use-settled.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { useWork, type Work } from '../app/work.ts'
import { Button } from '../ui/Button.tsx'
import { Empty, FailureNote, Waiting } from '../ui/Note.tsx'
import { Register } from '../ui/Register.tsx'
import screen from '../ui/Screen.module.css'
import { Splitter } from '../ui/Splitter.tsx'
import { useLedgerColumns } from './columns.tsx'
import { EntryPane } from './EntryPane.tsx'
import { LedgerFilters } from './LedgerFilters.tsx'
import { LedgerState } from './LedgerState.tsx'
import { askedFilter, everything, isNarrowed, type LedgerFilter } from './ledger-filter.ts'
import { useHeads, useLedgerRows, useLookAgain } from './rows.ts'

/** Who did what: every entry of the ledger, what is known of one, and whether all of it holds. */
export function LedgerTab(): ReactElement {
  const say = useSay()
  const [filter, setFilter] = useState<LedgerFilter>(everything)
  const [current, setCurrent] = useState<number>()
  const filterBox = useRef<HTMLInputElement>(null)
  useCommand('filter', () => filterBox.current?.focus())
  const heads = useHeads()
  const settled = useSettled(filter, 200)
  const asked = useMemo(() => askedFilter(say, settled), [say, settled])
  const rows = useLedgerRows(asked, heads.data?.newest?.sequence)
  const verifying = useVerifying(() => setCurrent(undefined))
  const error = heads.error ?? rows.error
  const back = (): void => setCurrent(undefined)
  return (
    <>
      <LedgerFilters filter={filter} onFilter={setFilter} users={rows.users} filterBox={filterBox} />
      <LedgerTools total={rows.total} isNarrowed={isNarrowed(filter)} isBusy={verifying.isBusy} />
      {error === null ? null : <FailureNote error={error} />}
      {rows.total === undefined && error === null ? <Waiting /> : null}
      {rows.total === undefined ? null : (
        <Splitter
          label={say('ledger.divide')}
          share={0.62}
          start={
            rows.total === 0 ? (
              <Empty title={say('ledger.none')} text={say('ledger.none.text')} />
            ) : (
              <LedgerRegister rows={rows} total={rows.total} current={current} onCurrent={setCurrent} />
            )
          }
          end={
            current === undefined ? (
              <LedgerState heads={heads.data} verifying={verifying} onEntry={setCurrent} />
            ) : (
              <EntryPane key={current} sequence={current} onFilter={setFilter} onBack={back} />
            )
          }
        />
      )}
    </>
  )
}

/** Verifying the ledger, and looking again when something was entered in it by this screen's own work. */
function useVerifying(onBegin: () => void): Work {
  const verifying = useWork('verify')
  const exported = useWork('export-ledger').job?.state
  const lookAgain = useLookAgain()
  useEffect(() => {
    if (exported === 'done') lookAgain()
  }, [exported, lookAgain])
  const verify = (): void => {
    onBegin()
    attempt(() => verifying.begin(() => call('audit.verify', {})))
  }
  useCommand('ledger.verify', verify, !verifying.isBusy)
  const open = useDialogs((dialogs) => dialogs.open)
  useCommand('ledger.export', () => open({ kind: 'export-ledger' }))
  return verifying
}

interface LedgerToolsProps {
  readonly total: number | undefined
  readonly isNarrowed: boolean
  readonly isBusy: boolean
}

function LedgerTools(props: LedgerToolsProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { total } = props
  return (
    <div className={screen['tools']} role="toolbar" aria-label={say('ledger.tools')}>
      <output className={screen['soft']}>
        {total === undefined
          ? ''
          : say(props.isNarrowed ? 'ledger.found' : 'ledger.count', { count: total, words: intl.formatNumber(total) })}
      </output>
      <span className={screen['spacer']} />
      <Button icon="verify" isDisabled={props.isBusy} onPress={() => runCommand('ledger.verify')}>
        {say('command.ledger.verify')}
      </Button>
      <Button icon="save" onPress={() => runCommand('ledger.export')}>
        {say('command.ledger.export')}
      </Button>
    </div>
  )
}

interface LedgerRegisterProps {
  readonly rows: ReturnType<typeof useLedgerRows>
  readonly total: number
  readonly current: number | undefined
  readonly onCurrent: (sequence: number) => void
}

const keyOf = ({ sequence }: LedgerLine): string => String(sequence)

function LedgerRegister({ rows, total, current, onCurrent }: LedgerRegisterProps): ReactElement {
  const say = useSay()
  const columns = useLedgerColumns()
  const rowHeight = useSettings((settings) => settings.density) === 'compact' ? 29 : 38
  const show = useCallback(({ sequence }: LedgerLine) => onCurrent(sequence), [onCurrent])
  return (
    <Register
      key={rowHeight}
      label={say('office.ledger')}
      columns={columns}
      total={total}
      rowAt={rows.rowAt}
      onWindow={rows.onWindow}
      keyOf={keyOf}
      markOf={keyOf}
      rowHeight={rowHeight}
      order={{ column: 'sequence', descending: true }}
      onOrder={() => undefined}
      current={current === undefined ? undefined : String(current)}
      onCurrent={show}
    />
  )
}
