import { createHash } from 'node:crypto'
import { getProfile } from '../domain/profiles.ts'
import { Refusal } from '../kernel/errors.ts'
import * as statements from '../store/statements.ts'
import { statementInput } from './bundle-entries.ts'
import { caseContents } from './bundle-contents.ts'
import { dayOf, getCase } from './case-file.ts'
import type { Desk } from './desk.ts'
import { createFileOutput } from './file-output.ts'
import { chronologyInput } from './generated-documents.ts'
import { mustBeAllowed, record } from './record.ts'
import { typesetDocument, type TypesetDocument } from './typeset-document.ts'

/** A document that was written outside the vault. */
export interface WrittenDocument {
  readonly sha256: string
  readonly bytes: number
}

/** Writes a statement as a document in the form of the case's court, under the witness's pseudonym. @throws Refusal `statement.not-found` */
export async function writeStatement(desk: Desk, statementId: string, path: string): Promise<WrittenDocument> {
  mustBeAllowed(desk, 'document.export')
  const prepared = desk.connection.read((reader) => {
    const statement = statements.find(reader, statementId)
    if (!statement) throw new Refusal('statement.not-found', {})
    const contents = caseContents(reader, getCase(desk, reader, statement.caseId), dayOf(desk.clock()))
    return { profile: contents.profile.id, input: statementInput(contents, statementId) }
  })
  return write(
    desk,
    { profile: prepared.profile, object: statementId, path },
    { kind: 'statement', input: prepared.input },
  )
}

/** Writes a case's chronology as a document, protected parties under their pseudonyms. @throws Refusal `case.not-found` */
export async function writeChronology(desk: Desk, caseRef: string, path: string): Promise<WrittenDocument> {
  mustBeAllowed(desk, 'document.export')
  const prepared = desk.connection.read((reader) => {
    const file = getCase(desk, reader, caseRef)
    const contents = caseContents(reader, file, dayOf(desk.clock()))
    return { caseId: file.caseId, profile: contents.profile.id, input: chronologyInput(contents) }
  })
  return write(
    desk,
    { profile: prepared.profile, object: prepared.caseId, path },
    { kind: 'chronology', input: prepared.input },
  )
}

/** Records the act, then writes: no document is outside that the ledger does not know of. */
async function write(
  desk: Desk,
  { profile, object, path }: { readonly profile: string; readonly object: string; readonly path: string },
  document: Extract<TypesetDocument, { kind: 'statement' | 'chronology' }>,
): Promise<WrittenDocument> {
  const bytes = typesetDocument(desk.typesetter(), getProfile(profile), document)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  desk.connection.write((writer) =>
    record(desk, writer, { act: `document.${document.kind}`, object, facts: { sha256 } }),
  )
  const output = await createFileOutput(path, true)
  await output.write(bytes)
  await output.finish()
  return { sha256, bytes: bytes.length }
}
