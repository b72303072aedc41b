import { useState, type ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import type { DamagedFile } from '../../src-main/contract/integrity.ts'
import { call } from '../app/bridge.ts'
import { catchUpWithJobs } from '../app/jobs.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { recordsChanged, useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { formatInstant } from '../ui/format.ts'
import { Digest, FailureNote, Note, Waiting } from '../ui/Note.tsx'
import css from './Custody.module.css'
import { DamageWords } from './DamageWords.tsx'

interface IntegrityDialogProps {
  readonly caseId: CaseId | undefined
  readonly onClose: () => void
}

/** How the vault's files stand: what is damaged and what can still be done, what is due, and how often each is read. */
export function IntegrityDialog({ caseId, onClose }: IntegrityDialogProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const status = useAsk('integrity.status', {})
  const begin = (work: () => Promise<unknown>): void => {
    onClose()
    attempt(async () => {
      await work()
      await catchUpWithJobs()
    })
  }
  return (
    <Dialog title={say('integrity.title')} onClose={onClose} size="wide">
      <DialogBody>
        <p>{say('integrity.text')}</p>
        {status.error === null ? null : <FailureNote error={status.error} />}
        {status.data === undefined && status.error === null ? <Waiting /> : null}
        {status.data === undefined ? null : (
          <>
            <Note tone={status.data.damaged.length === 0 ? 'ok' : 'failure'}>
              {status.data.damaged.length === 0
                ? say('integrity.sound')
                : say('integrity.damaged', { count: status.data.damaged.length })}
              {'. '}
              {status.data.oldest === null
                ? say('integrity.none')
                : say('integrity.count', {
                    files: status.data.files,
                    oldest: formatInstant(intl, status.data.oldest),
                  })}{' '}
              {status.data.due === 0 ? '' : say('integrity.due', { count: status.data.due })}
            </Note>
            <section aria-label={say('integrity.title')}>
              {status.data.damaged.map((file) => (
                <Damaged key={file.exhibitId} file={file} />
              ))}
            </section>
            <Schedule days={status.data.days} />
          </>
        )}
      </DialogBody>
      <DialogFoot>
        <Button
          isDisabled={status.data === undefined || status.data.due === 0}
          onPress={() => begin(() => call('integrity.due', {}))}
        >
          {say('integrity.check.due')}
        </Button>
        {caseId === undefined ? null : (
          <Button onPress={() => begin(() => call('integrity.check', { caseId }))}>
            {say('integrity.check.case')}
          </Button>
        )}
        <Button look="primary" icon="verify" onPress={() => begin(() => call('integrity.check', {}))}>
          {say('integrity.check.all')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}

function Damaged({ file }: { readonly file: DamagedFile }): ReactElement {
  const say = useSay()
  const [isBusy, setBusy] = useState(false)
  const { exhibitId, mark, title, expected, found, damage, size } = file
  const restore = async (): Promise<void> => {
    setBusy(true)
    try {
      const from = await call('dialog.backupFolder', { purpose: 'restore' })
      if (from === null) return
      await call('integrity.restore', { exhibitId, from: from.grant })
      recordsChanged(['exhibit'])
      useNotices.getState().tell({ tone: 'ok', id: 'integrity.restored', facts: { mark } })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={css['item']}>
      <strong>
        {say('integrity.what', { mark })} · <bdi>{title}</bdi>
      </strong>
      <DamageWords expected={expected} found={found} damage={damage} size={size} />
      <p className={css['soft']}>
        SHA-256 <Digest hex={expected} />
      </p>
      <p className={css['soft']}>{say('integrity.backup-hint')}</p>
      <div>
        <Button small icon="undo" isPending={isBusy} onPress={() => attempt(restore)}>
          {say('integrity.restore')}
        </Button>
      </div>
    </div>
  )
}

function Schedule({ days }: { readonly days: number }): ReactElement {
  const say = useSay()
  const [typed, setTyped] = useState(String(days))
  const isGood = /^\d{1,4}$/u.test(typed) && Number(typed) <= 3650
  const save = async (): Promise<void> => {
    await call('integrity.schedule', { days: Number(typed) })
    recordsChanged(['exhibit'])
    useNotices.getState().tell({ tone: 'ok', id: 'integrity.saved' })
  }
  return (
    <LineField
      label={say('integrity.days')}
      kind="number"
      silent
      value={typed}
      onChange={setTyped}
      isInvalid={!isGood}
      hint={say('integrity.days.hint')}
      beside={
        <Button isDisabled={!isGood || Number(typed) === days} onPress={() => attempt(save)}>
          {say('integrity.save')}
        </Button>
      }
    />
  )
}
