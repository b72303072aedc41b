import type { BundleEntry } from '../contract/bundles.ts'
import type { Exhibit } from '../contract/exhibits.ts'
import { formatDay, formatWhen } from '../domain/profile.ts'
import { Refusal } from '../kernel/errors.ts'
import * as exhibits from '../store/exhibits.ts'
import * as statements from '../store/statements.ts'
import type { Fact, StatementInput } from '../typeset/inputs.ts'
import type { BindingEntry } from './binder.ts'
import type { Contents } from './bundle-contents.ts'

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
  const facts: Fact[] = [
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
      facts,
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
  const party = contents.parties.find(({ partyId }) => partyId === statement.witness)
  const name = contents.nameOf(statement.witness)
  const interpreter = details.interpreter === undefined ? undefined : contents.nameOf(details.interpreter)
  const taken =
    details.takenFrom === undefined ? '' : formatDay(contents.profile.index.dateFormat, details.takenFrom.slice(0, 10))
  const produced = statements.produced(contents.reader, statementId)
  const original = details.translationOf === undefined ? undefined : statements.find(contents.reader, details.translationOf)
  return {
    caption: contents.caption,
    values: {
      NAME: name,
      ...(party?.minor === true ? { AGE: 'under 18' } : {}),
      ...(details.takenAt ? { PLACE: details.takenAt } : {}),
      ...(taken === '' ? {} : { DATE: taken }),
    },
    facts: [
      ['Taken by', details.takenBy ?? ''],
      ['Taken at', details.takenAt ?? ''],
      ['Date', taken],
      ['Language', languageName(newest.language)],
      ['Version', `${String(newest.version)}, SHA-256 ${newest.sha256.slice(0, 16)}…`],
    ].flatMap(([label = '', value = '']) => (value === '' ? [] : [{ label, value }])),
    body: newest.body,
    exhibits: produced
      .map(({ exhibitId, mark }) => ({ mark, key: contents.keyOfExhibit.get(exhibitId) ?? '' }))
      .filter(({ key }) => key !== ''),
    links: true,
    ...(interpreter === undefined ? {} : { interpreter: { name: interpreter, language: languageName(newest.language) } }),
    ...(original === undefined ? {} : { translation: { from: languageName(original.newest.language), translator: interpreter ?? '', of: `version ${String(original.newest.version)} of the statement` } }),
      ? {}
      : { translation: { from: '', translator: interpreter ?? '', of: '' } }),
    ...(newest.state === 'draft' || newest.state === 'read-back' ? { marking: 'Draft, not signed' } : {}),
  }
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
