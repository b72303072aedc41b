import { backUp } from '../acts/back-up.ts'
import { listBackups, lookAtBackups } from '../acts/backup-list.ts'
import { arrangeBackups, backupFolder, backupStatus, chooseBackupFolder } from '../acts/backup-plan.ts'
import type { OfficeTools } from '../acts/office.ts'
import { restoreBackup } from '../acts/restore-backup.ts'
import { verifyBackup } from '../acts/verify-backup.ts'
import type { BackupResult, RestoreResult } from '../contract/backup.ts'
import type { Grant } from '../contract/ids.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import { given } from '../kernel/given.ts'
import type { Grants } from './grants.ts'
import type { Jobs } from './jobs.ts'
import { anySecretFrom } from './secrets.ts'
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

type BackupHandlers = { readonly [N in keyof Handlers as N extends `backup.${string}` ? N : never]: Handlers[N] }

/** Backups: where they go, made, listed, read again and restored. */
export function backupHandlers(room: BackupRoom): BackupHandlers {
  const { session, grants, jobs, emit } = room
  const changed = (): void => emit({ event: 'changed', kinds: ['backup'] })
  /** The folder that was just chosen, or the one that backups of the open vault go to. */
  const folderOf = async (grant: Grant | undefined): Promise<string> =>
    grant === undefined ? backupFolder(session.desk()) : grants.pathOf(grant, 'backup')
  return {
    ...restoring(room, folderOf),
    'backup.status': () => backupStatus(session.desk()),
    'backup.list': async ({ from }) =>
      from === undefined
        ? listBackups(session.office(), await folderOf(undefined))
        : lookAtBackups(grants.pathOf(from, 'backup')),
    'backup.choose': async ({ to }) => {
      await chooseBackupFolder(session.office(), grants.pathOf(to, 'backup'))
      changed()
      return {}
    },
    'backup.arrange': (plan) => {
      arrangeBackups(session.office(), plan)
      changed()
      return {}
    },
    'backup.make': async ({ to }) => {
      const office = session.office()
      const path = await folderOf(to)
      const jobId = jobs.start('backup', 'bytes', async (watch): Promise<BackupResult> => {
        try {
          const { head: _, missing, ...made } = await backUp(office, path, watch)
          return { ...made, missing: missing.length }
        } finally {
          changed()
        }
      })
      return { jobId }
    },
    'backup.verify': async ({ from, generation }) => {
      const office = session.office()
      const root = await folderOf(from)
      const jobId = jobs.start('verify-backup', 'bytes', async (watch) => {
        const proof = await verifyBackup(office, { root, generation }, watch)
        changed()
        return proof
      })
      return { jobId }
    },
  }
}

function restoring(
  { session, grants, jobs, tools }: BackupRoom,
  folderOf: (grant: Grant | undefined) => Promise<string>,
): Pick<BackupHandlers, 'backup.restore'> {
  return {
    'backup.restore': async ({ from, to, generation, by }) => {
      const asked = {
        source: await folderOf(from),
        folder: grants.pathOf(to, 'vault'),
        ...(await anySecretFrom(grants, by)),
        ...given({ number: generation }),
      }
      const jobId = jobs.start('restore', 'bytes', async (watch): Promise<RestoreResult> => {
        const restored = await session.throttle.run(() => restoreBackup(asked, tools, watch))
        const { files, bytes, ok, problems, head, madeAt } = restored
        const facts = { files, bytes, ok, madeAt, problems: problems.length, sameHead: head.same }
        return { generation: restored.generation, ...facts }
      })
      return { jobId }
    },
  }
}
