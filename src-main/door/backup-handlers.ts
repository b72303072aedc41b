import { backUp, backupStatus } from '../acts/back-up.ts'
import type { OfficeTools } from '../acts/office.ts'
import { restoreBackup } from '../acts/restore-backup.ts'
import type { BackupResult, RestoreResult } from '../contract/backup.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import type { Grants } from './grants.ts'
import type { Jobs } from './jobs.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What backing up and restoring reach. */
interface BackupRoom {
  readonly session: Session
  readonly grants: Grants
  readonly jobs: Jobs
  readonly tools: OfficeTools
  readonly emit: (event: KeeperEvent) => void
}

/** Backups, made and restored as jobs. */
export function backupHandlers({ session, grants, jobs, tools, emit }: BackupRoom): {
  readonly [N in keyof Handlers as N extends `backup.${string}` ? N : never]: Handlers[N]
} {
  return {
    'backup.status': () => backupStatus(session.desk()),
    'backup.make': ({ to }) => {
      const office = session.office()
      const path = grants.pathOf(to, 'backup')
      const jobId = jobs.start('backup', 'bytes', async (watch): Promise<BackupResult> => {
        const { generation, files, bytes, ok } = await backUp(office, path, watch)
        emit({ event: 'changed', kinds: ['vault'] })
        return { generation, files, bytes, ok }
      })
      return { jobId }
    },
    'backup.restore': ({ from, to, user, passphrase }) => {
      const asked = {
        source: grants.pathOf(from, 'backup'),
        folder: grants.pathOf(to, 'vault'),
        passphrase: Buffer.from(passphrase.normalize('NFC'), 'utf8'),
        ...(user === undefined ? {} : { user }),
      }
      const jobId = jobs.start('restore', 'bytes', async (watch): Promise<RestoreResult> => {
        const { generation, files, bytes, ok, problems, head } = await restoreBackup(asked, tools, watch)
        return { generation, files, bytes, ok, problems: problems.length, sameHead: head.same }
      })
      return { jobId }
    },
  }
}
