import { unescapeHtml } from './html-entities.ts'
import { decodeText } from './text.ts'

/** One thing in a text of HTML, however broken it is. Names are in lower case. */
export type HtmlEvent =
  | { readonly is: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly is: 'close'; readonly name: string }
  | { readonly is: 'text'; readonly text: string }

const attributePattern = /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/gu

function attributesIn(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', double, single, bare] of tag.matchAll(attributePattern)) {
    if (found.size >= 100) break
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), unescapeHtml(double ?? single ?? bare ?? ''))
  }
  return found
}

/** Elements whose content is no text. */
const raw = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'title',
  'textarea',
  'xmp',
  'iframe',
  'object',
])

/** Where a tag ends: the first `>` outside quotes, or at the latest the first one. */
function tagEnd(html: string, from: number): number {
  const first = html.indexOf('>', from)
  if (first < 0) return -1
  let quote = ''
  for (let at = from; at < html.length && at < from + 4_096; at++) {
    const letter = html[at]
    if (quote !== '') quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return at
  }
  return first
}

/** Where the text goes on behind what begins with `<` and is no tag: a comment, a declaration, or the sign itself. */
function afterOther(html: string, open: number): number {
  if (html.startsWith('<!--', open)) {
    const end = html.indexOf('-->', open + 4)
    return end < 0 ? html.length : end + 3
  }
  if (!/^<[!?/]/u.test(html.slice(open, open + 2))) return open + 1
  const end = html.indexOf('>', open)
  return end < 0 ? open + 1 : end + 1
}

/**
 * Reads HTML from start to end, one event after another, and makes nothing of it: no tree, no recursion, nothing run, nothing fetched.
 * The content of scripts, styles and their like is passed over. Never throws.
 *
 * Source: WHATWG HTML, 13.2.5, as far as text goes.
 */
export function* htmlEvents(html: string): Generator<HtmlEvent> {
  for (let at = 0; at < html.length;) {
    const found = html.indexOf('<', at)
    const open = found < 0 ? html.length : found
    if (open > at) yield { is: 'text', text: unescapeHtml(html.slice(at, open)) }
    const tag = /^<(\/?)([a-z][^\s/>]{0,60})/iu.exec(html.slice(open, open + 64))
    if (tag === null) {
      at = afterOther(html, open)
      if (at === open + 1 && found >= 0) yield { is: 'text', text: '<' }
      continue
    }
    const [whole, slash, spelt = ''] = tag
    const name = spelt.toLowerCase()
    const end = tagEnd(html, open + whole.length)
    if (end < 0) return
    at = end + 1
    if (slash === '/') yield { is: 'close', name }
    else {
      yield { is: 'open', name, attributes: attributesIn(html.slice(open + whole.length, end)) }
      if (raw.has(name)) at = afterRaw(html, name, at)
    }
  }
}

function afterRaw(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}[\\s>/]`, 'giu')
  close.lastIndex = from
  return close.exec(html)?.index ?? html.length
}

const blocks = new Set(
  'address article aside blockquote body dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tr ul'.split(
    ' ',
  ),
)

const outside = /^\s*(?:https?:|ftp:|\/\/|file:|\\\\|cid:nowhere)/iu

/** Whether showing this element as it asks would fetch something from outside. */
function fetches(name: string, attributes: ReadonlyMap<string, string>): boolean {
  const isOutside = (attribute: string): boolean => outside.test(attributes.get(attribute) ?? '')
  if (name === 'a' || name === 'area' || name === 'base') return false
  if (['src', 'background', 'poster', 'data', 'srcset'].some(isOutside)) return true
  if (name === 'link' && isOutside('href')) return true
  return /url\(\s*['"]?\s*(?:https?:)?\/\//iu.test(attributes.get('style') ?? '')
}

/** Where a link leads, if its own words do not say so. */
function leadsTo(href: string, words: string): string {
  const bare = href.replace(/^mailto:/iu, '')
  if (!/^\s*(?:https?|ftp|mailto|file):/iu.test(href)) return ''
  return words.includes(bare) || words === '' ? '' : ` [${href.slice(0, 2_000)}]`
}

/** What an HTML text says, and how many things it would fetch from outside. */
export interface HtmlText {
  readonly text: string
  readonly remote: number
}

/** Gathers the words of HTML with line breaks where blocks begin and end. */
class Words {
  #text = ''
  #breaks = 0
  remote = 0
  readonly #links: { readonly href: string; readonly from: number }[] = []
  #pre = 0

  #put(words: string): void {
    if (words === '') return
    const gap = this.#text === '' ? '' : '\n'.repeat(Math.min(2, this.#breaks))
    this.#breaks = 0
    this.#text += gap + words
  }

  text(words: string): void {
    if (this.#pre > 0) {
      this.#put(words)
      return
    }
    const run = words.replaceAll(/[\t\n\f\r ]+/gu, ' ')
    const isAtStart = this.#breaks > 0 || this.#text === '' || this.#text.endsWith(' ')
    this.#put(isAtStart ? run.replace(/^ /u, '') : run)
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (fetches(name, attributes)) this.remote++
    this.#breakAt(name)
    if (name === 'pre') this.#pre++
    else if (name === 'li') this.#put('\u2022 ')
    else if (name === 'td' || name === 'th') this.#nextCell()
    else if (name === 'img') this.text(attributes.get('alt') ?? '')
    else if (name === 'a') this.#links.push({ href: attributes.get('href') ?? '', from: this.#text.length })
  }

  /** The line breaks at which an element begins or ends. */
  #breakAt(name: string): void {
    if (name === 'br') this.#breaks++
    else if (name === 'p' || /^h\d$/u.test(name)) this.#breaks = Math.max(2, this.#breaks)
    else if (blocks.has(name)) this.#breaks = Math.max(1, this.#breaks)
  }

  #nextCell(): void {
    if (this.#breaks === 0 && this.#text !== '') this.#put('\t')
  }

  close(name: string): void {
    if (name === 'pre') this.#pre = Math.max(0, this.#pre - 1)
    if (name === 'a') {
      const link = this.#links.pop()
      if (link !== undefined) this.#put(leadsTo(link.href, this.#text.slice(link.from).trim()))
    } else if (name !== 'br') this.#breakAt(name)
  }

  get length(): number {
    return this.#text.length
  }

  end(): string {
    return this.#text.replaceAll(/[^\S\n]+$/gmu, '').trim()
  }
}

/**
 * The words of an HTML text, as plain text: line by line, links with where they lead. Nothing of it runs or is fetched.
 *
 * @param most so many characters are taken at the most
 */
export function textOfHtml(html: string, most = 1_000_000): HtmlText {
  const words = new Words()
  for (const event of htmlEvents(html)) {
    if (event.is === 'text') words.text(event.text)
    else if (event.is === 'open') words.open(event.name, event.attributes)
    else words.close(event.name)
    if (words.length > most) break
  }
  return { text: words.end().slice(0, most), remote: words.remote }
}

/** As {@link textOfHtml}, from bytes; an encoding that the HTML states is believed where the bytes do not say otherwise. */
export function textOfHtmlBytes(bytes: Uint8Array): HtmlText {
  const decoded = decodeText(bytes)
  if (decoded.confidence === 'certain') return textOfHtml(decoded.text)
  const stated = /<meta[^>]+charset\s*=\s*["']?([\w-]{2,40})/iu.exec(decoded.text.slice(0, 2_048))?.[1]
  try {
    if (stated !== undefined) return textOfHtml(new TextDecoder(stated).decode(bytes))
  } catch {
    // No such encoding.
  }
  return textOfHtml(decoded.text)
}
