import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { z } from 'zod'
import { Paragraph } from '../contract/statements.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Desk } from './desk.ts'
import type { StatementText } from './statements.ts'

/** The longest source of a statement that is read, in bytes: far more than any account, far less than a bomb. */
const MOST_BYTES = 64 * 1024 * 1024

/** What the reader's parser of statements answers. */
const ParsedStatement = z.object({ paragraphs: z.array(Paragraph), warnings: z.array(z.string()) })

/**
 * Reads a statement's words from a Markdown, plain text or .docx file, in the process without keys.
 *
 * @throws Refusal `source.not-found`, `source.unreadable`, `source.unsupported` (too long), `statement.unreadable-source`, `statement.empty`
 */
export async function readStatementFile(desk: Desk, path: string): Promise<StatementText> {
  const bytes = await readBounded(path)
  return parse(desk, bytes, kindOf(bytes, path))
}

/** Reads a statement's words as they were typed or pasted. Markdown is taken for what it says. @throws Refusal `statement.empty` */
export async function readStatementText(desk: Desk, text: string): Promise<StatementText> {
  return parse(desk, Buffer.from(text, 'utf8'), 'markdown')
}

type SourceKind = 'markdown' | 'text' | 'docx'

async function parse(desk: Desk, bytes: Uint8Array, kind: SourceKind): Promise<StatementText> {
  return desk.reader.parse('statement', bytes, { options: { kind }, schema: ParsedStatement })
}

/** A .docx is a ZIP whatever its name says; Markdown can only be told by its name. */
function kindOf(bytes: Uint8Array, path: string): SourceKind {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'docx'
  return ['.md', '.markdown'].includes(extname(path).toLowerCase()) ? 'markdown' : 'text'
}

async function readBounded(path: string): Promise<Uint8Array> {
  try {
    const handle = await open(path, 'r')
    try {
      const facts = await handle.stat()
      if (!facts.isFile()) throw new Refusal('source.unreadable', {})
      if (facts.size > MOST_BYTES) throw new Refusal('source.unsupported', {})
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new Refusal(code === 'ENOENT' ? 'source.not-found' : 'source.unreadable', {})
  }
}
