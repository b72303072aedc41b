import type { BundleEntry } from '../contract/bundles.ts'
import * as chronology from '../store/chronology.ts'
import * as exhibits from '../store/exhibits.ts'
import type { ChronologyInput, HashRow } from '../typeset/inputs.ts'
import type { BindingEntry } from './binder.ts'
import type { Contents } from './bundle-material.ts'
import { writtenWhen } from './bundle-entries.ts'
import type { TypesetDocument } from './typeset-document.ts'

type GeneratedEntry = Extract<BundleEntry, { generated: unknown }>

const TITLES: Readonly<Record<GeneratedEntry['generated'], string>> = {
  chronology: 'Chronology',
  'exhibit-list': 'List of exhibits',
  'hash-schedule': 'Schedule of digests',
  certificate: 'Certificate for electronic records',
}

/** A document that Clarkson writes from the case file, as a document of the bundle. */
export function generatedDocument(contents: Contents, asked: GeneratedEntry, key: string): BindingEntry {
  return {
    key,
    title: asked.title ?? TITLES[asked.generated],
    ...(asked.date === undefined ? {} : { date: asked.date }),
    source: { as: 'typeset', document: documentFor(contents, asked.generated) },
  }
}

function documentFor(contents: Contents, kind: GeneratedEntry['generated']): TypesetDocument {
  switch (kind) {
    case 'chronology':
      return { kind: 'chronology', input: chronologyInput(contents) }
    case 'exhibit-list':
      return {
        kind: 'exhibit-list',
        input: {
          caption: contents.caption,
          rows: inBundle(contents).map(({ exhibit, key }) => ({
            mark: exhibit.mark,
            description: exhibit.title,
            kind: exhibit.kind,
            key,
            ...(exhibit.details.collectedAt
              ? { date: writtenWhen(contents, exhibit.details.collectedAt.slice(0, 10)) }
              : {}),
            ...(exhibit.details.collectedBy ? { producedBy: exhibit.details.collectedBy } : {}),
          })),
        },
      }
    case 'hash-schedule':
      return {
        kind: 'hash-schedule',
        input: {
          caption: contents.caption,
          rows: hashRows(contents),
          facts: [{ label: 'Computed', value: 'when each file was imported, and again when this bundle was built' }],
        },
      }
    case 'certificate':
      return {
        kind: 'certificate',
        input: {
          caption: contents.caption,
          values: {},
          ticks: {},
          digests: hashRows(contents).map(({ mark, sha256 }) => ({
            algorithm: 'SHA-256',
            value: `${mark}  ${sha256}`,
          })),
          enclosures: ['Schedule of digests'],
        },
      }
  }
}

/** The chronology as it is printed: disputed facts marked, protected parties under their pseudonyms. */
export function chronologyInput(contents: Contents): Omit<ChronologyInput, 'profile'> {
  return {
    caption: contents.caption,
    rows: chronology.listEvents(contents.reader, contents.file.caseId).map((event) => ({
      when: writtenWhen(contents, event.when),
      what: event.what,
      who: event.parties.map((partyId) => contents.nameOf(partyId)).join(', '),
      sources: event.sources.map((text) => sourceOf(contents, text)),
      disputed: event.disputed,
      ...(event.where === '' ? {} : { where: event.where }),
    })),
  }
}

/** A source that names an exhibit of this bundle leads to it. */
function sourceOf(contents: Contents, text: string): { readonly text: string; readonly key?: string } {
  const mark = /\bEX-\d{4,}\b/u.exec(text)?.[0]
  const id = mark === undefined ? undefined : exhibits.findId(contents.reader, contents.file.caseId, mark)
  const key = id === undefined ? undefined : contents.keyOfExhibit.get(id)
  return key === undefined ? { text } : { text, key }
}

function inBundle(
  contents: Contents,
): readonly { readonly exhibit: NonNullable<ReturnType<typeof exhibits.find>>; readonly key: string }[] {
  return [...contents.keyOfExhibit].flatMap(([exhibitId, key]) => {
    const exhibit = exhibits.find(contents.reader, exhibitId)
    return exhibit ? [{ exhibit, key }] : []
  })
}

/** The digests of the bundle's exhibits. A file's own name can name a person, so the mark stands for it. */
function hashRows(contents: Contents): readonly HashRow[] {
  return inBundle(contents).flatMap(({ exhibit: { mark, file } }) =>
    file ? [{ mark, file: file.mediaType, bytes: file.size, sha256: file.sha256, sha1: file.sha1, md5: file.md5 }] : [],
  )
}
