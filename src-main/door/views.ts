import { randomBytes } from 'node:crypto'
import type { ChatMessage } from '../contract/contents.ts'
import type { TableRow, View } from '../contract/viewing.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Desk } from '../acts/desk.ts'
import type { Viewed } from '../acts/view-exhibit.ts'
import { type StringsFound, stringsFrom } from '../acts/view-strings.ts'

/** Which rows of which sheet. */
export interface RowsAsked {
  readonly token: string
  readonly sheet: number
  readonly offset: number
  readonly limit: number
}

/** What the window is looking at, under tokens that say nothing of what they stand for. */
export interface Views {
  /** Gives the window a token for what was opened at a desk; the oldest tokens are let go. */
  show(viewed: Viewed, desk: Desk): View
  /** Notes that an exhibit was opened, which is entered in its chain. */
  opened(exhibitId: string): void
  /** Whoever reads what an exhibit says has looked at it, and looks at it first. @throws Refusal `grant.unknown` */
  mustBeOpened(exhibitId: string): void
  /** One page as a PNG. `index` counts from 0, `width` is in device pixels. @throws Refusal `grant.unknown` */
  page(token: string, index: number, width: number): Promise<Uint8Array>
  /** What a media token stands for. @throws Refusal `grant.unknown` */
  media(token: string): { readonly size: number; readonly mediaType: string }
  /** Bytes of a media token or of one for bytes, from `start` to before `end`. @throws Refusal `grant.unknown` */
  bytes(token: string, start: number, end: number): Promise<Uint8Array>
  /** Rows of a table. @throws Refusal `grant.unknown` */
  rows(asked: RowsAsked): readonly TableRow[]
  /** Messages of a conversation. @throws Refusal `grant.unknown` */
  messages(token: string, offset: number, limit: number): readonly ChatMessage[]
  /** What reads as text from a place on, and where to go on. @throws Refusal `grant.unknown` */
  strings(token: string, offset: number): Promise<StringsFound>
}

const MOST_TOKENS = 64
/** Tables and conversations lie in memory as long as they are shown: so many of them. */
const MOST_HELD = 4
interface Shown {
  readonly viewed: Viewed
  readonly desk: Desk
}

function isHeld({ viewed }: Shown): boolean {
  return viewed.as === 'table' || viewed.as === 'conversation'
}

/** Keeps the views of one session. */
export function createViews(): Views {
  const shown = new Map<string, Shown>()
  const opened = new Set<string>()

  const find = <A extends Viewed['as']>(
    token: string,
    ...as: readonly A[]
  ): { readonly viewed: Extract<Viewed, { as: A }>; readonly desk: Desk } => {
    const found = shown.get(token)
    if (found === undefined || !as.some((one) => one === found.viewed.as)) throw new Refusal('grant.unknown', {})
    return { viewed: found.viewed as Extract<Viewed, { as: A }>, desk: found.desk }
  }

  const letGo = (most: number, which: (one: Shown) => boolean): void => {
    const all = [...shown].filter(([, one]) => which(one))
    for (const [token] of all.slice(0, Math.max(0, all.length - most))) shown.delete(token)
  }

  const keep = (viewed: Viewed, desk: Desk): string => {
    const token = randomBytes(16).toString('base64url')
    shown.set(token, { viewed, desk })
    letGo(MOST_HELD, isHeld)
    letGo(MOST_TOKENS, () => true)
    return token
  }

  const bytes = async (token: string, start: number, end: number): Promise<Uint8Array> => {
    const { viewed, desk } = find(token, 'media', 'bytes')
    const { blob } = viewed
    const parts: Uint8Array[] = []
    const range = { start: Math.min(start, blob.size), end: Math.min(end, blob.size) }
    for await (const part of desk.blobs.read(blob, range)) parts.push(part.slice())
    return Buffer.concat(parts)
  }

  return {
    show: (viewed, desk) => answerFor(viewed, () => keep(viewed, desk)),
    opened: (exhibitId) => void opened.add(exhibitId),
    mustBeOpened(exhibitId) {
      if (!opened.has(exhibitId)) throw new Refusal('grant.unknown', {})
    },
    async page(token, index, width) {
      const { viewed, desk } = find(token, 'pages')
      return (await desk.reader.render(viewed.source, index, width)).png
    },
    media(token) {
      const { blob, mediaType } = find(token, 'media').viewed
      return { size: blob.size, mediaType }
    },
    bytes,
    rows({ token, sheet, offset, limit }) {
      const found = find(token, 'table').viewed.table.sheets[sheet]
      if (found === undefined) return []
      return found.rows.slice(offset, offset + limit).map((cells, i) => {
        const formulas: Record<string, string> = {}
        for (let column = 0; column < cells.length; column++) {
          const formula = found.formulas[`${String(offset + i)}:${String(column)}`]
          if (formula !== undefined) formulas[column] = formula
        }
        return { cells, formulas }
      })
    },
    messages: (token, offset, limit) =>
      find(token, 'conversation').viewed.conversation.messages.slice(offset, offset + limit),
    strings(token, offset) {
      const { viewed, desk } = find(token, 'bytes')
      return stringsFrom(desk, viewed.blob, offset)
    },
  }
}

/** What the window is told of something that is shown to it. */
function answerFor(viewed: Viewed, token: () => string): View {
  switch (viewed.as) {
    case 'pages':
      return { as: 'pages', token: token(), pages: [...viewed.pages] }
    case 'media':
      return { as: 'media', token: token(), mediaType: viewed.mediaType }
    case 'bytes':
      return { as: 'bytes', token: token(), size: viewed.blob.size, reason: viewed.reason }
    case 'conversation': {
      const { messages, ...conversation } = viewed.conversation
      return { as: 'conversation', token: token(), conversation, messages: messages.length }
    }
    case 'table': {
      const { sheets, ...table } = viewed.table
      const told = sheets.map(({ name, hidden, rows, columns }) => ({ name, hidden, rows: rows.length, columns }))
      return { as: 'table', token: token(), ...table, sheets: told, calls: viewed.calls }
    }
    case 'text':
    case 'mail':
    case 'prose':
    case 'contacts':
    case 'facts':
      return viewed
  }
}
