import type { ReactElement } from 'react'
import { attempt } from '../app/notices.ts'
import { useAsk } from '../app/queries.ts'
import { lock } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody } from '../ui/Dialog.tsx'
import { FailureNote, Waiting } from '../ui/Note.tsx'
import { RestoreForm } from './RestoreForm.tsx'

interface RestoreDialogProps {
  readonly generation: number
  readonly onClose: () => void
}

/** Restores a backup of the open vault to a new folder. The vault that is open stays as it is. */
export function RestoreDialog({ generation, onClose }: RestoreDialogProps): ReactElement {
  const say = useSay()
  const list = useAsk('backup.list', {})
  return (
    <Dialog title={say('backup.restore')} onClose={onClose}>
      <DialogBody>
        <p>{say('restore.text')}</p>
        {list.error === null ? null : <FailureNote error={list.error} />}
        {list.data === undefined ? (
          <Waiting />
        ) : (
          <RestoreForm
            contents={list.data}
            generation={generation}
            beside={<Button onPress={onClose}>{say('action.close')}</Button>}
            onRestored={() => attempt(lock)}
          />
        )}
      </DialogBody>
    </Dialog>
  )
}
