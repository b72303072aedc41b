import { exportLedger } from '../acts/export-ledger.ts'
import { pageOfLedger } from '../acts/ledger-view.ts'
import { verifyLedger } from '../acts/verify-ledger.ts'
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
export function auditHandlers({
  session,
  grants,
  jobs,
}: AuditRoom): Pick<Handlers, 'audit.page' | 'audit.verify' | 'audit.export'> {
  return {
    'audit.page': (asked) => pageOfLedger(session.desk(), asked),
    'audit.verify': () => {
      const { desk, vault } = session.office()
      return {
        jobId: jobs.start('verify', 'items', (watch) =>
          verifyLedger({ look: (work) => desk.connection.read(work), vault }, watch),
        ),
      }
    },
    // The system's own dialog has asked whether to replace a file that is there.
    'audit.export': ({ to, form }) => {
      session.mustBeProved('audit.export')
      return exportLedger(session.office(), { path: grants.pathOf(to, 'save'), form, overwrite: true })
    },
  }
}
