/** One thing in an XML text. Names keep their prefix as written. */
export type XmlEvent =
  | {
      readonly is: 'open'
      readonly name: string
      readonly attributes: ReadonlyMap<string, string>
      readonly empty: boolean
    }
  | { readonly is: 'close'; readonly name: string }
  | { readonly is: 'text'; readonly text: string }

/** Thrown for what is not well-formed enough to be read, or declares a document type. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function character(code: number): string {
  if (!(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code < 0xe000)) throw new XmlError('no such character')
  return String.fromCodePoint(code)
}

/** Only the five entities that every reader knows, and numbers: an entity that a file defines is never expanded. */
function unescape(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,32}));|&/giu,
    (_all, hex?: string, dec?: string, name?: string) => {
      if (hex !== undefined) return character(Number.parseInt(hex, 16))
      if (dec !== undefined) return character(Number(dec))
      const known = name === undefined ? undefined : named[name]
      if (known === undefined) throw new XmlError('an entity that is not known')
      return known
    },
  )
}

const attributePattern = /([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu

function openTag(tag: string): XmlEvent {
  const empty = tag.endsWith('/')
  const body = empty ? tag.slice(0, -1) : tag
  const name = /^[^\s/>]+/u.exec(body)?.[0]
  if (name === undefined) throw new XmlError('a tag without a name')
  const attributes = new Map<string, string>()
  for (const [, key = '', double, single] of body.slice(name.length).matchAll(attributePattern))
    attributes.set(key, unescape(double ?? single ?? ''))
  return { is: 'open', name, attributes, empty }
}

/** The end of a tag: the first `>` outside quotes. */
function tagEnd(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const letter = text[at]
    if (quote !== '') {
      if (letter === quote) quote = ''
    } else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '>') return at
  }
  throw new XmlError('cut short')
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from)
  if (at < 0) throw new XmlError('cut short')
  return at
}

/**
 * Reads an XML text from start to end, one event after another, without a tree and without recursion: depth costs
 * nothing. Does not check that tags match; no document type, so no entities and nothing outside.
 *
 * @throws XmlError
 * Source: XML 1.0, fifth edition.
 */
export function* xmlEvents(text: string): Generator<XmlEvent> {
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('<', at)
    if (open < 0) return
    if (open > at) yield { is: 'text', text: unescape(text.slice(at, open)) }
    if (text.startsWith('<!--', open)) at = after(text, '-->', open + 4) + 3
    else if (text.startsWith('<![CDATA[', open)) {
      const end = after(text, ']]>', open)
      yield { is: 'text', text: text.slice(open + 9, end) }
      at = end + 3
    } else if (text.startsWith('<?', open)) at = after(text, '?>', open) + 2
    else if (text.startsWith('<!', open)) throw new XmlError('a document type')
    else {
      const end = tagEnd(text, open)
      const tag = text.slice(open + 1, end)
      yield tag.startsWith('/') ? { is: 'close', name: tag.slice(1).trim() } : openTag(tag)
      at = end + 1
    }
  }
}
