import type { DocxStyles } from './docx-styles.ts'
import type { ParagraphKind, SourceParagraph, SourceWarning } from './paragraphs.ts'
import { xmlEvents, XmlError, type XmlEvent } from './xml-events.ts'

/** Elements whose text a tracked change takes away. */
const deletes = new Set(['del', 'moveFrom'])
const inserts = new Set(['ins', 'moveTo'])
/** Elements that stand for one character. */
const marks: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n', noBreakHyphen: '\u2011' }

const off = new Set(['0', 'false', 'off'])

interface OpenParagraph {
  kind: ParagraphKind
  text: string
}

/** What of a story (the body, a footnote) is text, and what of it was left out. */
export interface Story {
  readonly paragraphs: readonly SourceParagraph[]
  readonly deleted: readonly string[]
}

/** What all stories of a document share. */
export interface DocxContext {
  readonly styles: DocxStyles
  readonly warnings: Set<SourceWarning>
  /** WordprocessingML's own name of an element (`p`, `t`), or undefined for one of another vocabulary. */
  readonly w: (name: string) => string | undefined
  /** The text of a note that is referred to. */
  readonly note: (kind: 'footnote' | 'endnote', id: string) => string
}

type Opening = Extract<XmlEvent, { is: 'open' }>

/**
 * Gathers the paragraphs of one story, event by event. Depth is counted, never recursed into; what deletes, hides or
 * repeats text is remembered by the depth at which it began.
 */
export class StoryGatherer {
  readonly #context: DocxContext
  readonly #done: SourceParagraph[] = []
  readonly #deleted: string[] = []
  readonly #open: OpenParagraph[] = []
  #depth = 0
  #deletedFrom = 0
  #skippedFrom = 0
  #runHidden = false
  #paragraphHidden = false
  #inText = false
  #inProperties = false
  #removed = ''

  constructor(context: DocxContext) {
    this.#context = context
  }

  #write(text: string): void {
    if (this.#skippedFrom > 0) return
    if (this.#deletedFrom > 0 || this.#runHidden || this.#paragraphHidden) {
      this.#context.warnings.add(this.#deletedFrom > 0 ? 'deleted-text' : 'hidden-text')
      this.#removed += text
      return
    }
    this.#endRemoved()
    const paragraph = this.#open.at(-1)
    if (paragraph !== undefined) paragraph.text += text
  }

  #endRemoved(): void {
    if (this.#removed !== '') this.#deleted.push(this.#removed)
    this.#removed = ''
  }

