import { guessCallColumns } from '../domain/call-columns.ts'
import type { Conversation, Mail, Prose, Table, Contacts } from '../contract/contents.ts'
import type { BytesReason, CallColumns } from '../contract/viewing.ts'
import { Contents, type ContentsKind } from '../intake/contents-kind.ts'
import { Refusal } from '../kernel/errors.ts'
import { given } from '../kernel/given.ts'
import type { BlobRef } from '../vault/blobs.ts'
import type { Desk } from './desk.ts'
import { readingOf } from './reading.ts'

/** A file's contents as plain values. */
export type ViewedContents =
  | { readonly as: 'mail'; readonly mail: Mail }
  | { readonly as: 'conversation'; readonly conversation: Conversation }
  | { readonly as: 'table'; readonly table: Table; readonly calls: CallColumns | null }
  | { readonly as: 'prose'; readonly prose: Prose }
  | { readonly as: 'contacts'; readonly contacts: Contacts }

/** The most of a file that its parser is given, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024

/** Of a table that is text so much is shown as goes into the window's memory; the rest is there in the file. */
const MOST_TABLE_BYTES = 32 * 1024 * 1024

/** Text that is longer is not looked at for a conversation. */
const MOST_CONVERSATION_BYTES = 32 * 1024 * 1024

/** So much of a file from its beginning. */
export async function beginningOf(desk: Desk, blob: BlobRef, most: number): Promise<Uint8Array> {
  const end = Math.min(blob.size, most)
  const parts: Uint8Array[] = []
  for await (const bytes of desk.blobs.read(blob, { start: 0, end })) parts.push(bytes.slice())
  return Buffer.concat(parts)
}

function mostFor(kind: ContentsKind): number {
  if (kind === 'separated') return MOST_TABLE_BYTES
  return kind === 'conversation' ? MOST_CONVERSATION_BYTES : MOST_BYTES
}

/** What is asked of the reader. */
interface Asked {
  readonly exhibitId: string
  readonly kind: ContentsKind
}

/**
 * Has the process without keys read what a file holds. Undefined where it holds nothing of the kind (text that is no conversation), and
 * why where it cannot be read.
 */
export async function viewContents(
  desk: Desk,
  blob: BlobRef,
  { exhibitId, kind }: Asked,
): Promise<ViewedContents | BytesReason | undefined> {
  const most = mostFor(kind)
  if (blob.size > most && kind !== 'separated') return kind === 'conversation' ? undefined : 'too-large'
  const bytes = await beginningOf(desk, blob, most)
  const { order } = desk.connection.read((reader) => readingOf(reader, exhibitId))
  try {
    const options = { kind, ...given({ order: order ?? undefined }) }
    const contents = await desk.reader.parse('contents', bytes, { options, schema: Contents })
    return shown(contents, blob.size > most)
  } catch (error) {
    return whyNot(error)
  }
}

function shown(contents: Contents, isCut: boolean): ViewedContents | undefined {
  switch (contents.is) {
    case 'mail':
      return { as: 'mail', mail: contents.mail }
    case 'conversation':
      return { as: 'conversation', conversation: contents.conversation }
    case 'table': {
      const { table } = contents
      const findings = isCut ? [...new Set([...table.findings, 'truncated' as const])] : table.findings
      return { as: 'table', table: { ...table, findings }, calls: guessCallColumns(table.sheets[0]?.rows[0] ?? []) }
    }
    case 'prose':
      return { as: 'prose', prose: contents.prose }
    case 'contacts':
      return { as: 'contacts', contacts: contents.contacts }
    case 'none':
      return undefined
  }
}

/** Why a file is shown as bytes alone. @throws what no file can be to blame for */
export function whyNot(error: unknown): BytesReason {
  if (!(error instanceof Refusal)) throw error
  switch (error.code) {
    case 'pdf.encrypted':
      return 'encrypted'
    case 'reader.timed-out':
      return 'timed-out'
    case 'source.too-large':
      return 'too-large'
    case 'source.unsupported':
      return 'not-shown'
    case 'pdf.damaged':
    case 'pdf.no-pages':
    case 'image.damaged':
    case 'source.damaged':
    case 'reader.failed':
      return 'damaged'
    default:
      throw error
  }
}
