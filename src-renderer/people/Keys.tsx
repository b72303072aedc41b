import { useState, type ReactElement } from 'react'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import screen from '../ui/Screen.module.css'
import css from './People.module.css'
import { RenewRecoveryDialog } from './RenewRecoveryDialog.tsx'
import { RotateDialog } from './RotateDialog.tsx'

/** The keys of the vault as a whole: its recovery key and its master key. A director's. */
export function Keys({ isDirector }: { readonly isDirector: boolean }): ReactElement | null {
  const say = useSay()
  const [open, setOpen] = useState<'recovery' | 'rotate'>()
  const close = (): void => setOpen(undefined)
  if (!isDirector) return null
  return (
    <section className={screen['part']} aria-label={say('keys.title')}>
      <div className={screen['partHead']}>
        <h2>{say('keys.title')}</h2>
      </div>
      <ul className={screen['lines']}>
        <li className={screen['line']}>
          <div className={screen['grow']}>
            <div className={screen['name']}>{say('recovery.key')}</div>
            <div className={css['text']}>{say('keys.recovery.text')}</div>
          </div>
          <Button small onPress={() => setOpen('recovery')}>
            {say('keys.recovery')}
          </Button>
        </li>
        <li className={screen['line']}>
          <div className={screen['grow']}>
            <div className={screen['name']}>{say('keys.master')}</div>
            <div className={css['text']}>{say('keys.rotate.text')}</div>
          </div>
          <Button small onPress={() => setOpen('rotate')}>
            {say('keys.rotate')}
          </Button>
        </li>
      </ul>
      {open === 'recovery' ? <RenewRecoveryDialog onClose={close} /> : null}
      {open === 'rotate' ? <RotateDialog onClose={close} /> : null}
    </section>
  )
}
