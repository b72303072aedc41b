import type { Exhibit } from '../../contract/exhibits.ts'
import { TakenOut } from '../../contract/contents.ts'
import { kindOf } from '../../domain/exhibit-kind.ts'
import { detectMediaType } from '../../intake/media-type.ts'
import { contentsKindOf } from '../../intake/contents-kind.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { Desk } from '../desk.ts'
import { type Derived, ownTool } from './file-derived.ts'

/** So much of a file's beginning and end tells what it is, in bytes. */
const ENDS_BYTES = 65_536

/** A mail, and which of its attachments is wanted, counted from 0. */
interface Taking {
  readonly parent: Exhibit
  readonly index: number
  readonly bytes: Uint8Array
  readonly sha256: string
}

/**
 * Takes an attachment out of a mail, byte for byte as the mail carries it. A message within an Outlook message has no file of its own: of
 * it a text is made, and the recipe says so.
 *
 * @throws Refusal `source.unsupported` for no mail or no such attachment, `source.damaged`
 */
export async function takeOut(desk: Desk, { parent, index, bytes, sha256 }: Taking): Promise<Derived> {
  const kind = contentsKindOf(parent.file?.mediaType ?? '')
  if (kind !== 'mail' && kind !== 'mailbox' && kind !== 'outlook') throw new Refusal('source.unsupported', {})
  const options = { kind, index }
  const taken = await desk.reader.parse('attachment', bytes, { options, schema: TakenOut.nullable() })
  if (taken === null) throw new Refusal('source.unsupported', {})
  const mediaType = detectMediaType(
    taken.bytes.subarray(0, ENDS_BYTES),
    taken.bytes.length,
    taken.bytes.subarray(-ENDS_BYTES),
  )
  const name = taken.name.slice(0, 200) || `attachment ${String(index + 1)}`
  return {
    parentId: parent.exhibitId,
    bytes: taken.bytes,
    mediaType,
    fileName: name,
    title: name,
    kind: kindOf(mediaType),
    making: {
      way: 'attachment',
      parentSha256: sha256,
      tool: ownTool(kind === 'outlook' ? 'MS-OXMSG' : 'postal-mime'),
      settings: { number: index + 1, content: taken.asText ? 'text made of a message' : 'as in the mail' },
    },
  }
}
