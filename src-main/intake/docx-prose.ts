import type { Block, Finding, Prose } from '../contract/contents.ts'
import { StoryGatherer } from './docx-body.ts'
import { openDocx } from './docx-source.ts'
import { cleanText, type SourceParagraph } from './paragraphs.ts'
import { xmlEvents } from './xml-events.ts'

const most = { blocks: 50_000, characters: 8_000_000, rows: 10_000, cell: 200_000 }

/** Puts paragraphs and tables in their order. A table within a table becomes text of the cell that it stands in. */
class Blocks {
  readonly blocks: Block[] = []
  readonly #gatherer: StoryGatherer
  #taken = 0
  #depth = 0
  #rows: string[][] = []
  #row: string[] | undefined

  constructor(gatherer: StoryGatherer) {
    this.#gatherer = gatherer
  }

  #newParagraphs(): readonly SourceParagraph[] {
    const all = this.#gatherer.soFar()
    const fresh = all.slice(this.#taken)
    this.#taken = all.length
    return fresh
  }

  /** Takes over the paragraphs that ended since. */
  flush(): void {
    if (this.#depth > 0) return
    for (const { kind, text } of this.#newParagraphs()) {
      const clean = cleanText(text)
      if (clean !== '') this.blocks.push({ is: 'paragraph', kind, text: clean.slice(0, 1_000_000) })
    }
  }

  opened(name: string): void {
    if (name === 'tbl') {
      this.flush()
      if (this.#depth++ === 0) this.#rows = []
    } else if (this.#depth === 1 && name === 'tr') this.#row = []
  }

  closed(name: string): void {
    if (this.#depth === 0) return
    if (name === 'tbl') {
      if (--this.#depth === 0 && this.#rows.length > 0)
        this.blocks.push({ is: 'table', rows: this.#rows.slice(0, most.rows) })
    } else if (this.#depth === 1 && name === 'tc') {
      const text = this.#newParagraphs().map((paragraph) => cleanText(paragraph.text))
      this.#row?.push(
        text
          .filter((one) => one !== '')
          .join('\n')
          .slice(0, most.cell),
      )
    } else if (this.#depth === 1 && name === 'tr' && this.#row !== undefined) {
      this.#rows.push(this.#row)
      this.#row = undefined
    }
  }
}

/**
 * Reads a .docx to be looked at: paragraphs and tables in their order. What tracked changes delete and what is hidden is kept apart
 * and told; nothing outside the file is looked at and nothing in it runs.
 *
 * @throws ZipError, XmlError for a file that is damaged, encrypted, or no .docx
 * Source: ECMA-376-1:2016, part 1, clause 17.
 */
export function readDocxProse(bytes: Uint8Array): Prose {
  const { xml, context, warnings } = openDocx(bytes)
  const gatherer = new StoryGatherer(context)
  const blocks = new Blocks(gatherer)
  for (const event of xmlEvents(xml)) {
    gatherer.take(event)
    if (event.is === 'text' || (event.is === 'open' && event.empty)) continue
    const name = context.w(event.name) ?? ''
    if (event.is === 'open') blocks.opened(name)
    else blocks.closed(name)
  }
  const { deleted } = gatherer.end()
  blocks.flush()
  const findings: Finding[] = []
  const kept: Block[] = []
  let characters = 0
  for (const block of blocks.blocks) {
    characters += block.is === 'paragraph' ? block.text.length : block.rows.flat().join('').length
    if (kept.length >= most.blocks || characters > most.characters) {
      findings.push('truncated')
      break
    }
    kept.push(block)
  }
  return {
    blocks: kept,
    deleted: deleted.slice(0, 20_000).map((passage) => passage.slice(0, 100_000)),
    warnings: [...warnings],
    findings,
  }
}
