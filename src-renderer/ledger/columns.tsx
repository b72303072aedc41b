import { useMemo } from 'react'
import type { LedgerLine } from '../../src-main/contract/audit.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { formatInstant } from '../ui/format.ts'
import type { RegisterColumn } from '../ui/register-types.ts'
import css from './Ledger.module.css'
import { wordAct } from './ledger-filter.ts'

/** The columns of the ledger. */
export function useLedgerColumns(): readonly RegisterColumn<LedgerLine>[] {
  const say = useSay()
  const intl = useIntl()
  return useMemo(
    () => [
      {
        id: 'sequence',
        label: say('ledger.number'),
        track: '84px',
        isNumber: true,
        cell: ({ sequence }) => intl.formatNumber(sequence),
      },
      { id: 'at', label: say('ledger.when'), track: '164px', cell: ({ at }) => formatInstant(intl, at) },
      {
        id: 'user',
        label: say('ledger.who'),
        track: 'minmax(80px, 140px)',
        cell: ({ user, userId }) => <bdi title={user}>{user === '' ? userId : user}</bdi>,
      },
      {
        id: 'act',
        label: say('ledger.what'),
        track: 'minmax(120px, 1fr)',
        cell: ({ act }) => wordAct(say, act),
      },
      {
        id: 'record',
        label: say('ledger.on'),
        track: 'minmax(100px, 1fr)',
        cell: ({ record }) =>
          record === null ? (
            ''
          ) : (
            <span title={`${record.label} (${record.reference})`}>
              <bdi>{record.label}</bdi> <bdi className={css['soft']}>{record.reference}</bdi>
            </span>
          ),
      },
    ],
    [say, intl],
  )
}
