import type { ReactElement } from 'react'
import type { Granted } from '../../src-main/contract/shell.ts'
import { RestoreForm } from '../backup/RestoreForm.tsx'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button, classes } from '../ui/Button.tsx'
import { FailureNote, Waiting } from '../ui/Note.tsx'
import css from './Vault.module.css'

interface RestoreVaultProps {
  /** The folder of backups. */
  readonly from: Granted
  readonly onBack: () => void
  readonly onRestored: (folder: Granted) => void
}

/** Restores a backup before any vault is open. */
export function RestoreVault({ from, onBack, onRestored }: RestoreVaultProps): ReactElement {
  const say = useSay()
  const list = useAsk('backup.list', { from: from.grant })
  const back = <Button onPress={onBack}>{say('action.back')}</Button>
  return (
    <section className={classes(css['card'], css['wide'])} aria-label={say('unlock.restore')}>
      <h2>{say('backup.restore')}</h2>
      <p>
        {say('restore.from')} <bdi dir="ltr">{from.name}</bdi>
        {list.data === undefined || list.data.vault === '' ? null : (
          <>
            {' · '}
            <bdi>{list.data.vault}</bdi>
          </>
        )}
      </p>
      {list.isPending ? <Waiting /> : null}
      {list.error === null ? null : (
        <>
          <FailureNote error={list.error} />
          <div className={css['row']}>{back}</div>
        </>
      )}
      {list.data === undefined ? null : (
        <RestoreForm
          from={from}
          contents={list.data}
          beside={back}
          onRestored={(_restored, folder) => onRestored(folder)}
        />
      )}
    </section>
  )
}
