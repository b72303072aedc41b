import type { ReactElement } from 'react'
import { useState } from 'react'
import type { BuildId } from '../../src-main/contract/ids.ts'
import { call, failureOf } from '../app/bridge.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { FailureNote } from '../ui/Note.tsx'
import { fileNameOf } from './file-name.ts'

interface ExportBundleDialogProps {
  readonly buildId: BuildId
  readonly title: string
  readonly onClose: () => void
}

/** Writes a built bundle outside the vault, and records to whom it was given. */
export function ExportBundleDialog({ buildId, title, onClose }: ExportBundleDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const [givenTo, setGivenTo] = useState('')
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false })
  const save = async (): Promise<void> => {
    setState({ busy: true })
    try {
      const to = await call('dialog.save', { suggestedName: fileNameOf(title) })
      if (to === null) {
        setState({ busy: false })
        return
      }
      const receiver = givenTo.trim() === '' ? {} : { givenTo }
      const { sha256 } = await call('bundle.export', { buildId, to: to.grant, ...receiver })
      recordsChanged(['bundle'])
      onClose()
      tell({ tone: 'ok', id: 'bundle.saved', facts: { name: to.name, sha256 }, reveal: to.grant })
    } catch (error) {
      setState({ busy: false, error })
    }
  }
  return (
    <Dialog title={say('bundle.save')} onClose={onClose} size="narrow">
      <DialogBody>
        <p>{say('bundle.save.text')}</p>
        <LineField
          label={say('field.givenTo')}
          value={givenTo}
          onChange={setGivenTo}
          hint={say('bundle.given.hint')}
          isFirst
        />
        {state.error === undefined || failureOf(state.error).code === 'cancelled' ? null : (
          <FailureNote error={state.error} />
        )}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{say('action.cancel')}</Button>
        <Button look="primary" icon="save" isPending={state.busy} onPress={() => void save()}>
          {say('bundle.save.choose')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
