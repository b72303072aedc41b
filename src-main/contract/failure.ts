import { z } from 'zod'

/** Why one file was left out of an import or a bundle. The words are in `resources/messages`, under `reason.<code>`. */
export const SkipReason = z.enum([
  'not-found',
  'unreadable',
  'vanished',
  'changed-while-read',
  'duplicate',
  'not-a-file',
  'unusable-name',
  'encrypted',
  'damaged',
  'no-pages',
  'unsupported',
  'too-large',
])
export type SkipReason = z.infer<typeof SkipReason>

/** Why a passphrase is easily guessed. The words are under `passphrase.reason.<code>`. */
export const PassphraseReason = z.enum(['usual', 'repeated', 'personal', 'sequence', 'date', 'too-little'])
export type PassphraseReason = z.infer<typeof PassphraseReason>

const none = z.object({})
const named = z.object({ what: z.string() })

/**
 * Every failure that may cross the door, with the only facts that may cross with it. A message text is never sent: the
 * window and the command line word the failure from its code in the reader's language, so no path, name or passphrase
 * can leak through an error text.
 *
 * `exit` is the command line's exit status: 2 wrong usage, 3 wrong passphrase or key, 4 damaged data, 5 refused by a
 * rule, 6 the system failed.
 */
export const failures = {
  'vault.locked': { exit: 3, facts: none },
  'vault.not-a-vault': { exit: 2, facts: none },
  'vault.folder-not-empty': { exit: 2, facts: none },
  'vault.wrong-passphrase': { exit: 3, facts: none },
  'vault.in-use': { exit: 6, facts: none },
  'vault.header-damaged': { exit: 4, facts: none },
  'vault.header-refused': { exit: 4, facts: z.object({ field: z.string() }) },
  'vault.database-damaged': { exit: 4, facts: none },
  'vault.drive-failed': { exit: 6, facts: none },
  'vault.from-future': { exit: 5, facts: z.object({ found: z.int(), known: z.int() }) },
  'vault.record-altered': { exit: 4, facts: z.object({ record: z.string(), position: z.int() }) },
  'key-file.damaged': { exit: 3, facts: none },
  'recovery-key.mistyped': { exit: 3, facts: none },
  'slot.taken': { exit: 5, facts: none },
  'slot.not-found': { exit: 2, facts: none },
  'slot.last': { exit: 5, facts: none },
  'slot.too-many': { exit: 5, facts: none },
  'passphrase.too-short': { exit: 5, facts: z.object({ least: z.int() }) },
  'passphrase.too-weak': {
    exit: 5,
    facts: z.object({ bits: z.int(), least: z.int(), reasons: z.array(z.object({ reason: PassphraseReason })) }),
  },
  'user.not-found': { exit: 2, facts: none },
  'user.name-taken': { exit: 5, facts: none },
  'user.last-director': { exit: 5, facts: none },
  'user.is-self': { exit: 5, facts: none },
  'quick.unavailable': { exit: 5, facts: none },
  'quick.wrong-pin': { exit: 3, facts: none },
  'quick.over': { exit: 3, facts: none },
  'slot.unsettled': { exit: 5, facts: none },
  'proof.needed': { exit: 3, facts: none },
  'backup.not-a-backup': { exit: 2, facts: none },
  'backup.other-vault': { exit: 2, facts: none },
  'backup.inside-vault': { exit: 2, facts: none },
  'backup.damaged': { exit: 4, facts: z.object({ generation: z.int() }) },
  'travel.backup-needed': { exit: 5, facts: none },
  'travel.backup-incomplete': { exit: 4, facts: z.object({ missing: z.int() }) },
  'backup.no-whole-copy': { exit: 4, facts: none },
  'backup.failing-drive': { exit: 6, facts: none },
  'blob.damaged': { exit: 4, facts: z.object({ blobId: z.string() }) },
  'blob.missing': { exit: 4, facts: z.object({ blobId: z.string() }) },
  'compartment.not-found': { exit: 2, facts: none },
  'compartment.shut': { exit: 3, facts: none },
  'compartment.in-use': { exit: 3, facts: none },
  'compartment.wrong-passphrase': { exit: 3, facts: none },
  'compartment.exists': { exit: 5, facts: none },
  'compartment.nobody': { exit: 5, facts: none },
  'case.changed': { exit: 6, facts: none },
  'case.not-found': { exit: 2, facts: none },
  'case.reference-twice': { exit: 5, facts: none },
  'case.reference-taken': { exit: 5, facts: z.object({ reference: z.string() }) },
  'party.not-found': { exit: 2, facts: none },
  'exhibit.not-found': { exit: 2, facts: none },
  'exhibit.not-shown': { exit: 5, facts: z.object({ mediaType: z.string() }) },
  'exhibit.no-such-pages': { exit: 2, facts: z.object({ pages: z.int() }) },
  'custody.in-future': { exit: 2, facts: none },
  'custody.not-the-signer': { exit: 5, facts: none },
  'custody.not-told': { exit: 5, facts: none },
  'custody.no-such-event': { exit: 2, facts: z.object({ sequence: z.int() }) },
  'statement.not-found': { exit: 2, facts: none },
  'statement.already-signed': { exit: 5, facts: none },
  'statement.empty': { exit: 2, facts: none },
  'statement.unreadable-source': { exit: 4, facts: none },
  'event.date-unclear': { exit: 2, facts: none },
  'bundle.not-found': { exit: 2, facts: none },
  'bundle.empty': { exit: 5, facts: none },
  'bundle.spec-invalid': {
    exit: 2,
    facts: z.object({ issues: z.array(z.object({ path: z.string(), code: z.string() })) }),
  },
  'bundle.entry-refused': {
    exit: 5,
    facts: z.object({ entries: z.array(z.object({ title: z.string(), reason: SkipReason })) }),
  },
  'bundle.evidence-damaged': {
    exit: 5,
    facts: z.object({ items: z.array(z.object({ mark: z.string(), expected: z.string(), found: z.string() })) }),
  },
  'bundle.name-would-leave': { exit: 5, facts: z.object({ places: z.int() }) },
  'build.not-found': { exit: 2, facts: none },
  'profile.not-found': { exit: 2, facts: named },
  'source.not-found': { exit: 6, facts: none },
  'source.unreadable': { exit: 6, facts: none },
  'source.vanished': { exit: 6, facts: none },
  'source.changed': { exit: 6, facts: none },
  'source.unsupported': { exit: 2, facts: none },
  'source.damaged': { exit: 4, facts: none },
  'pdf.encrypted': { exit: 4, facts: none },
  'pdf.damaged': { exit: 4, facts: none },
  'pdf.no-pages': { exit: 4, facts: none },
  'image.damaged': { exit: 4, facts: none },
  'source.too-large': { exit: 5, facts: none },
  'language.damaged': { exit: 4, facts: none },
  'language.unknown': { exit: 2, facts: z.object({ language: z.string() }) },
  'reader.failed': { exit: 4, facts: none },
  'reader.timed-out': { exit: 6, facts: none },
  'destination.exists': { exit: 5, facts: none },
  'destination.unwritable': { exit: 6, facts: none },
  'disk.full': { exit: 6, facts: none },
  'grant.unknown': { exit: 2, facts: none },
  'not-permitted': { exit: 5, facts: z.object({ role: z.string() }) },
  'input.invalid': { exit: 2, facts: z.object({ issues: z.array(z.object({ path: z.string(), code: z.string() })) }) },
  usage: { exit: 2, facts: named },
  cancelled: { exit: 6, facts: none },
  bug: { exit: 6, facts: z.object({ incident: z.string() }) },
} as const satisfies Readonly<Record<string, { readonly exit: 2 | 3 | 4 | 5 | 6; readonly facts: z.ZodObject }>>

export type FailureCode = keyof typeof failures
export type FailureFacts<C extends FailureCode> = z.infer<(typeof failures)[C]['facts']>
export type Failure = { [C in FailureCode]: { readonly code: C; readonly facts: FailureFacts<C> } }[FailureCode]

/** What the door answers: a value, or a failure that the reader's side words. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly failure: Failure }
