import { useState, type ReactElement } from 'react'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './Backup.module.css'

/** Stands above every screen while the last backup is too old, until it is waved away for this sitting. */
export function BackupReminder(): ReactElement | null {
  const say = useSay()
  const [isLater, setLater] = useState(false)
  const { place, go } = usePlaces()
  const isSample = useSession((session) => session.isSample)
  const status = useAsk('backup.status', {}).data
  const isAtBackups = place.kind === 'office' && place.tab === 'backup'
  if (status?.due !== true || isLater || isSample || isAtBackups) return null
  return (
    <section className={css['reminder']} aria-label={say('backup.reminder')}>
      <Icon name="warning" size={16} />
      <span>{status.days === null ? say('backup.never') : say('backup.old', { days: status.days })}</span>
      <Button small onPress={() => go({ kind: 'office', tab: 'backup' })}>
        {say('backup.go')}
      </Button>
      <Button small look="quiet" onPress={() => setLater(true)}>
        {say('backup.later')}
      </Button>
    </section>
  )
}
