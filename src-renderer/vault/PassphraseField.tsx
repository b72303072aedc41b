import { useState, type KeyboardEvent, type ReactElement, type Ref } from 'react'
import { useSay } from '../app/words.tsx'
import { IconButton } from '../ui/Button.tsx'
import { LineField } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './Vault.module.css'

interface PassphraseFieldProps {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly inputRef?: Ref<HTMLInputElement>
  readonly isFirst?: boolean
  readonly hint?: string
  readonly error?: string | undefined
}

/** A passphrase: hidden unless shown, and it says when Caps Lock is on. */
export function PassphraseField(props: PassphraseFieldProps): ReactElement {
  const { inputRef, isFirst = false, ...rest } = props
  const say = useSay()
  const [isShown, setShown] = useState(false)
  const [caps, setCaps] = useState(false)
  const listen = (event: KeyboardEvent): void => setCaps(event.getModifierState('CapsLock'))
  return (
    <div>
      <LineField
        {...rest}
        isRequired
        isFirst={isFirst}
        inputType={isShown ? 'text' : 'password'}
        {...(inputRef === undefined ? {} : { inputRef })}
        onKeyDown={(event) => {
          listen(event)
          // Escape is for the dialog around it.
          event.continuePropagation()
        }}
        onKeyUp={(event) => {
          listen(event)
          event.continuePropagation()
        }}
        beside={
          <IconButton
            icon={isShown ? 'hide' : 'show'}
            name={say(isShown ? 'passphrase.hide' : 'passphrase.show')}
            onPress={() => setShown(!isShown)}
          />
        }
      />
      {caps ? (
        <output className={css['caps']}>
          <Icon name="warning" size={14} />
          {say('passphrase.caps')}
        </output>
      ) : null}
    </div>
  )
}
