import type { ReactElement } from 'react'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './App.module.css'
import { call } from './bridge.ts'
import { useLocking } from './locking.ts'
import { attempt } from './notices.ts'
import { useSay } from './words.tsx'

/** Says that the vault is about to lock by itself. Any key or the pointer keeps it open; so does the button. */
export function LockWarning(): ReactElement | null {
  const say = useSay()
  const seconds = useLocking((locking) => locking.seconds)
  if (seconds === undefined) return null
  return (
    <div className={css['locking']}>
      <Icon name="lock" size={16} />
      <span role="timer">{say('locking.warning', { seconds })}</span>
      {/* Told once, not with every second. */}
      <span className={css['told']} role="alert">
        {say('locking.told')}
      </span>
      <Button small onPress={() => attempt(() => call('app.stay', {}))}>
        {say('locking.stay')}
      </Button>
    </div>
  )
}
