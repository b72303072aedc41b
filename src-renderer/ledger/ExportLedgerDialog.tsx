import { useState, type ReactElement } from 'react'
import { LedgerExported } from '../../src-main/contract/audit.ts'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call } from '../app/bridge.ts'
import { JobState } from '../app/JobState.tsx'
import { attempt } from '../app/notices.ts'
import { useSay } from '../app/words.tsx'
import { useWork } from '../app/work.ts'
import { Button } from '../ui/Button.tsx'
import { Radios } from '../ui/Choice.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { Digest, Facts, FailureNote, Note } from '../ui/Note.tsx'
import { today } from '../ui/today.ts'
import css from './Ledger.module.css'

type Form = 'jsonl' | 'csv'

/** Writes the ledger outside the vault, and says how to verify it there. */
export function ExportLedgerDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const [form, setForm] = useState<Form>('jsonl')
  const [to, setTo] = useState<Granted>()
  const [error, setError] = useState<unknown>()
  const work = useWork('export-ledger')
  const save = async (): Promise<void> => {
    setError(undefined)
    try {
      const chosen = await call('dialog.save', { suggestedName: `ledger-${today()}.${form}` })
      if (chosen === null) return
      setTo(chosen)
      await work.begin(() => call('audit.export', { to: chosen.grant, form }))
    } catch (reason) {
      setTo(undefined)
      setError(reason)
    }
  }
  const isHere = to !== undefined
  const done = isHere && work.job?.state === 'done' ? LedgerExported.safeParse(work.job.result).data : undefined
  return (
    <Dialog title={say('command.ledger.export')} onClose={onClose}>
      <DialogBody>
        {done === undefined ? (
          <>
            <p>{say('ledger.export.text')}</p>
            <Radios
              label={say('ledger.export.form')}
              value={form}
              onChange={(value) => setForm(value as Form)}
              isDisabled={work.isBusy}
              options={[
                { id: 'jsonl', label: say('ledger.export.jsonl'), note: say('ledger.export.jsonl.note') },
                { id: 'csv', label: say('ledger.export.csv'), note: say('ledger.export.csv.note') },
              ]}
            />
            {isHere ? <JobState job={work.job} /> : null}
            {error === undefined ? null : <FailureNote error={error} />}
          </>
        ) : (
          <Exported done={done} to={to} form={form} />
        )}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{say(done === undefined ? 'action.cancel' : 'action.close')}</Button>
        {done === undefined ? (
          <Button look="primary" icon="save" isPending={work.isBusy} onPress={() => void save()}>
            {say('bundle.save.choose')}
          </Button>
        ) : null}
      </DialogFoot>
    </Dialog>
  )
}

interface ExportedProps {
  readonly done: LedgerExported
  readonly to: Granted | undefined
  readonly form: Form
}

function Exported({ done, to, form }: ExportedProps): ReactElement {
  const say = useSay()
  const name = to?.name ?? ''
  return (
    <>
      <Note tone="ok">{say('ledger.exported', { count: done.entries, name })}</Note>
      <Facts facts={[[say('ledger.export.sha256'), <Digest key="sha256" hex={done.sha256} />]]} />
      {form === 'csv' ? (
        <p>{say('ledger.export.csv.verify')}</p>
      ) : (
        <>
          <p>{say('ledger.export.verify')}</p>
          <pre className={css['command']}>{`python3 verify-ledger.py ${name}\nnode verify-ledger.mjs ${name}`}</pre>
          <p>{say('ledger.export.where')}</p>
        </>
      )}
      {to === undefined ? null : (
        <div>
          <Button look="link" onPress={() => attempt(() => call('app.reveal', { grant: to.grant }))}>
            {say('action.reveal')}
          </Button>
        </div>
      )}
    </>
  )
}
