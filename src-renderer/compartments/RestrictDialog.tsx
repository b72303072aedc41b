import { useState, type ReactElement } from 'react'
import { UserId, type CaseId, type JobId } from '../../src-main/contract/ids.ts'
import { JobState } from '../app/JobState.tsx'
import { catchUpWithJobs, useJobs } from '../app/jobs.ts'
import { attempt } from '../app/notices.ts'
import { usePlaces } from '../app/places.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import { ReadersField } from './ReadersField.tsx'
import { wasOverwritten } from './restricted.ts'
import { usePeople } from './use-compartments.ts'

interface RestrictDialogProps {
  readonly caseId: CaseId
  readonly title: string
  readonly onClose: () => void
}

/** Moves a case into a compartment that only those who are named may read. */
export function RestrictDialog({ caseId, title, onClose }: RestrictDialogProps): ReactElement {
  const say = useSay()
  const { people, self } = usePeople()
  const [chosen, setChosen] = useState<readonly string[]>()
  const [jobId, setJobId] = useState<JobId>()
  const readers = chosen ?? (self === undefined ? [] : [self.userId])
  const isOut = self !== undefined && !readers.includes(self.userId)
  if (jobId !== undefined) return <Restricting jobId={jobId} isOut={isOut} onClose={onClose} />
  return (
    <Dialog title={say('restrict.title', { title })} onClose={onClose} mustAnswer>
      <ContractForm
        name="case.restrict"
        action={say('restrict.do')}
        onClose={onClose}
        disabled={readers.length === 0}
        toInput={() => ({ caseId, users: readers.map((id) => UserId.parse(id)) })}
        onDone={(begun) => {
          setJobId(begun.jobId)
          attempt(catchUpWithJobs)
        }}
      >
        {(errorAt) => (
          <>
            <p>{say('restrict.text')}</p>
            <ReadersField
              people={people}
              self={self}
              chosen={readers}
              onChange={setChosen}
              error={readers.length === 0 ? say('readers.nobody') : errorAt('users')}
            />
            {isOut ? <Note tone="warning">{say('restrict.without-you')}</Note> : null}
            <Note tone="plain">{say('restrict.copies')}</Note>
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}

interface RestrictingProps {
  readonly jobId: JobId
  readonly isOut: boolean
  readonly onClose: () => void
}

/** How the move goes, and what is left to do after it. */
function Restricting({ jobId, isOut, onClose }: RestrictingProps): ReactElement {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const job = useJobs(({ byId }) => byId.get(jobId)?.job)
  const isDone = job?.state === 'done'
  const close = (): void => {
    onClose()
    if (isDone && isOut) go({ kind: 'cases' })
  }
  return (
    <Dialog title={say('job.restrict')} onClose={close}>
      <DialogBody>
        <JobState job={job} cancelled={say('restrict.stopped')} />
        {isDone ? (
          <>
            <Note tone="ok">{say('restrict.done')}</Note>
            {wasOverwritten(job) ? null : <Note tone="warning">{say('restrict.not-overwritten')}</Note>}
            <Note tone="warning">{say('restrict.copies')}</Note>
          </>
        ) : null}
      </DialogBody>
      <DialogFoot>
        {isDone ? (
          <Button
            icon="backup"
            onPress={() => {
              onClose()
              go({ kind: 'office', tab: 'backup' })
            }}
          >
            {say('restrict.backup')}
          </Button>
        ) : null}
        <Button look="primary" onPress={close}>
          {say('action.close')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
