import type { ReactElement } from 'react'
import type { JobId } from '../../src-main/contract/ids.ts'
import { importResult } from '../app/job-results.ts'
import { useJob } from '../app/jobs.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { FileName, Note } from '../ui/Note.tsx'
import css from './Exhibits.module.css'

interface ImportResultDialogProps {
  readonly jobId: JobId
  readonly onClose: () => void
}

/** What an import brought in, and each file it left out with the reason. */
export function ImportResultDialog({ jobId, onClose }: ImportResultDialogProps): ReactElement {
  const say = useSay()
  const job = useJob(jobId)
  const result = job === undefined ? undefined : importResult(job)
  const imported = result?.added ?? []
  const skipped = result?.skipped ?? []
  return (
    <Dialog title={say('import.result')} onClose={onClose}>
      <DialogBody>
        <Note tone={skipped.length === 0 ? 'ok' : 'warning'}>
          {say('status.imported', { imported: imported.length, skipped: skipped.length })}
        </Note>
        {skipped.length === 0 ? null : (
          <section aria-label={say('import.skipped')}>
            <h3>{say('import.skipped')}</h3>
            <p className={css['soft']}>{say('import.skipped.text')}</p>
            <ul className={css['sources']}>
              {skipped.map(({ name, reason, of }, position) => (
                <li key={`${name} ${String(position)}`} className={css['source']}>
                  <FileName name={name} />
                  <span>{of === undefined ? say(`reason.${reason}`) : `${say(`reason.${reason}`)}: ${of}`}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {imported.length === 0 ? null : (
          <section aria-label={say('import.imported')}>
            <h3>{say('import.imported')}</h3>
            <ul className={css['sources']}>
              {imported.slice(0, 500).map(({ exhibitId, mark, file }) => (
                <li key={exhibitId} className={css['source']}>
                  <FileName name={file.name} />
                  <span>{mark}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </DialogBody>
      <DialogFoot>
        <Button look="primary" onPress={onClose}>
          {say('action.close')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
