import { checkDue, checkFiles, integrityStatus, scheduleChecks } from '../acts/integrity/check-files.ts'
import { restoreFile } from '../acts/integrity/restore-file.ts'
import type { Desk } from '../acts/desk.ts'
import type { IntegrityResult, IntegrityStatus } from '../contract/integrity.ts'
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

/** How the files of all of them stand. */
function statusOfAll(desks: readonly Desk[]): IntegrityStatus {
  const all = desks.map((desk) => integrityStatus(desk))
  const oldest = all.flatMap((one) => one.oldest ?? []).toSorted()
  return {
    days: all[0]?.days ?? 0,
    files: all.reduce((sum, { files }) => sum + files, 0),
    due: all.reduce((sum, { due }) => sum + due, 0),
    oldest: oldest[0] ?? null,
    damaged: all.flatMap(({ damaged }) => damaged),
  }
}

async function inTurn(
  desks: readonly Desk[],
  work: (desk: Desk) => Promise<IntegrityResult>,
): Promise<IntegrityResult> {
  const all: IntegrityResult[] = []
  for (const desk of desks) all.push(await work(desk))
  return {
    checked: all.reduce((sum, { checked }) => sum + checked, 0),
    damaged: all.flatMap(({ damaged }) => damaged),
  }
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
  // The vault's own files, and those of each compartment that is open.
  const desks = (): readonly Desk[] => session.office().compartments.desks
  return {
    'integrity.status': () => statusOfAll(desks()),
    'integrity.check': ({ caseId }) => {
      const asked = caseId === undefined ? desks() : [session.desk({ caseId })]
      return { jobId: begin((watch) => inTurn(asked, (desk) => checkFiles(desk, caseId, watch))) }
    },
    'integrity.due': () => {
      const [desk] = desks()
      const isBusy = jobs.list().some(({ kind, state }) => kind === 'integrity' && state === 'running')
      // The schedule asks for everybody; whoever may not do it is not told so every hour.
      if (isBusy || !desk || !isAllowed(desk.user.role, 'exhibit.verify') || statusOfAll(desks()).due === 0)
        return { jobId: null }
      return { jobId: begin((watch) => inTurn(desks(), (one) => checkDue(one, watch))) }
    },
    'integrity.schedule': ({ days }) => {
      for (const desk of desks()) scheduleChecks(desk, days)
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