  #endParagraph(): void {
    const paragraph = this.#open.pop()
    this.#endRemoved()
    this.#paragraphHidden = false
    if (paragraph !== undefined) this.#done.push(paragraph)
  }

  #style(event: Opening, of: 'paragraph' | 'run'): void {
    const id = event.attributes.get('w:val') ?? ''
    const { styles } = this.#context
    const paragraph = this.#open.at(-1)
    if (of === 'paragraph' && paragraph !== undefined) {
      paragraph.kind = styles.kindOf(id)
      this.#paragraphHidden = styles.isHidden(id)
    } else if (of === 'run') this.#runHidden = styles.isHidden(id)
  }

  #openStructure(name: string, event: Opening): boolean {
    if (name === 'p') {
      if (!event.empty) this.#open.push({ kind: 'paragraph', text: '' })
    } else if (name === 'pStyle') this.#style(event, 'paragraph')
    else if (name === 'rStyle') this.#style(event, 'run')
    else if (name === 'r') this.#runHidden = false
    else if (name === 'vanish') this.#runHidden = !off.has(event.attributes.get('w:val') ?? '')
    else if (name === 'outlineLvl') this.#outline(event)
    else return false
    return true
  }

  #outline(event: Opening): void {
    const paragraph = this.#open.at(-1)
    if (paragraph !== undefined && event.attributes.get('w:val') !== '9') paragraph.kind = 'heading'
  }

  #openText(name: string, event: Opening): boolean {
    if (name === 't' || name === 'delText') this.#inText = !event.empty
    else if (marks[name] !== undefined) this.#mark(marks[name])
    else if (name === 'sym') this.#write(symbol(event.attributes.get('w:char') ?? ''))
    else if (name === 'footnoteReference' || name === 'endnoteReference')
      this.#note(name === 'footnoteReference' ? 'footnote' : 'endnote', event.attributes.get('w:id') ?? '')
    else return false
    return true
  }

  /** `w:tab` is also a tab stop in a paragraph's properties, where no text is meant. */
  #mark(text: string): void {
    if (!this.#inProperties) this.#write(text)
  }

  #note(kind: 'footnote' | 'endnote', id: string): void {
    const text = this.#context.note(kind, id)
    if (text === '') return
    this.#context.warnings.add('footnotes-moved')
    this.#write(` [${text}]`)
  }

  #warn(name: string): void {
    const { warnings } = this.#context
    if (name === 'drawing' || name === 'pict' || name === 'object') warnings.add('pictures-left-out')
    else if (name === 'commentReference') warnings.add('comments-left-out')
    else if (name === 'altChunk' || name === 'subDoc') warnings.add('linked-content-left-out')
    else if (inserts.has(name)) warnings.add('inserted-text')
  }

  /** Where text begins that is deleted, or written a second time. */
  #leave(name: string | undefined, event: Opening): void {
    if (event.empty || this.#inProperties) return
    if (name !== undefined && deletes.has(name) && this.#deletedFrom === 0) this.#deletedFrom = this.#depth
    // Word writes a text box twice: once for itself, once for readers that do not know the first form.
    if (event.name === 'mc:Fallback' && this.#skippedFrom === 0) this.#skippedFrom = this.#depth
  }

  #opened(event: Opening): void {
    const name = this.#context.w(event.name)
    if (name === 'pPr') this.#inProperties = !event.empty
    this.#leave(name, event)
    // In a paragraph's properties it is the mark at its end that is hidden.
    if (name === undefined || (this.#inProperties && name === 'vanish')) return
    if (!this.#openStructure(name, event) && !this.#openText(name, event)) this.#warn(name)
  }

  #closed(event: Extract<XmlEvent, { is: 'close' }>): void {
    if (this.#skippedFrom === this.#depth) this.#skippedFrom = 0
    if (this.#deletedFrom === this.#depth) {
      this.#deletedFrom = 0
      this.#endRemoved()
    }
    const name = this.#context.w(event.name)
    if (name === 'p') this.#endParagraph()
    else if (name === 'pPr') this.#inProperties = false
    else if (name === 't' || name === 'delText') this.#inText = false
    else if (name === 'r') this.#runHidden = false
  }

  /** Takes the next event. @throws XmlError when more is closed than was opened */
  take(event: XmlEvent): void {
    if (event.is === 'text') {
      if (this.#inText) this.#write(event.text)
    } else if (event.is === 'open') {
      this.#depth++
      this.#opened(event)
      if (event.empty) this.#depth--
    } else {
      this.#closed(event)
      if (--this.#depth < 0) throw new XmlError('more closed than opened')
    }
  }

  /** The paragraphs that are whole by now. */
  soFar(): readonly SourceParagraph[] {
    return this.#done
  }

  /** What was gathered. @throws XmlError when the story was cut short */
  end(): Story {
    if (this.#depth !== 0) throw new XmlError('cut short')
    this.#endRemoved()
    return { paragraphs: this.#done, deleted: this.#deleted }
  }
}

/** A character of a symbol font; those of the private area have no meaning outside their font. */
function symbol(hex: string): string {
  const code = Number.parseInt(hex, 16)
  return Number.isInteger(code) && code > 0x20 && code < 0xe000 ? String.fromCodePoint(code) : '\ufffd'
}

/** Reads one story from start to end. @throws XmlError */
export function readStory(xml: string, context: DocxContext): Story {
  const gatherer = new StoryGatherer(context)
  for (const event of xmlEvents(xml)) gatherer.take(event)
  return gatherer.end()
}
