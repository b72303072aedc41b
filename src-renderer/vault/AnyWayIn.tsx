import { useState, type ReactElement } from 'react'
import type { Granted } from '../../src-main/contract/shell.ts'
import type { AnyWayIn } from '../../src-main/contract/vault.ts'
import { useSay } from '../app/words.tsx'
import { Radios, SelectField } from '../ui/Choice.tsx'
import { LineField } from '../ui/Field.tsx'
import { KeyFile } from './KeyFile.tsx'
import { PassphraseField } from './PassphraseField.tsx'

const ways = ['passphrase', 'recovery'] as const
type Way = (typeof ways)[number]

/** What a person says to open a vault that is not to be worked in. */
export interface AnyWayInSaid {
  /** Undefined until enough is said. */
  readonly by: AnyWayIn | undefined
  readonly fields: ReactElement
}

/** The fields for a person's own way in, or for the recovery key: of a backup, as where no passphrase is known any more. */
export function useAnyWayIn(users: readonly string[], hint: string): AnyWayInSaid {
  const say = useSay()
  const [way, setWay] = useState<Way>('passphrase')
  const [user, setUser] = useState(users[0])
  const [passphrase, setPassphrase] = useState('')
  const [keyFile, setKeyFile] = useState<Granted>()
  const [recoveryKey, setRecoveryKey] = useState('')
  const byPassphrase: AnyWayIn = {
    passphrase,
    ...(user === undefined ? {} : { user }),
    ...(keyFile === undefined ? {} : { keyFile: keyFile.grant }),
  }
  const isSaid = way === 'passphrase' ? passphrase !== '' : recoveryKey.trim() !== ''
  const said = way === 'passphrase' ? byPassphrase : { recoveryKey: recoveryKey.trim() }
  const own = (
    <>
      <SelectField
        label={say('unlock.user')}
        silent
        options={users.map((id) => ({ id, label: id }))}
        selectedKey={user ?? null}
        onSelectionChange={(key) => setUser(String(key))}
      />
      <PassphraseField
        label={say('restore.passphrase')}
        name="passphrase"
        value={passphrase}
        onChange={setPassphrase}
        hint={hint}
      />
      <KeyFile file={keyFile} onChange={setKeyFile} />
    </>
  )
  return {
    by: isSaid ? said : undefined,
    fields: (
      <>
        <Radios
          inRow
          label={say('way-in')}
          options={ways.map((id) => ({ id, label: say(`way-in.${id}`) }))}
          value={way}
          onChange={(id) => setWay(id === 'recovery' ? 'recovery' : 'passphrase')}
        />
        {way === 'passphrase' ? (
          own
        ) : (
          <LineField
            label={say('recovery.key')}
            name="recoveryKey"
            value={recoveryKey}
            onChange={setRecoveryKey}
            hint={say('way-in.recovery.hint')}
          />
        )}
      </>
    ),
  }
}
