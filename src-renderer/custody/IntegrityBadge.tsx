import type { ReactElement } from 'react'
import type { ExhibitId } from '../../src-main/contract/ids.ts'
import type { LastCheck } from '../../src-main/contract/integrity.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { formatInstant } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Badge } from '../ui/Note.tsx'
import css from './Custody.module.css'

interface IntegrityBadgeProps {
  readonly checked: LastCheck | null
  readonly hasFile: boolean
}

/** Whether a file was as it came in when it was last read again. */
export function IntegrityBadge({ checked, hasFile }: IntegrityBadgeProps): ReactElement | null {
  const say = useSay()
  const intl = useIntl()
  if (!hasFile) return null
  if (checked === null) return <Badge>{say('integrity.badge.unread')}</Badge>
  return (
    <span title={checked.holds ? say('integrity.badge.ok.when', { when: formatInstant(intl, checked.at) }) : undefined}>
      <Badge tone={checked.holds ? 'ok' : 'failure'} icon={checked.holds ? 'verify' : 'alert'}>
        {say(checked.holds ? 'integrity.badge.ok' : 'integrity.badge.damaged')}
      </Badge>
    </span>
  )
}

/** The same in the width of a letter, for a row of a list. */
export function IntegrityMark({ checked, hasFile }: IntegrityBadgeProps): ReactElement | null {
  const say = useSay()
  const intl = useIntl()
  if (!hasFile || checked === null) return null
  const words = checked.holds
    ? say('integrity.badge.ok.when', { when: formatInstant(intl, checked.at) })
    : say('integrity.badge.damaged')
  return (
    <span className={css[checked.holds ? 'sound' : 'unsound']} title={words}>
      <Icon name={checked.holds ? 'verify' : 'alert'} size={14} />
      <span className={css['heard']}>{words}</span>
    </span>
  )
}

/** The mark of an exhibit of which only the id is known. */
export function IntegrityMarkOf({ exhibitId }: { readonly exhibitId: ExhibitId }): ReactElement | null {
  const exhibit = useAsk('exhibit.show', { exhibitId }).data
  return exhibit === undefined ? null : <IntegrityMark checked={exhibit.checked} hasFile={exhibit.file !== null} />
}
