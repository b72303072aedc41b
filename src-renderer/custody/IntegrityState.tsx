import { useEffect, useRef, type ReactElement } from 'react'
import { call } from '../app/bridge.ts'
import { useCommand } from '../app/command-handlers.ts'
import { useDialogs } from '../app/dialogs.ts'
import { catchUpWithJobs, useJobs } from '../app/jobs.ts'
import { attempt } from '../app/notices.ts'
import { caseOf, usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { useReadTexts } from '../texts/use-read-texts.ts'
import { Button } from '../ui/Button.tsx'

/** A while after opening, when people have begun to work, and then every hour. */
const FIRST_MS = 60_000
const EVERY_MS = 3_600_000

/** Whether all files are sound, at the foot of the window; it keeps the reading of files to its schedule. */
export function IntegrityState(): ReactElement | null {
  const say = useSay()
  const status = useAsk('integrity.status', {}).data
  const place = usePlaces((places) => places.place)
  const open = useDialogs((dialogs) => dialogs.open)
  useScheduledReading()
  useReadTexts()
  const show = (): void => open({ kind: 'custody-integrity', caseId: caseOf(place) })
  useCommand('integrity', show)
  if (status === undefined || status.files === 0) return null
  const damaged = status.damaged.length
  return (
    <Button small look="quiet" icon={damaged > 0 ? 'alert' : 'verify'} onPress={show}>
      {damaged > 0
        ? say('integrity.damaged', { count: damaged })
        : status.due > 0
          ? say('integrity.due', { count: status.due })
          : say('integrity.sound')}
    </Button>
  )
}

/** Begins to read what is due. Once somebody has cancelled that, it is not begun again before the vault is opened anew. */
function useScheduledReading(): void {
  const wasCancelled = useRef(false)
  const byId = useJobs((jobs) => jobs.byId)
  useEffect(() => {
    if ([...byId.values()].some(({ job }) => job.kind === 'integrity' && job.state === 'cancelled'))
      wasCancelled.current = true
  }, [byId])
  useEffect(() => {
    const begin = (): void => {
      if (wasCancelled.current) return
      attempt(async () => {
        const { jobId } = await call('integrity.due', {})
        if (jobId !== null) await catchUpWithJobs()
      })
    }
    const first = setTimeout(begin, FIRST_MS)
    const every = setInterval(begin, EVERY_MS)
    return () => {
      clearTimeout(first)
      clearInterval(every)
    }
  }, [])
}
