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

/**
 * The recovery key, shown this once. It is to be written on paper: nothing here puts it on the clipboard, and two of
 * its groups are asked for before the vault opens, so that it was written down.
 */
export function RecoveryKey({ recoveryKey, onConfirmed }: RecoveryKeyProps): ReactElement {
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
    <section className={classes(css['card'], css['wide'])} aria-label={say('recovery.title')}>
      <h2>{say('recovery.title')}</h2>
      <Note tone="warning">{say('recovery.text')}</Note>
      <ol className={css['groups']} aria-label={say('recovery.key')}>
        {numbered(groups).map(({ group, number }) => (
          <li key={number}>
            <small>{number}</small>
            <code>{group}</code>
          </li>
        ))}
      </ol>
      <Form className={css['form'] ?? ''} onSubmit={confirm} validationBehavior="aria">
        <p>{say('recovery.confirm')}</p>
        <div className={css['pair']}>
          <LineField label={say('recovery.second')} isRequired value={second} onChange={setSecond} isFirst />
          <LineField label={say('recovery.fifth')} isRequired value={fifth} onChange={setFifth} />
        </div>
        {state.error === undefined ? null : <FailureNote error={state.error} />}
        <div className={css['row']}>
          <Button type="submit" look="primary" isPending={state.busy} isDisabled={!isConfirmed}>
            {say('recovery.done')}
          </Button>
        </div>
      </Form>
    </section>
  )
}

// The same group may stand in a key twice: its place is its name.
function numbered(groups: readonly string[]): readonly { readonly group: string; readonly number: number }[] {
  return groups.map((group, position) => ({ group, number: position + 1 }))
}
