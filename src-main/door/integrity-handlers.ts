import { checkDue, checkFiles, integrityStatus, scheduleChecks } from '../acts/integrity/check-files.ts'
import { restoreFile } from '../acts/integrity/restore-file.ts'
import type { IntegrityResult } from '../contract/integrity.ts'
import { isAllowed } from '../domain/permissions.ts'
import type { JobId } from '../contract/ids.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import type { Grants } from './grants.ts'
import type { Jobs, JobWatch } from './jobs.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What the handlers of integrity reach. */
interface IntegrityRoom {
  readonly session: Session
  readonly grants: Grants
  readonly jobs: Jobs
  readonly emit: (event: KeeperEvent) => void
}

/** Files read again: on demand and on schedule, and put back from a backup. */
export function integrityHandlers({ session, grants, jobs, emit }: IntegrityRoom): {
  readonly [N in keyof Handlers as N extends `integrity.${string}` ? N : never]: Handlers[N]
} {
  const begin = (work: (watch: JobWatch) => Promise<IntegrityResult>): JobId =>
    jobs.start('integrity', 'items', async (watch) => {
      try {
        return await work(watch)
      } finally {
        emit({ event: 'changed', kinds: ['exhibit'] })
      }
    })
  return {
    'integrity.status': () => integrityStatus(session.desk()),
    'integrity.check': ({ caseId }) => {
      const desk = session.desk()
      return { jobId: begin((watch) => checkFiles(desk, caseId, watch)) }
    },
    'integrity.due': () => {
      const desk = session.desk()
      const isBusy = jobs.list().some(({ kind, state }) => kind === 'integrity' && state === 'running')
      // The schedule asks for everybody; whoever may not do it is not told so every hour.
      if (isBusy || !isAllowed(desk.user.role, 'exhibit.verify') || integrityStatus(desk).due === 0)
        return { jobId: null }
      return { jobId: begin((watch) => checkDue(desk, watch)) }
    },
    'integrity.schedule': ({ days }) => {
      scheduleChecks(session.desk(), days)
      emit({ event: 'changed', kinds: ['exhibit'] })
      return {}
    },
    'integrity.restore': async ({ exhibitId, from }) => {
      const { ok } = await restoreFile(session.office(), exhibitId, grants.pathOf(from, 'backup'))
      emit({ event: 'changed', kinds: ['exhibit'] })
      return { ok }
    },
  }
}
