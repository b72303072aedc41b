import { lookBeforeTravel, prepareTravel } from '../acts/travel.ts'
import type { Grants } from './grants.ts'
import type { Jobs } from './jobs.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What preparing a journey reaches. */
interface TravelRoom {
  readonly session: Session
  readonly grants: Grants
  readonly jobs: Jobs
}

/** Preparing a journey, as a job. The shell hears of its end, forgets where the vault was, and locks. */
export function travelHandlers({ session, grants, jobs }: TravelRoom): {
  readonly [N in keyof Handlers as N extends `travel.${string}` ? N : never]: Handlers[N]
} {
  return {
    'travel.look': () => lookBeforeTravel(session.desk()),
    'travel.prepare': ({ backup, forgetHeads }) => {
      session.mustBeProved('travel.prepare')
      const office = session.office()
      const backupFolder = backup === undefined ? undefined : grants.pathOf(backup, 'backup')
      return {
        jobId: jobs.start('travel', 'bytes', (watch) => prepareTravel(office, { backupFolder, forgetHeads }, watch)),
      }
    },
  }
}
