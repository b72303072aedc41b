import { useState, type ReactElement } from 'react'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call } from '../app/bridge.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { FileName, Note } from '../ui/Note.tsx'
import { NewPassphrase } from '../vault/NewPassphrase.tsx'
import { useNewPassphrase } from '../vault/new-passphrase.ts'
import css from './People.module.css'

/** Gives oneself a second way in: a key file together with a passphrase of its own. */
export function AddKeyFileDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const opened = useSession((session) => session.opened)
  const [file, setFile] = useState<Granted>()
  const chosen = useNewPassphrase([opened?.user ?? '', opened?.name ?? ''])

  const make = async (): Promise<void> => {
    const to = await call('dialog.save', { suggestedName: 'clarkson.keyfile' })
    if (to === null) return
    await call('key-file.make', { to: to.grant })
    setFile(to)
  }
  const choose = async (): Promise<void> => setFile((await call('dialog.keyFile', {})) ?? file)
  return (
    <Dialog title={say('ways.key-file')} onClose={onClose}>
      <ContractForm
        name="slot.add"
        action={say('ways.key-file.do')}
        onClose={onClose}
        disabled={file === undefined || !chosen.isReady}
        toInput={() => ({ passphrase: chosen.text, keyFile: file?.grant ?? '' })}
        onDone={() => {
          recordsChanged(['vault'])
          tell({ tone: 'ok', id: 'ways.key-file.added' })
          onClose()
        }}
      >
        {() => (
          <>
            <p>{say('ways.key-file.text')}</p>
            <div className={css['actions']}>
              <Button icon="key" onPress={() => attempt(make)}>
                {say('ways.key-file.make')}
              </Button>
              <Button onPress={() => attempt(choose)}>{say('key-file.choose')}</Button>
            </div>
            {file === undefined ? null : (
              <Note tone="ok">
                {say('key-file.with')} <FileName name={file.name} />
              </Note>
            )}
            <NewPassphrase chosen={chosen} label={say('ways.key-file.passphrase')} />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
