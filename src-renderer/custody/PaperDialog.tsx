import { useState, type ReactElement } from 'react'
import { call } from '../app/bridge.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Radios } from '../ui/Choice.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { FailureNote, Note } from '../ui/Note.tsx'
import type { CustodyDialog } from './dialogs.ts'

type Paper = Extract<CustodyDialog, { kind: 'custody-report' | 'custody-receipt' }>

interface PaperDialogProps {
  readonly dialog: Paper
  readonly onClose: () => void
}

type Policy = 'served' | 'sealed'

/** Writes a custody report or a receipt: with the protected under their pseudonyms, or with every name. */
export function PaperDialog({ dialog, onClose }: PaperDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const [policy, setPolicy] = useState<Policy>('served')
  const [state, setState] = useState<{ readonly busy: boolean; readonly error?: unknown }>({ busy: false })
  const isReport = dialog.kind === 'custody-report'
  const save = async (): Promise<void> => {
    setState({ busy: true })
    try {
      const suggestedName = isReport ? say('custody.report.file') : say('custody.receipt.file', { mark: dialog.mark })
      const to = await call('dialog.save', { suggestedName })
      if (to === null) {
        setState({ busy: false })
        return
      }
      if (isReport) {
        const { caseId, exhibits } = dialog
        const some = exhibits === undefined ? {} : { exhibits: [...exhibits] }
        await call('custody.report', { caseId, ...some, policy, to: to.grant })
      } else {
        const { exhibitId, sequence } = dialog
        await call('custody.receipt', { exhibitId, sequence, policy, to: to.grant })
      }
      recordsChanged(['exhibit'])
      onClose()
      tell({ tone: 'ok', id: 'custody.paper.saved', facts: { name: to.name }, reveal: to.grant })
    } catch (error) {
      setState({ busy: false, error })
    }
  }
  return (
    <Dialog title={say(isReport ? 'custody.report' : 'custody.receipt')} onClose={onClose}>
      <DialogBody>
        <p>{say(isReport ? 'custody.report.text' : 'custody.receipt.text')}</p>
        <Radios
          label={say('custody.names')}
          value={policy}
          onChange={(value) => setPolicy(value as Policy)}
          options={(['served', 'sealed'] as const).map((id) => ({
            id,
            label: say(`custody.names.${id}`),
            note: say(`custody.names.${id}.hint`),
          }))}
        />
        {policy === 'sealed' ? <Note tone="warning">{say('custody.names.warning')}</Note> : null}
        {state.error === undefined ? null : <FailureNote error={state.error} />}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{say('action.cancel')}</Button>
        <Button look="primary" icon="save" isPending={state.busy} onPress={() => void save()}>
          {say('custody.paper.save')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
