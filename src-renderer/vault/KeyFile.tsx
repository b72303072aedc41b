import type { ReactElement } from 'react'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call } from '../app/bridge.ts'
import { attempt } from '../app/notices.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { FileName } from '../ui/Note.tsx'
import css from './Vault.module.css'

interface KeyFileProps {
  readonly file: Granted | undefined
  readonly onChange: (file: Granted | undefined) => void
}

/** The key file that is used together with a passphrase, where the way in is such. */
export function KeyFile({ file, onChange }: KeyFileProps): ReactElement {
  const say = useSay()
  const choose = async (): Promise<void> => {
    const chosen = await call('dialog.keyFile', {})
    if (chosen !== null) onChange(chosen)
  }
  if (file === undefined) {
    return (
      <div className={css['beside']}>
        <Button small look="quiet" icon="key" onPress={() => attempt(choose)}>
          {say('key-file.choose')}
        </Button>
      </div>
    )
  }
  return (
    <div className={css['beside']}>
      <span>
        {say('key-file.with')} <FileName name={file.name} />
      </span>
      <Button small look="quiet" onPress={() => onChange(undefined)}>
        {say('key-file.without')}
      </Button>
    </div>
  )
}
