import { useState, type ReactElement } from 'react'
import { call } from '../app/bridge.ts'
import { attempt } from '../app/notices.ts'
import { useSay, type Say } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Note } from '../ui/Note.tsx'
import type { ChosenPassphrase } from './new-passphrase.ts'
import { PassphraseField } from './PassphraseField.tsx'
import css from './Vault.module.css'

interface NewPassphraseProps {
  readonly chosen: ChosenPassphrase
  readonly label: string
  readonly isFirst?: boolean
}

/** A new passphrase: typed twice, judged as it is typed, or suggested in words that dice would choose. */
export function NewPassphrase({ chosen, label, isFirst = false }: NewPassphraseProps): ReactElement {
  const say = useSay()
  const { text, again, setText, setAgain } = chosen
  const [suggested, setSuggested] = useState<string>()
  const suggest = async (): Promise<void> => setSuggested((await call('passphrase.suggest', {})).passphrase)
  return (
    <>
      <PassphraseField
        label={label}
        name="next"
        value={text}
        onChange={setText}
        isFirst={isFirst}
        hint={hintOf(say, chosen)}
      />
      {suggested === undefined ? null : (
        <Note tone="accent">
          <p className={css['suggested']}>{suggested}</p>
          <p>{say('passphrase.suggested')}</p>
        </Note>
      )}
      <div className={css['beside']}>
        <Button small icon="dice" onPress={() => attempt(suggest)}>
          {say(suggested === undefined ? 'passphrase.suggest' : 'passphrase.suggest.other')}
        </Button>
      </div>
      <PassphraseField
        label={say('passphrase.again')}
        name="again"
        value={again}
        onChange={setAgain}
        error={again !== '' && again !== text ? say('passphrase.differs') : undefined}
      />
    </>
  )
}

/** What the passphrase is worth, in words. */
function hintOf(say: Say, { text, judgement }: ChosenPassphrase): string {
  if (text === '') return say('passphrase.judge.none')
  if (judgement === undefined) return say('passphrase.judge.short')
  const { bits, least, isStrong, reasons } = judgement
  if (isStrong) return say('passphrase.judge.strong', { bits })
  return say('passphrase.judge.weak', {
    bits,
    least,
    reasons: reasons.map((reason) => say(`passphrase.reason.${reason}`)).join('; '),
  })
}
