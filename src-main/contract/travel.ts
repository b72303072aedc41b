import { z } from 'zod'
import { LedgerAct } from './audit.ts'
import { BackupStatus } from './backup.ts'
import { Grant, Instant, JobId } from './ids.ts'
import { act, query } from './procedure.ts'

/** Copies that were saved outside the vault by one kind of act, as the ledger has them; where they are it does not say. */
const Copies = z.object({ act: LedgerAct, count: z.int(), lastAt: Instant })

/** What is to be thought of before a journey. */
export const TravelLook = z.object({
  copies: z.array(Copies),
  /** `entriesSince`: what was entered in the ledger since the last backup, which that backup does not hold. */
  backup: BackupStatus.extend({ entriesSince: z.int() }),
})
export type TravelLook = z.infer<typeof TravelLook>

/** What preparing came to: the result of a job of kind `travel`. */
export const TravelResult = TravelLook.extend({
  /** The backup that was made for the journey; null when the last one was recent enough. */
  generation: z.int().nullable(),
  headsForgotten: z.boolean(),
})
export type TravelResult = z.infer<typeof TravelResult>

export const travelProcedures = {
  'travel.look': query(z.strictObject({}), TravelLook),
  /**
   * Backs the vault up to a folder, or makes sure that it was within the last week, and forgets what this computer
   * remembers of the vault, as a job whose result is a {@link TravelResult}. The window locks when it is done.
   * `forgetHeads`: also the newest entry of its ledger, by which an older copy would be noticed here.
   */
  'travel.prepare': act(
    z.strictObject({ backup: Grant.optional(), forgetHeads: z.boolean() }),
    z.object({ jobId: JobId }),
  ),
} as const
