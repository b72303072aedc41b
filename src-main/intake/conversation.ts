import type { Conversation, DateOrder } from '../contract/contents.ts'
import { readChatHtml } from './chat-html.ts'
import { readChatJson } from './chat-json.ts'
import { readChatText } from './chat-text.ts'
import { decodeText } from './text.ts'

/**
 * Reads an exported conversation (WhatsApp, Signal, Telegram, Instagram); undefined for a file that is none.
 *
 * @param order of day, month and year, as somebody said
 */
export function readConversation(bytes: Uint8Array, order?: DateOrder): Conversation | undefined {
  const { text } = decodeText(bytes)
  const start = text.slice(0, 200).trimStart()
  const read = start.startsWith('{')
    ? readChatJson(text)
    : start.startsWith('<')
      ? readChatHtml(text)
      : readChatText(text, order)
  // A WhatsApp line of iOS begins with a bracket, as JSON may.
  return read ?? (start.startsWith('[') ? readChatText(text, order) : undefined)
}
