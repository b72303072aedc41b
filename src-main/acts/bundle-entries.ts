import type { BundleEntry } from '../contract/bundles.ts'
import type { Exhibit } from '../contract/exhibits.ts'
import { formatDay, formatWhen } from '../domain/profile.ts'
import { Refusal } from '../kernel/errors.ts'
import { given } from '../kernel/given.ts'
import * as exhibits from '../store/exhibits.ts'
import * as statements from '../store/statements.ts'
import type { Fact, StatementInput } from '../typeset/inputs.ts'
import type { BindingEntry } from './binder.ts'
import type { Contents } from './bundle-material.ts'

type ExhibitEntry = Extract<BundleEntry, { exhibit: unknown }>
type StatementEntry = Extract<BundleEntry, { statement: unknown }>

/** Media types that become pages of the bundle. */
const PAGED = /^(?:application\/pdf|image\/)/u

/** An exhibit as a document of the bundle: its pages, or a sheet in its place where it has none. */
export function exhibitEntry(
  contents: Contents,
  asked: ExhibitEntry,
  key: string,
): { readonly entry: BindingEntry; readonly file?: exhibits.FileRow } {
  const exhibit = exhibits.find(contents.reader, asked.exhibit)
  if (exhibit?.caseId !== contents.file.caseId) throw new Refusal('exhibit.not-found', {})
  const file = exhibits.findFile(contents.reader, asked.exhibit)
  const date = asked.date ?? exhibit.details.collectedAt?.slice(0, 10)
  const entry = {
    key,
    title: asked.title ?? exhibit.title,
    mark: exhibit.mark,
    ...(date === undefined ? {} : { date }),
    ...(asked.pages === undefined ? {} : { pages: asked.pages }),
    ...(asked.pictures === undefined ? {} : { pictures: asked.pictures }),
  }
  if (file && PAGED.test(file.mediaType))
    return { entry: { ...entry, source: { as: 'file', mediaType: file.mediaType } }, file }
  const { pages: _, ...whole } = { pages: undefined, ...entry }
  return { entry: { ...whole, source: { as: 'typeset', document: placeholder(contents, exhibit, file, entry.title) } } }
}

function placeholder(
  contents: Contents,
  exhibit: Exhibit,
  file: exhibits.FileRow | undefined,
  title: string,
): Extract<BindingEntry['source'], { as: 'typeset' }>['document'] {
  const { details } = exhibit
  const told: Fact[] = [
    { label: 'Medium', value: file?.mediaType ?? exhibit.kind },
    ...(file ? [{ label: 'Size', value: `${String(file.size)} bytes` }] : []),
    ...(details.physicalLocation ? [{ label: 'Held at', value: details.physicalLocation }] : []),
    ...(details.sealNumbers ? [{ label: 'Seals', value: details.sealNumbers }] : []),
  ]
  return {
    kind: 'placeholder',
    input: {
      caption: contents.caption,
      reason: reasonFor(file?.mediaType),
      mark: exhibit.mark,
      title,
      facts: told,
      ...(file ? { sha256: file.sha256 } : {}),
    },
  }
}

function reasonFor(mediaType: string | undefined): 'audio' | 'video' | 'physical' | 'data' {
  if (mediaType === undefined) return 'physical'
  if (mediaType.startsWith('audio/')) return 'audio'
  return mediaType.startsWith('video/') ? 'video' : 'data'
}

/** A statement as a document of the bundle, in the court's form, the witness under the name that may leave. */
export function statementEntry(contents: Contents, asked: StatementEntry, key: string): BindingEntry {
  const statement = statements.find(contents.reader, asked.statement)
  if (statement?.caseId !== contents.file.caseId) throw new Refusal('statement.not-found', {})
  const witness = contents.nameOf(statement.witness)
  const date = asked.date ?? statement.details.takenFrom?.slice(0, 10)
  return {
    key,
    title: asked.title ?? `Statement of ${witness}`,
    witness,
    ...(date === undefined ? {} : { date }),
    source: { as: 'typeset', document: { kind: 'statement', input: statementInput(contents, asked.statement) } },
  }
}

/** What the form of a statement is filled from. @throws Refusal `statement.not-found` */
export function statementInput(contents: Contents, statementId: string): Omit<StatementInput, 'profile'> {
  const statement = statements.find(contents.reader, statementId)
  if (!statement) throw new Refusal('statement.not-found', {})
  const { details, newest } = statement
  const pattern = contents.profile.index.dateFormat
  const taken = details.takenFrom === undefined ? '' : formatDay(pattern, details.takenFrom.slice(0, 10))
  const exhibitsNamed = statements.produced(contents.reader, statementId).flatMap(({ exhibitId, mark }) => {
    const key = contents.keyOfExhibit.get(exhibitId)
    return key === undefined ? [] : [{ mark, key }]
  })
  const isSigned = newest.state !== 'draft' && newest.state !== 'read-back'
  return {
    caption: contents.caption,
    values: statementValues(contents, statement, taken),
    facts: facts([
      ['Taken by', details.takenBy],
      ['Taken at', details.takenAt],
      ['Date', taken],
      ['Language', languageName(newest.language)],
      ['Version', `${String(newest.version)}, SHA-256 ${newest.sha256.slice(0, 16)}…`],
    ]),
    body: newest.body,
    exhibits: exhibitsNamed,
    links: true,
    ...helpers(contents, statement),
    ...(isSigned ? {} : { marking: 'Draft, not signed' }),
  }
}

type FoundStatement = NonNullable<ReturnType<typeof statements.find>>

function statementValues(
  contents: Contents,
  { witness, details }: FoundStatement,
  taken: string,
): Readonly<Record<string, string>> {
  const party = contents.parties.find(({ partyId }) => partyId === witness)
  return given({
    NAME: contents.nameOf(witness),
    AGE: party?.minor === true ? 'under 18' : undefined,
    PLACE: details.takenAt,
    DATE: taken === '' ? undefined : taken,
  })
}

/** The interpreter and the translator, where there was one. */
function helpers(
  contents: Contents,
  { details, newest }: FoundStatement,
): Pick<StatementInput, 'interpreter' | 'translation'> {
  const interpreter = details.interpreter === undefined ? undefined : contents.nameOf(details.interpreter)
  const original =
    details.translationOf === undefined ? undefined : statements.find(contents.reader, details.translationOf)
  return given({
    interpreter: interpreter === undefined ? undefined : { name: interpreter, language: languageName(newest.language) },
    translation: original && {
      from: languageName(original.newest.language),
      translator: interpreter ?? '',
      of: `version ${String(original.newest.version)} of the statement`,
    },
  })
}

function facts(pairs: readonly (readonly [string, string | undefined])[]): readonly Fact[] {
  return pairs.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

/** A language's name in English where it was recorded as a code, and otherwise as it was recorded. */
function languageName(language: string): string {
  if (!/^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/u.test(language)) return language
  return new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language
}

/** A date of the chronology as the court writes it, with the witness's uncertainty kept. */
export function writtenWhen(contents: Contents, when: string): string {
  return formatWhen(contents.profile.index.dateFormat, when)
}
