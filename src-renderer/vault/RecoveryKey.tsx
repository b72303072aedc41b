import { useState, type ReactElement, type FormEvent } from 'react'
import { Form } from 'react-aria-components'
import { useSay } from '../app/words.tsx'
import { Button, classes } from '../ui/Button.tsx'
import { LineField } from '../ui/Field.tsx'
import { FailureNote, Note } from '../ui/Note.tsx'
import { groupsOf, isGroup } from './passphrase.ts'
import css from './Vault.module.css'

interface RecoveryKeyProps {
  readonly recoveryKey: string
  readonly onConfirmed: () => Promise<void>
}

/** The recovery key of a new vault, shown this once. */
export function RecoveryKey({ recoveryKey, onConfirmed }: RecoveryKeyProps): ReactElement {
  const say = useSay()
  return (
    <section className={classes(css['card'], css['wide'])} aria-label={say('recovery.title')}>
      <h2>{say('recovery.title')}</h2>
      <RecoveryKeyPaper recoveryKey={recoveryKey} action={say('recovery.done')} onConfirmed={onConfirmed} />
    </section>
  )
}

interface RecoveryKeyPaperProps extends RecoveryKeyProps {
  readonly action: string
}

/**
 * A recovery key as it is to be on paper, by hand or by a printer: nothing here puts it on the clipboard, and two of its
 * groups are asked for, so that it was written down.
 */
export function RecoveryKeyPaper({ recoveryKey, action, onConfirmed }: RecoveryKeyPaperProps): ReactElement {
  const say = useSay()
  const groups = groupsOf(recoveryKey)
  const [second, setSecond] = useState('')
  const [fifth, setFifth] = useState('')
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false })
  const isConfirmed = isGroup(second, groups[1]) && isGroup(fifth, groups[4])
  const confirm = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (!isConfirmed || state.busy) return
    setState({ busy: true })
    onConfirmed().catch((error: unknown) => setState({ busy: false, error }))
  }
  return (
    <>
      <Note tone="warning">{say('recovery.text')}</Note>
      <div className={css['paper']}>
        <p className={css['onPaper']}>{say('recovery.paper')}</p>
        <ol className={css['groups']} aria-label={say('recovery.key')}>
          {numbered(groups).map(({ group, number }) => (
            <li key={number}>
              <small>{number}</small>
              <code>{group}</code>
            </li>
          ))}
        </ol>
      </div>
      <div className={css['beside']}>
        <Button small look="quiet" icon="generated" onPress={() => globalThis.print()}>
          {say('recovery.print')}
        </Button>
        <small>{say('recovery.print.hint')}</small>
      </div>
      <Form className={css['form'] ?? ''} onSubmit={confirm} validationBehavior="aria">
        <p>{say('recovery.confirm')}</p>
        <div className={css['pair']}>
          <LineField label={say('recovery.second')} isRequired value={second} onChange={setSecond} isFirst />
          <LineField label={say('recovery.fifth')} isRequired value={fifth} onChange={setFifth} />
        </div>
        {state.error === undefined ? null : <FailureNote error={state.error} />}
        <div className={css['row']}>
          <Button type="submit" look="primary" isPending={state.busy} isDisabled={!isConfirmed}>
            {action}
          </Button>
        </div>
      </Form>
    </>
  )
}

// The same group may stand in a key twice: its place is its name.
function numbered(groups: readonly string[]): readonly { readonly group: string; readonly number: number }[] {
  return groups.map((group, position) => ({ group, number: position + 1 }))
}
