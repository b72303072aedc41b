import { z } from 'zod'
import { Grant, Instant, JobId, line } from './ids.ts'
import { act, query } from './procedure.ts'

/** Whether a backup is due: `days` since the last complete one, null before the first. */
export const BackupStatus = z.object({ lastAt: Instant.nullable(), days: z.int().nullable(), due: z.boolean() })
export type BackupStatus = z.infer<typeof BackupStatus>

/** What a backup job came to, as its `result`. */
export const BackupResult = z.object({
  generation: z.int(),
  files: z.int(),
  bytes: z.int(),
  /** False when the vault itself lacked something that its records name. */
  ok: z.boolean(),
})
export type BackupResult = z.infer<typeof BackupResult>

/** What a restore job came to, as its `result`. */
export const RestoreResult = z.object({
  generation: z.int(),
  files: z.int(),
  bytes: z.int(),
  ok: z.boolean(),
  problems: z.int(),
  /** Whether the restored ledger ends where the backup says that it does. */
  sameHead: z.boolean(),
})
export type RestoreResult = z.infer<typeof RestoreResult>

export const backupProcedures = {
  'backup.status': query(z.strictObject({}), BackupStatus),
  /** Backs the open vault up to a folder, as a job whose result is a BackupResult. */
  'backup.make': act(z.strictObject({ to: Grant }), z.object({ jobId: JobId })),
  /**
   * Restores the newest complete backup to an empty folder and checks all of it, as a job whose result is a
   * RestoreResult. The vault that is open, if one is, is not touched.
   */
  'backup.restore': act(
    z.strictObject({
      from: Grant,
      to: Grant,
      user: line(120).optional(),
      passphrase: z.string().min(1).max(1_000),
    }),
    z.object({ jobId: JobId }),
  ),
} as const
