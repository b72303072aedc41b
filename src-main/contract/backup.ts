import { z } from 'zod'
import { Grant, Instant, JobId } from './ids.ts'
import { act, query } from './procedure.ts'
import { AnyWayIn } from './vault.ts'

/** How many days and weeks are kept, the newest backup of each; and after how many days a person is reminded. */
export const BackupPlan = z.strictObject({
  daily: z.int().min(1).max(60),
  weekly: z.int().min(0).max(104),
  reminderDays: z.int().min(1).max(90),
})
export type BackupPlan = z.infer<typeof BackupPlan>

/** Whether a backup is due: `days` since the last complete one, null before the first. */
export const BackupStatus = z.object({
  lastAt: Instant.nullable(),
  days: z.int().nullable(),
  due: z.boolean(),
  plan: BackupPlan,
  /** The last name of the folder that backups of this vault go to; null until one was chosen. */
  folder: z.string().nullable(),
})
export type BackupStatus = z.infer<typeof BackupStatus>

/** When a backup was read again from end to end, and what came of it. */
export const Proved = z.object({ at: Instant, ok: z.boolean() })
export type Proved = z.infer<typeof Proved>

/** One generation of a folder of backups. Of one whose manifest cannot be read only the number is known. */
export const BackupListing = z.object({
  generation: z.int(),
  reading: z.enum(['sound', 'damaged', 'from-future']),
  madeAt: Instant.nullable(),
  files: z.int(),
  bytes: z.int(),
  /** Blobs that the records name and that could not be had when it was made. */
  missing: z.int(),
  /** The newest entry of the ledger in it. */
  head: z.int().nullable(),
  /** Null while it was read only when it was made. */
  proved: Proved.nullable(),
})
export type BackupListing = z.infer<typeof BackupListing>

/** What a backup job came to, as its `result`. */
export const BackupResult = z.object({
  generation: z.int(),
  files: z.int(),
  bytes: z.int(),
  /** How much of it was new and had to be copied. */
  copiedFiles: z.int(),
  copiedBytes: z.int(),
  /** False when the vault itself lacked something that its records name. */
  ok: z.boolean(),
  missing: z.int(),
})
export type BackupResult = z.infer<typeof BackupResult>

/** What reading a backup again came to, as a job's `result`. */
export const BackupProof = z.object({
  generation: z.int(),
  files: z.int(),
  bytes: z.int(),
  ok: z.boolean(),
  /** Files that are absent, and files that have other bytes than the manifest says; by their names. */
  missing: z.array(z.string()),
  damaged: z.array(z.string()),
  /** By whom the manifest was signed; null for nobody whom the vault knows. */
  signedBy: z.string().nullable(),
})
export type BackupProof = z.infer<typeof BackupProof>

/** What a restore job came to, as its `result`. */
export const RestoreResult = z.object({
  generation: z.int(),
  madeAt: Instant,
  files: z.int(),
  bytes: z.int(),
  ok: z.boolean(),
  problems: z.int(),
  /** Whether the restored ledger ends where the backup says that it does. */
  sameHead: z.boolean(),
})
export type RestoreResult = z.infer<typeof RestoreResult>

// Where `from` is left out, the folder is meant that backups of the open vault go to.

export const backupProcedures = {
  'backup.status': query(z.strictObject({}), BackupStatus),
  /** The generations of a folder of backups, newest first, and whose vault they are of. Needs no vault to be open. */
  'backup.list': query(
    z.strictObject({ from: Grant.optional() }),
    z.object({ vault: z.string(), users: z.array(z.string()), generations: z.array(BackupListing) }),
  ),
  /** Takes a folder as the one that backups of the open vault go to. It must lie outside the vault. */
  'backup.choose': act(z.strictObject({ to: Grant }), z.object({})),
  'backup.arrange': act(BackupPlan, z.object({})),
  /** Backs the open vault up, as a job of kind `backup` whose result is a {@link BackupResult}. */
  'backup.make': act(z.strictObject({ to: Grant.optional() }), z.object({ jobId: JobId })),
  /** Reads all of a backup again, as a job of kind `verify-backup` whose result is a {@link BackupProof}. */
  'backup.verify': act(
    z.strictObject({ from: Grant.optional(), generation: z.int().positive() }),
    z.object({ jobId: JobId }),
  ),
  /**
   * Restores a backup (the newest complete one unless a generation is named) to an empty folder and checks all of it, as
   * a job whose result is a {@link RestoreResult}. It is opened by a user's own way in, or by the recovery key. The vault
   * that is open, if one is, is not touched.
   */
  'backup.restore': act(
    z.strictObject({
      from: Grant.optional(),
      to: Grant,
      generation: z.int().positive().optional(),
      by: AnyWayIn,
    }),
    z.object({ jobId: JobId }),
  ),
} as const
