import { useMemo, type ReactElement } from 'react'
import type { BundleSummary } from '../../src-main/contract/bundles.ts'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { runCommand } from '../app/command-handlers.ts'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay, type Say } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { DataTable, type DataColumn } from '../ui/DataTable.tsx'
import { formatInstant } from '../ui/format.ts'
import { Empty, FailureNote, Waiting } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'

/** The bundles of a case. */
export function BundlesTab({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const say = useSay()
  const bundles = useAsk('bundle.list', { caseId })
  return (
    <section className={css['screen']} aria-label={say('tab.bundles')}>
      <div className={css['tools']} role="toolbar" aria-label={say('bundles.tools')}>
        <span className={css['spacer']} />
        <Button look="primary" icon="bundle" onPress={() => runCommand('bundle.new')}>
          {say('command.bundle.new')}
        </Button>
      </div>
      {bundles.isPending ? <Waiting /> : null}
      {bundles.error === null ? null : <FailureNote error={bundles.error} />}
      {bundles.data === undefined ? null : <BundleTable caseId={caseId} bundles={bundles.data} />}
    </section>
  )
}

interface BundleTableProps {
  readonly caseId: CaseId
  readonly bundles: readonly BundleSummary[]
}

function BundleTable({ caseId, bundles }: BundleTableProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const go = usePlaces((places) => places.go)
  const profiles = useAsk('profile.list', {}).data
  const columns = useMemo(() => {
    const label = (id: string): string => profiles?.find((one) => one.id === id)?.label ?? id
    return columnsOf(say, label, (at) => formatInstant(intl, at))
  }, [say, intl, profiles])
  if (bundles.length === 0) {
    return (
      <Empty title={say('bundles.empty')} text={say('bundles.empty.text')}>
        <Button look="primary" icon="bundle" onPress={() => runCommand('bundle.new')}>
          {say('command.bundle.new')}
        </Button>
      </Empty>
    )
  }
  return (
    <DataTable
      label={say('tab.bundles')}
      columns={columns}
      rows={bundles}
      keyOf={({ bundleId }) => bundleId}
      nameOf={({ title }) => title}
      onOpen={({ bundleId }) => go({ kind: 'bundle', caseId, bundleId })}
    />
  )
}

function columnsOf(
  say: Say,
  profileOf: (id: string) => string,
  at: (instant: string) => string,
): readonly DataColumn<BundleSummary>[] {
  return [
    {
      id: 'title',
      label: say('column.title'),
      cell: ({ title }) => <bdi>{title}</bdi>,
      by: ({ title }) => title,
      look: 'strong',
    },
    {
      id: 'profile',
      label: say('field.profile'),
      cell: ({ profile }) => profileOf(profile),
      by: ({ profile }) => profileOf(profile),
    },
    {
      id: 'entries',
      label: say('column.documents'),
      cell: ({ entries }) => entries,
      by: ({ entries }) => entries,
      look: 'number',
    },
    {
      id: 'builds',
      label: say('column.builds'),
      cell: ({ builds }) => builds,
      by: ({ builds }) => builds,
      look: 'number',
    },
    {
      id: 'recorded',
      label: say('column.recorded'),
      cell: ({ recordedAt }) => at(recordedAt),
      by: ({ recordedAt }) => recordedAt,
      look: 'nowrap',
    },
  ]
}
