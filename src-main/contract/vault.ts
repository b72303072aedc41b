import { z } from 'zod'
import { Grant, Instant, JobId, line } from './ids.ts'
import { failures, type FailureCode } from './failure.ts'
import { act, query } from './procedure.ts'
import { Role } from './words.ts'

/** A passphrase as it was typed. */
export const passphrase = z.string().min(1).max(1_000)

/** What opens a vault that is not to be worked in, as a backup or a damaged one: a user's own way in, or the recovery key. */
export const AnyWayIn = z.union([
  z.strictObject({ user: line(120).optional(), passphrase, keyFile: Grant.optional() }),
  z.strictObject({ recoveryKey: line(300) }),
])
export type AnyWayIn = z.infer<typeof AnyWayIn>

/** One way to open a vault, without anything secret. */
export const SlotSummary = z.object({
  slotId: z.string(),
  type: z.enum(['passphrase', 'recovery', 'key-file']),
  user: z.string().nullable(),
  role: Role.nullable(),
  memoryMiB: z.int().nullable(),
})
export type SlotSummary = z.infer<typeof SlotSummary>

export const VaultStatus = z.object({
  vaultId: z.string(),
  name: z.string(),
  format: z.int(),
  user: z.string(),
  role: Role,
  cases: z.int(),
  exhibits: z.int(),
  bytes: z.int(),
  slots: z.array(SlotSummary),
})
export type VaultStatus = z.infer<typeof VaultStatus>

/** What a job is doing; the words are under `job.<kind>`. */
export const JobKind = z.enum([
  'import',
  'bundle',
  'sample',
  'verify',
  'export-ledger',
  'backup',
  'verify-backup',
  'restore',
  'check',
  'salvage',
  'travel',
  'restrict',
  'integrity',
  'texts',
])
export type JobKind = z.infer<typeof JobKind>

const failureCode = z.custom<FailureCode>((value) => typeof value === 'string' && Object.hasOwn(failures, value))

/** A piece of work that takes longer than a moment. `result` is there when it is done, shaped by the job's kind. */
export const Job = z.object({
  jobId: JobId,
  kind: JobKind,
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  unit: z.enum(['bytes', 'pages', 'items']),
  done: z.number(),
  total: z.number(),
  startedAt: Instant,
  result: z.unknown().optional(),
  failure: z.object({ code: failureCode, facts: z.record(z.string(), z.unknown()) }).optional(),
})
export type Job = z.infer<typeof Job>

/** The passphrase of the sample office, whose every record is invented. It protects nothing and is shown to whoever asks. */
export const SAMPLE_PASSPHRASE = 'sample office, invented records'

/** What the keeper tells the window without being asked. */
export type KeeperEvent =
  | { readonly event: 'job'; readonly job: Job }
  /** Records of these kinds changed; what shows them asks again. */
  | { readonly event: 'changed'; readonly kinds: readonly ChangedKind[] }
  | { readonly event: 'locked' }
  /** The vault is locked in so many seconds for want of a hand on the keyboard; null: not after all. */
  | { readonly event: 'locking'; readonly seconds: number | null }

export type ChangedKind =
  | 'case'
  | 'party'
  | 'exhibit'
  | 'statement'
  | 'event'
  | 'hearing'
  | 'bundle'
  | 'vault'
  | 'backup'
  | 'compartment'
  | 'search'

export const vaultProcedures = {
  'vault.create': act(
    z.strictObject({ folder: Grant, name: line(120), user: line(120), passphrase, role: Role.default('director') }),
    z.object({ vaultId: z.string(), recoveryKey: z.string() }),
  ),
  /** `acceptOlder` opens a vault that was put back from a copy, and enters that in its ledger. */
  'vault.unlock': act(
    z.strictObject({
      folder: Grant,
      user: line(120).optional(),
      passphrase,
      keyFile: Grant.optional(),
      acceptOlder: z.boolean().default(false),
    }),
    z.object({ vaultId: z.string(), name: z.string(), user: z.string(), role: Role }),
  ),
  /** The users a vault's header names, for the unlock screen; empty for a folder that is no vault. */
  'vault.users': query(z.strictObject({ folder: Grant }), z.object({ name: z.string(), users: z.array(z.string()) })),
  'vault.status': query(z.strictObject({}), VaultStatus),
  /** Makes the sample office in an empty folder that the shell chose, as a job. */
  'sample.make': act(z.strictObject({ folder: Grant }), z.object({ jobId: JobId })),
  'job.list': query(z.strictObject({}), z.array(Job)),
  'job.cancel': act(z.strictObject({ jobId: JobId }), z.object({})),
} as const
