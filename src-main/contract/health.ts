import { z } from 'zod'
import { LedgerFault } from './audit.ts'
import { Grant, JobId } from './ids.ts'
import { act } from './procedure.ts'
import { AnyWayIn } from './vault.ts'

/** What can be damaged in a vault; the words are under `damage.<what>`. */
export const DamageKind = z.enum(['header', 'log', 'database', 'ledger', 'custody', 'blob-missing', 'blob-damaged'])
export type DamageKind = z.infer<typeof DamageKind>

/** One thing that does not hold. */
export const Damage = z.object({
  what: DamageKind,
  /** An id or a place in a file or the ledger; never a name. */
  where: z.string(),
  /** Of the ledger or of a chain of custody: what is wrong with which entry or event. */
  fault: LedgerFault.optional(),
  sequence: z.int().optional(),
  /** The exhibit or built bundle whose file or chain it is, as a person knows it. */
  label: z.string().optional(),
})
export type Damage = z.infer<typeof Damage>

/**
 * What a check of the vault came to. At most five hundred damages are listed; `found` is how many there are, and
 * `unopened` how many compartments could not be looked into, as they are not open for whoever asked.
 */
export const HealthReport = z.object({
  ok: z.boolean(),
  deep: z.boolean(),
  found: z.int(),
  damages: z.array(Damage),
  unopened: z.int(),
})
export type HealthReport = z.infer<typeof HealthReport>

/** What salvaging came to. */
export const SalvageResult = z.object({
  records: z.int(),
  doubtful: z.int(),
  damagedPages: z.int(),
  blobs: z.int(),
  bytes: z.int(),
  lostBlobs: z.int(),
})
export type SalvageResult = z.infer<typeof SalvageResult>

export const healthProcedures = {
  /**
   * Checks the open vault as a job of kind `check`, whose result is a {@link HealthReport}: header, log, every page of
   * the database, ledger, custody and files; when `deep` every file is read to its last byte. Changes nothing.
   */
  'health.check': act(z.strictObject({ deep: z.boolean().default(false) }), z.object({ jobId: JobId })),
  /**
   * Saves what can be read of a damaged vault to an empty folder, encrypted, as a job of kind `salvage` whose result is
   * a {@link SalvageResult}: of the vault that is open, or of one that does not open any more.
   */
  'health.salvage': act(
    z.strictObject({
      to: Grant,
      of: z.strictObject({ folder: Grant, by: AnyWayIn }).optional(),
    }),
    z.object({ jobId: JobId }),
  ),
} as const
