import { z } from 'zod'
import { CaseId, CompartmentId, Grant, Instant, JobId, Sha256, text, UserId } from './ids.ts'
import { act, query } from './procedure.ts'

/** Every act that the ledger can hold, by its name; the words are under `act.<name>`. An act that is not here cannot be recorded. */
export const LedgerAct = z.enum([
  'vault.create',
  'vault.accept-older',
  'vault.back-up',
  'vault.arrange-backups',
  'vault.salvage',
  'vault.restore',
  'vault.recover',
  'vault.rotate',
  'vault.travel',
  'user.add',
  'user.remove',
  'user.role',
  'passphrase.change',
  'recovery.renew',
  'quick.arrange',
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
  'exhibit.read-as',
  'exhibit.restore',
  'text.recognise',
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
  'compartment.create',
  'compartment.grant',
  'compartment.withdraw',
  'compartment.rekey',
  'compartment.passphrase',
  'compartment.anchor',
  'compartment.accept-older',
  'case.restrict',
  'case.receive',
  'aftercare.note',
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
  /** In whose ledger, where it is not the vault's own. */
  compartment: z.string().optional(),
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
  /**
   * How often an entry has an earlier time than the one before it, since the computer's clock was set back. Order and
   * signatures hold all the same: it is no problem, but what whoever reads the times should know.
   */
  setBack: z.int(),
  /** The places of those entries in the vault's own ledger, the first hundred. */
  setBackAt: z.array(z.int()),
})
export type LedgerReport = z.infer<typeof LedgerReport>

/** The record that an entry is about, as a person knows it; a protected party by its pseudonym. */
export const LedgerRecord = z.object({
  kind: z.enum(['case', 'party', 'event', 'hearing', 'exhibit', 'statement', 'bundle', 'build']),
  /** A mark, reference, title or name. */
  label: z.string(),
  caseId: CaseId,
  /** The case's reference. */
  reference: z.string(),
})
export type LedgerRecord = z.infer<typeof LedgerRecord>

/** What an export of the ledger came to. */
export const LedgerExported = z.object({ entries: z.int(), sha256: Sha256 })
export type LedgerExported = z.infer<typeof LedgerExported>

/** One line of the ledger as a viewer shows it. `facts` is without the digests of custody events, which are counted. */
export const LedgerLine = z.object({
  sequence: z.int(),
  at: Instant,
  userId: z.string(),
  user: z.string(),
  act: z.string(),
  object: z.string(),
  /** Null for the vault itself, and for what is no record of a case. */
  record: LedgerRecord.nullable(),
  facts: z.record(z.string(), z.unknown()),
  custodyEvents: z.int(),
})
export type LedgerLine = z.infer<typeof LedgerLine>

/** Whether the user of an entry signed it. */
export const SignatureState = z.enum(['signed', 'not-signed', 'unknown-user', 'other-key'])
export type SignatureState = z.infer<typeof SignatureState>

/** One entry in full, with what can be told of it without looking at any other but its neighbour. */
export const LedgerDetail = LedgerLine.extend({
  /** The digest of the entry before. */
  previous: z.string(),
  digest: z.string(),
  signature: z.string(),
  /** The digests of the custody events that it names. */
  custody: z.array(z.string()),
  /** Whether the entry is what its digest says. */
  holds: z.boolean(),
  /** Whether the entry before has the digest that this one names. */
  follows: z.boolean(),
  signed: SignatureState,
})
export type LedgerDetail = z.infer<typeof LedgerDetail>

/** What a viewer looks for. All of what is given must hold. */
export const LedgerFilter = z.strictObject({
  userId: UserId.optional(),
  act: LedgerAct.optional(),
  /** The case, and every record of it. */
  caseId: CaseId.optional(),
  /** The record that the entry is about. */
  object: z.string().max(120).optional(),
  /** From this instant on. */
  from: Instant.optional(),
  /** Before this instant. */
  before: Instant.optional(),
  /** In what the entry is about, in its facts or digests, or its number. */
  containing: text(200).optional(),
  /** Acts whose words contain the text: an entry of one of them also does. */
  wordedActs: z.array(LedgerAct).max(100).default([]),
})

export const auditProcedures = {
  /** The ledger, newest entry first. `upTo` keeps the places of a list that is read while the ledger grows. */
  'audit.page': query(
    z.strictObject({
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(200),
      upTo: z.int().nonnegative().optional(),
      filter: LedgerFilter.default({ wordedActs: [] }),
      /** Whose ledger, where it is not the vault's own. */
      compartmentId: CompartmentId.optional(),
    }),
    z.object({
      rows: z.array(LedgerLine),
      total: z.int(),
      users: z.array(z.object({ userId: z.string(), name: z.string() })),
    }),
  ),
  /** One entry in full; null where the ledger has none. */
  'audit.entry': query(z.strictObject({ sequence: z.int() }), LedgerDetail.nullable()),
  /** The newest entry, and the ones that are remembered outside the database: in the header and in the user's profile. */
  'audit.heads': query(
    z.strictObject({}),
    z.object({ newest: Head.nullable(), header: Head.nullable(), profile: Head.nullable() }),
  ),
  /** Verifies chain, signatures and custody as a job of kind `verify`, whose result is a {@link LedgerReport}. */
  'audit.verify': act(z.strictObject({}), z.object({ jobId: JobId })),
  /**
   * Writes the ledger outside the vault as a job of kind `export-ledger`: `jsonl` is the form that can be verified, `csv`
   * is for reading. Its result is a {@link LedgerExported}.
   */
  'audit.export': act(
    z.strictObject({ to: Grant, form: z.enum(['jsonl', 'csv']).default('jsonl') }),
    z.object({ jobId: JobId }),
  ),
} as const
