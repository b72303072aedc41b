import { z } from 'zod'
import { CaseId, ExhibitId, Grant, Instant, JobId, Sha256 } from './ids.ts'
import { act, query } from './procedure.ts'

/** When a file was last read again, and whether it was as it came in. */
export const LastCheck = z.object({ at: Instant, holds: z.boolean() })
export type LastCheck = z.infer<typeof LastCheck>

/** A stretch of a file that cannot be read: its first byte, and the byte after its last. */
const Stretch = z.object({ from: z.int(), to: z.int() })

/** A file that is not what was imported. */
export const DamagedFile = z.object({
  caseId: CaseId,
  exhibitId: ExhibitId,
  mark: z.string(),
  title: z.string(),
  expected: Sha256,
  /** Null where not every byte is authentic, so that there is nothing to take a digest of. */
  found: Sha256.nullable(),
  damage: z.array(Stretch),
  size: z.int(),
  checkedAt: Instant,
})
export type DamagedFile = z.infer<typeof DamagedFile>

/** How the vault's files stand: how many are due to be read again, and what does not hold. */
export const IntegrityStatus = z.object({
  /** Every file is read again within so many days; 0 is never. */
  days: z.int(),
  files: z.int(),
  due: z.int(),
  oldest: Instant.nullable(),
  damaged: z.array(DamagedFile),
})
export type IntegrityStatus = z.infer<typeof IntegrityStatus>

/** What a job of reading files again came to. */
export const IntegrityResult = z.object({ checked: z.int(), damaged: z.array(z.string()) })
export type IntegrityResult = z.infer<typeof IntegrityResult>

export const integrityProcedures = {
  'integrity.status': query(z.strictObject({}), IntegrityStatus),
  /** Reads every file again, or those of a case, as a job of kind `integrity`. Each reading is entered in its chain. */
  'integrity.check': act(z.strictObject({ caseId: CaseId.optional() }), z.object({ jobId: JobId })),
  /** Reads those files that are due again, one after the other and with rests between, as a job; none starts while one runs. */
  'integrity.due': act(z.strictObject({}), z.object({ jobId: JobId.nullable() })),
  'integrity.schedule': act(z.strictObject({ days: z.int().min(0).max(3_650) }), z.object({})),
  /** Puts a damaged file back from a folder of backups, if a whole copy is there. */
  'integrity.restore': act(z.strictObject({ exhibitId: ExhibitId, from: Grant }), z.object({ ok: z.boolean() })),
} as const
