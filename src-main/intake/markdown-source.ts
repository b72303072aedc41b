import MarkdownIt from 'markdown-it'
import type { ParagraphKind, RawStatement, SourceParagraph, SourceWarning } from './paragraphs.ts'

const markdown = new MarkdownIt('default', { html: false, linkify: false, typographer: false })

type Token = ReturnType<typeof markdown.parse>[number]

/** Walks the tokens of a Markdown text and gathers its paragraphs. */
class Gatherer {
  readonly paragraphs: SourceParagraph[] = []
  readonly warnings = new Set<SourceWarning>()
  #quoted = 0
  #heading = false
  #cells: string[] | undefined
  /** What stands before the next paragraph: the number of a list whose numbers are no numbering. */
  #lead = ''
  #ordered: (number | undefined)[] = []

  #add(text: string): void {
    const kind: ParagraphKind = this.#heading ? 'heading' : this.#quoted > 0 ? 'quotation' : 'paragraph'
    this.paragraphs.push({ kind, text: this.#lead + text })
    this.#lead = ''
  }

  #inline(token: Token): string {
    let text = ''
    let link = ''
    for (const child of token.children ?? []) {
      if (child.type === 'softbreak') text += ' '
      else if (child.type === 'hardbreak') text += '\n'
      else if (child.type === 'image') {
        this.warnings.add('pictures-left-out')
        text += child.content
      } else if (child.type === 'link_open') link = String(child.attrGet('href') ?? '')
      else if (child.type === 'link_close') {
        // Where a link leads is part of what was written.
        if (link !== '' && !text.endsWith(link.replace(/^mailto:/u, ''))) text += ` (${link})`
      } else text += child.content
    }
    return text
  }

  #list(token: Token): void {
    if (token.type === 'ordered_list_open') this.#ordered.push(Number(token.attrGet('start') ?? 1))
    else if (token.type === 'bullet_list_open') this.#ordered.push(undefined)
    else if (token.type === 'list_item_open') {
      const number = this.#ordered.at(-1)
      // Nobody numbers a paragraph 1986: Markdown took a year that ends a sentence's first line for a list.
      if (number !== undefined && number > 999)
        this.#lead = `${token.info === '' ? String(number) : token.info}${token.markup} `
      if (number !== undefined) this.#ordered[this.#ordered.length - 1] = number + 1
    } else if (token.type.endsWith('_list_close')) this.#ordered.pop()
  }

  #table(token: Token): boolean {
    if (token.type === 'tr_open') this.#cells = []
    else if (token.type === 'tr_close') {
      this.#add((this.#cells ?? []).join('\t'))
      this.#cells = undefined
    } else if (token.type === 'inline' && this.#cells !== undefined) this.#cells.push(this.#inline(token))
    else return false
    return true
  }

  take(token: Token): void {
    if (this.#table(token)) return
    if (token.type === 'blockquote_open') this.#quoted++
    else if (token.type === 'blockquote_close') this.#quoted--
    else if (token.type === 'heading_open') this.#heading = true
    else if (token.type === 'heading_close') this.#heading = false
    else if (token.type === 'inline') this.#add(this.#inline(token))
    else if (token.type === 'fence' || token.type === 'code_block') this.#add(token.content)
    else this.#list(token)
  }
}

/** `language: hi` in lines between `---` at the very start, as many editors write it. */
function frontMatter(text: string): { readonly body: string; readonly language?: string } {
  const match = /^\ufeff?---[^\S\n]*\r?\n([\s\S]{0,4000}?)\r?\n---[^\S\n]*(?:\r?\n|$)/u.exec(text)
  if (match === null || !/^[\w-]+\s*:/mu.test(match[1] ?? '')) return { body: text }
  const language = /^lang(?:uage)?\s*:\s*["']?([\p{L}\p{M} -]{2,60}?)["']?\s*$/imu.exec(match[1] ?? '')?.[1]
  const body = text.slice(match[0].length)
  return language === undefined ? { body } : { body, language }
}

/** Reads Markdown (CommonMark and tables), HTML taken as the text that it is. */
export function readMarkdown(text: string): RawStatement {
  const { body, language } = frontMatter(text)
  const gatherer = new Gatherer()
  for (const token of markdown.parse(body, {})) gatherer.take(token)
  const { paragraphs, warnings } = gatherer
  return { ...(language === undefined ? {} : { language }), paragraphs, warnings }
}
