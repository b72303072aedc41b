import type { ReactElement, RefObject } from 'react'
import { LedgerAct } from '../../src-main/contract/audit.ts'
import { UserId } from '../../src-main/contract/ids.ts'
import type { Output } from '../../src-main/contract/index.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { DayInBar, FilterField } from '../ui/Field.tsx'
import screen from '../ui/Screen.module.css'
import css from './Ledger.module.css'
import { actsInWords, everything, isNarrowed, type LedgerFilter } from './ledger-filter.ts'

interface LedgerFiltersProps {
  readonly filter: LedgerFilter
  readonly onFilter: (filter: LedgerFilter) => void
  readonly users: Output<'audit.page'>['users']
  readonly filterBox: RefObject<HTMLInputElement | null>
}

const all = 'all'

/** What the ledger is narrowed to: words, a person, an act, a case, days. */
export function LedgerFilters({ filter, onFilter, users, filterBox }: LedgerFiltersProps): ReactElement {
  const say = useSay()
  const cases = useAsk('case.list', {}).data ?? []
  const change = (part: Partial<LedgerFilter>): void => onFilter({ ...filter, ...part })
  return (
    <div className={screen['tools']} role="toolbar" aria-label={say('ledger.filters')}>
      <div className={css['words']}>
        <FilterField
          label={say('ledger.filter')}
          value={filter.text}
          onChange={(text) => change({ text })}
          inputRef={filterBox}
        />
      </div>
      <div className={css['pick']}>
        <SelectField
          label={say('ledger.who')}
          inBar
          selectedKey={filter.userId ?? all}
          onSelectionChange={(key) => change({ userId: UserId.safeParse(key).data })}
          options={[
            { id: all, label: say('ledger.everybody') },
            ...users.map(({ userId, name }) => ({ id: userId, label: name })),
          ]}
        />
      </div>
      <div className={css['pick']}>
        <SelectField
          label={say('ledger.what')}
          inBar
          selectedKey={filter.act ?? all}
          onSelectionChange={(key) => change({ act: LedgerAct.safeParse(key).data })}
          options={[{ id: all, label: say('ledger.every-act') }, ...actsInWords(say)]}
        />
      </div>
      <div className={css['pick']}>
        <SelectField
          label={say('ledger.case')}
          inBar
          selectedKey={filter.caseId ?? all}
          onSelectionChange={(key) => change({ caseId: cases.find(({ caseId }) => caseId === key)?.caseId })}
          options={[
            { id: all, label: say('ledger.every-case') },
            ...cases.map(({ caseId, reference, title }) => ({ id: caseId, label: reference, note: title })),
          ]}
        />
      </div>
      <DayInBar label={say('ledger.from')} value={filter.from} onChange={(from) => change({ from })} />
      <DayInBar label={say('ledger.to')} value={filter.to} onChange={(to) => change({ to })} />
      {isNarrowed(filter) ? (
        <Button look="quiet" icon="close" onPress={() => onFilter(everything)}>
          {say('ledger.clear')}
        </Button>
      ) : null}
      {filter.record === undefined ? null : (
        <span className={screen['soft']}>{say('ledger.only', { record: filter.record.label })}</span>
      )}
    </div>
  )
}
