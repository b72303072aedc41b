import type { RawStatement, SourceParagraph } from './paragraphs.ts'

/** A line that begins something new even without an empty line before it: a number, a question, an answer, a bullet. */
const begins = /^\s*(?:\(?\p{Nd}{1,3}[.)\u0964]\s|(?:Q|A|Question|Answer)\s*[.:)]\s|[-*\u2022]\s)/iu

/** Lines that belong together: the lines of one paragraph as it was wrapped by hand. */
function blocks(text: string): readonly string[] {
  const found: string[] = []
  for (const block of text.split(/\n[^\S\n]*\n/u)) {
    let held: string[] = []
    for (const line of block.split('\n')) {
      if (begins.test(line) && held.length > 0) {
        found.push(held.join(' '))
        held = []
      }
      held.push(line.trim())
    }
    found.push(held.join(' '))
  }
  return found
}

/** Reads plain text: paragraphs are parted by empty lines, or, where there are none, each line is one. */
export function readPlain(text: string): RawStatement {
  const lines = text.replaceAll(/\r\n?/gu, '\n').trim()
  const parts = /\n[^\S\n]*\n/u.test(lines) ? blocks(lines) : lines.split('\n')
  const paragraphs = parts.map((part): SourceParagraph => {
    const quoted = /^\s*>\s?/u.test(part)
    return { kind: quoted ? 'quotation' : 'paragraph', text: part.replace(/^\s*(?:>\s?|[-*\u2022]\s+)/u, '') }
  })
  return { paragraphs }
}
