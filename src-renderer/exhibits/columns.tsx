import { useMemo } from 'react'
import type { ExhibitSummary } from '../../src-main/contract/exhibits.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { IntegrityMark } from '../custody/IntegrityBadge.tsx'
import { formatBytes, formatInstant } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import type { RegisterColumn } from '../ui/register-types.ts'
import { kindIcons } from './exhibit-words.ts'
import css from './Exhibits.module.css'

/** The columns of the evidence register. */
export function useRegisterColumns(): readonly RegisterColumn<ExhibitSummary>[] {
  const say = useSay()
  const intl = useIntl()
  return useMemo(
    () => [
      {
        id: 'mark',
        label: say('column.mark'),
        track: '106px',
        sorts: true,
        cell: ({ mark, checked, fileName }) => (
          <>
            <bdi className={css['mark']}>{mark}</bdi> <IntegrityMark checked={checked} hasFile={fileName !== null} />
          </>
        ),
      },
      {
        id: 'title',
        label: say('column.title'),
        track: 'minmax(110px, 1fr)',
        sorts: true,
        cell: ({ title }) => <bdi title={title}>{title}</bdi>,
      },
      {
        id: 'kind',
        label: say('column.kind'),
        track: 'var(--kind-track, 160px)',
        sorts: true,
        cell: ({ kind }) => (
          <span className={css['kind']} title={say(`kind.${kind}`)}>
            <Icon name={kindIcons[kind]} size={15} />
            <span className={css['kindWords']}>{say(`kind.${kind}`)}</span>
          </span>
        ),
      },
      {
        id: 'size',
        label: say('column.size'),
        track: '94px',
        sorts: true,
        isNumber: true,
        cell: ({ size }) => (size === null ? '' : formatBytes(intl, size)),
      },
      {
        id: 'recorded',
        label: say('column.recorded'),
        track: '112px',
        sorts: true,
        cell: ({ recordedAt }) => (
          <span title={formatInstant(intl, recordedAt)}>{intl.formatDate(recordedAt, { dateStyle: 'medium' })}</span>
        ),
      },
    ],
    [say, intl],
  )
}
