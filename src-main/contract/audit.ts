import { z } from 'zod'
import { Day, Grant, Instant, JobId, Sha256, UserId } from './ids.ts'
import { act, query } from './procedure.ts'

/** Every act that the ledger can hold, by its name; the words are under `act.<name>`. An act that is not here cannot be recorded. */
export const LedgerAct = z.enum([
  'vault.create',
  'vault.accept-older',
  'vault.back-up',
  'vault.restore',
  'vault.recover',
  'vault.rotate',
  'user.add',
  'user.remove',
  'user.role',
  'passphrase.change',
  'recovery.renew',
  'slot.add',
  'slot.remove',
  'slot.settle',
  'proof.refused',
  'custody.name-older',
  'case.create',
  'party.add',
  'event.add',
  'hearing.add',
  'exhibit.import',
  'exhibit.record',
  'exhibit.view',
  'exhibit.verify',
  'exhibit.extract',
  'exhibit.extract-failed',
  'exhibit.derive',
  'exhibit.restore',
  'integrity.check',
  'integrity.schedule',
  'custody.add',
  'custody.correct',
  'custody.move',
  'custody.export',
  'statement.record',
  'statement.revise',
  'statement.sign',
  'statement.view',
  'bundle.create',
  'bundle.arrange',
  'bundle.build',
  'bundle.view',
  'bundle.export',
  'document.statement',
  'document.chronology',
  'document.custody-report',
  'document.custody-receipt',
  'ledger.export',
])
export type LedgerAct = z.infer<typeof LedgerAct>

/**
 * What a verification of the ledger can find wrong; the words are under `ledger.<fault>`.
 *
 * - `edited`: an entry is not what its digest says
 * - `removed`, `inserted`, `reordered`: entries are missing, added, or at another place than they were written at
 * - `truncated`: entries that were seen before are missing at the end
 * - `forked`: another entry stands where one was seen before, and the chain behind it is whole
 * - `signature`: the user that an entry names did not sign it
 * - `unknown-user`: nobody of this vault is the user that an entry names
 * - `other-key`: the database has another signing key for a user than the vault's header
 * - `custody-edited`: an event of a chain of custody is not what its digest says
 * - `custody-not-in-ledger`: no entry names an event of a chain of custody
 * - `custody-removed`: an entry names an event of a chain of custody that is not there
 */
export const LedgerFault = z.enum([
  'edited',
  'removed',
  'inserted',
  'reordered',
  'truncated',
  'forked',
  'signature',
  'unknown-user',
  'other-key',
  'custody-edited',
  'custody-not-in-ledger',
  'custody-removed',
])
export type LedgerFault = z.infer<typeof LedgerFault>

/** One thing wrong. `sequence` is the place in the ledger, or in the chain of custody of the exhibit that `exhibit` names. */
export const LedgerFinding = z.object({
  fault: LedgerFault,
  sequence: z.int(),
  exhibit: z.string().optional(),
})
export type LedgerFinding = z.infer<typeof LedgerFinding>

/** The newest entry of a ledger. */
const Head = z.object({ sequence: z.int(), hash: Sha256 })

/** What a verification of the whole ledger came to. At most a hundred findings, the first place first. */
export const LedgerReport = z.object({
  entries: z.int(),
  custodyEvents: z.int(),
  head: Head.nullable(),
  ok: z.boolean(),
  problems: z.array(LedgerFinding),
})
export type LedgerReport = z.infer<typeof LedgerReport>

/** One line of the ledger as a viewer shows it. `facts` is without the digests of custody events, which are counted. */
export const LedgerLine = z.object({
  sequence: z.int(),
  at: Instant,
  userId: z.string(),
  user: z.string(),
  act: z.string(),
  object: z.string(),
  facts: z.record(z.string(), z.unknown()),
  custodyEvents: z.int(),
})
export type LedgerLine = z.infer<typeof LedgerLine>

export const auditProcedures = {
  /** The ledger, newest entry first. `day` is a day in UTC, as the ledger counts. */
  'audit.page': query(
    z.strictObject({
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(200),
      userId: UserId.optional(),
      act: LedgerAct.optional(),
      day: Day.optional(),
    }),
    z.object({
      rows: z.array(LedgerLine),
      total: z.int(),
      users: z.array(z.object({ userId: z.string(), name: z.string() })),
    }),
  ),
  /** Verifies chain, signatures and custody as a job of kind `verify`, whose result is a {@link LedgerReport}. */
  'audit.verify': act(z.strictObject({}), z.object({ jobId: JobId })),
  /** Writes the ledger outside the vault: `jsonl` is the form that can be verified, `csv` is for reading. */
  'audit.export': act(
    z.strictObject({ to: Grant, form: z.enum(['jsonl', 'csv']).default('jsonl') }),
    z.object({ entries: z.int(), sha256: Sha256 }),
  ),
} as const
