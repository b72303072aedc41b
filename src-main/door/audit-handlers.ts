import { exportLedger } from '../acts/export-ledger.ts'
import { entryOfLedger, headsOf, pageOfLedger } from '../acts/ledger-view.ts'
import { verifyLedgers } from '../acts/compartments/verify-ledgers.ts'
import type { Grants } from './grants.ts'
import type { Jobs } from './jobs.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What the handlers of the ledger reach. */
interface AuditRoom {
  readonly session: Session
  readonly grants: Grants
  readonly jobs: Jobs
}

/** The ledger: looked at, verified, written outside. */
export function auditHandlers({ session, grants, jobs }: AuditRoom): {
  readonly [N in keyof Handlers as N extends `audit.${string}` ? N : never]: Handlers[N]
} {
  return {
    'audit.page': ({ compartmentId, ...asked }) => {
      const { desk, compartments } = session.office()
      return pageOfLedger(compartmentId === undefined ? desk : compartments.find(compartmentId).desk, asked)
    },
    'audit.entry': ({ sequence }) => entryOfLedger(session.office(), sequence),
    'audit.heads': () => headsOf(session.office()),
    'audit.verify': () => {
      const office = session.office()
      return { jobId: jobs.start('verify', 'items', (watch) => verifyLedgers(office, watch)) }
    },
    'audit.export': ({ to, form }) => {
      session.mustBeProved('audit.export')
      const office = session.office()
      // The system's own dialog has asked whether to replace a file that is there.
      const asked = { path: grants.pathOf(to, 'save'), form, overwrite: true }
      return { jobId: jobs.start('export-ledger', 'items', (watch) => exportLedger(office, asked, watch)) }
    },
  }
}
