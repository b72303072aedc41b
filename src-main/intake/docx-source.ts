import { DocxStyles } from './docx-styles.ts'
import { readStory, StoryGatherer, type DocxContext } from './docx-body.ts'
import { cleanText, type RawStatement, type SourceWarning } from './paragraphs.ts'
import { decodeText } from './text.ts'
import { xmlEvents, XmlError } from './xml-events.ts'
import { ZipError, ZipParts } from './zip-parts.ts'

const limits = { entries: 10_000, partBytes: 32 * 1024 * 1024, totalBytes: 64 * 1024 * 1024 }

const wordNamespaces = new Set([
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
])
const documentType = /\/(?:officeDocument|document)$/u

function textOf(parts: ZipParts, name: string): string | undefined {
  const bytes = parts.read(name)
  return bytes === undefined ? undefined : decodeText(bytes).text
}

/** Where the main document lies: the package says so, and `word/document.xml` is only what most call it. */
function mainPart(parts: ZipParts): string {
  const relations = textOf(parts, '_rels/.rels')
  for (const event of relations === undefined ? [] : xmlEvents(relations)) {
    if (event.is !== 'open' || !event.name.endsWith('Relationship')) continue
    const target = event.attributes.get('Target') ?? ''
    const isOutside = event.attributes.get('TargetMode') === 'External'
    if (!isOutside && documentType.test(event.attributes.get('Type') ?? '')) return target.replace(/^\//u, '')
  }
  return 'word/document.xml'
}

/** Tells WordprocessingML's elements by the prefixes that the document binds to it. */
function vocabulary(xml: string): (name: string) => string | undefined {
  const prefixes = new Set<string>()
  for (const event of xmlEvents(xml)) {
    if (event.is !== 'open') continue
    for (const [key, value] of event.attributes)
      if (key.startsWith('xmlns') && wordNamespaces.has(value)) prefixes.add(key.slice('xmlns:'.length))
    break
  }
  if (prefixes.size === 0) throw new XmlError('no document of a word processor')
  return (name) => {
    const colon = name.indexOf(':')
    return prefixes.has(colon < 0 ? '' : name.slice(0, colon)) ? name.slice(colon + 1) : undefined
  }
}

/** The text of each footnote or endnote, by its number. */
function readNotes(xml: string | undefined, name: string, context: DocxContext): ReadonlyMap<string, string> {
  const notes = new Map<string, string>()
  if (xml === undefined) return notes
  let id: string | undefined
  let gatherer: StoryGatherer | undefined
  for (const event of xmlEvents(xml)) {
    if (event.is === 'open' && context.w(event.name) === name && !event.empty) {
      // Separators are notes to Word, and nothing to a reader.
      id = event.attributes.has('w:type') ? undefined : event.attributes.get('w:id')
      gatherer = new StoryGatherer(context)
    } else if (event.is === 'close' && context.w(event.name) === name && gatherer !== undefined) {
      const text = gatherer.end().paragraphs.map((paragraph) => paragraph.text)
      if (id !== undefined) notes.set(id, cleanText(text.join(' ')))
      gatherer = undefined
    } else gatherer?.take(event)
  }
  return notes
}

function hasText(xml: string): boolean {
  for (const event of xmlEvents(xml)) if (event.is === 'text' && /\p{L}/u.test(event.text)) return true
  return false
}

/** A .docx that was opened: the XML of its body, and what reading it needs. */
export interface OpenedDocx {
  readonly xml: string
  readonly context: DocxContext
  readonly warnings: Set<SourceWarning>
}

/** Opens a .docx. @throws ZipError, XmlError for a file that is damaged, encrypted, or no .docx */
export function openDocx(bytes: Uint8Array): OpenedDocx {
  const parts = new ZipParts(bytes, limits)
  const main = mainPart(parts)
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const xml = textOf(parts, main)
  if (xml === undefined) throw new ZipError('no document')
  const w = vocabulary(xml)
  const warnings = new Set<SourceWarning>()
  const styles = new DocxStyles(textOf(parts, `${folder}styles.xml`), w)
  const bare: DocxContext = { styles, warnings, w, note: () => '' }
  const notes = {
    footnote: readNotes(textOf(parts, `${folder}footnotes.xml`), 'footnote', bare),
    endnote: readNotes(textOf(parts, `${folder}endnotes.xml`), 'endnote', bare),
  }
  const margins = parts.names.filter((name) => /^(?:header|footer)\d*\.xml$/u.test(name.slice(folder.length)))
  if (margins.some((name) => hasText(textOf(parts, name) ?? ''))) warnings.add('headers-left-out')
  return { xml, context: { ...bare, note: (kind, id) => notes[kind].get(id) ?? '' }, warnings }
}

/**
 * Reads the words of a .docx: the paragraphs of its body in order, those of tables and text boxes among them. Automatic
 * numbers are not text and so are gone; footnotes stand in brackets where they were referred to; tracked insertions
 * are taken, tracked deletions and hidden text left out and told. Nothing outside the file is ever looked at, and what
 * it unpacks to is bounded.
 *
 * @throws ZipError, XmlError for a file that is damaged, encrypted, or no .docx
 * Source: ECMA-376-1:2016, part 1, clauses 11 and 17.
 */
export function readDocx(bytes: Uint8Array): RawStatement {
  const { xml, context, warnings } = openDocx(bytes)
  return { ...readStory(xml, context), warnings }
}
