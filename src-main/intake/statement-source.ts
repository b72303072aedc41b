import { Refusal } from '../kernel/errors.ts'
import { readDocx } from './docx-source.ts'
import { readMarkdown } from './markdown-source.ts'
import { statementText, type RawStatement, type StatementText } from './paragraphs.ts'
import { readPlain } from './plain-source.ts'
import { decodeText, looksLikeText } from './text.ts'
import { XmlError } from './xml-events.ts'
import { ZipError } from './zip-parts.ts'

/** What a statement's source is written in. */
export type StatementKind = 'markdown' | 'text' | 'docx'

/** The longest Markdown or plain text that is read, in bytes. */
const mostTextBytes = 16 * 1024 * 1024

function readText(bytes: Uint8Array, read: (text: string) => RawStatement): RawStatement {
  if (bytes.length > mostTextBytes) throw new Refusal('statement.unreadable-source', {})
  if (bytes.length > 0 && !looksLikeText(bytes.subarray(0, 65_536)))
    throw new Refusal('statement.unreadable-source', {})
  const { text, confidence } = decodeText(bytes)
  const raw = read(text)
  if (confidence === 'certain') return raw
  return { ...raw, warnings: [...(raw.warnings ?? []), 'encoding-guessed'] }
}

function readSource(bytes: Uint8Array, kind: StatementKind): RawStatement {
  if (kind === 'docx') return readDocx(bytes)
  return readText(bytes, kind === 'markdown' ? readMarkdown : readPlain)
}

/**
 * Reads the words of a statement from a file that someone wrote: pure, without a file system and without a network.
 *
 * @param kind what it is, by whoever knows the file's name; a .docx can be told by its first bytes
 * @throws Refusal `statement.unreadable-source` (damaged, encrypted, too large, of another kind), `statement.empty`
 */
export function readStatementSource(bytes: Uint8Array, kind: StatementKind): StatementText {
  try {
    return statementText(readSource(bytes, kind))
  } catch (error) {
    if (error instanceof ZipError || error instanceof XmlError)
      throw new Refusal('statement.unreadable-source', {}, { cause: error })
    throw error
  }
}
