import type { DeriveRecipe } from '../../contract/derive.ts'
import type { Exhibit } from '../../contract/exhibits.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { Desk } from '../desk.ts'
import { getFile } from '../exhibits.ts'
import { type Derived, ownTool } from './file-derived.ts'

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0')
}

/** `01:02:03.450`. */
function timeCode(ms: number): string {
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)}.${String(ms % 1_000).padStart(3, '0')}`
}

/**
 * Keeps a frame of a film as a picture. Chromium's decoder drew it in the window; the process without keys reads it and writes it anew,
 * so that what is kept is a picture and nothing else.
 *
 * @throws Refusal `source.unsupported` for no film, `image.damaged`
 */
export async function keepFrame(
  desk: Desk,
  parent: Exhibit,
  { atMs, picture }: Extract<DeriveRecipe, { way: 'frame' }>,
): Promise<Derived> {
  if (parent.file?.mediaType.startsWith('video/') !== true) throw new Refusal('source.unsupported', {})
  const made = await desk.reader.convertImage(Buffer.from(picture, 'base64'), 'png')
  const at = timeCode(atMs)
  return {
    parentId: parent.exhibitId,
    bytes: made.bytes,
    mediaType: 'image/png',
    fileName: `${parent.mark} frame ${at.replaceAll(':', '-')}.png`,
    title: `${parent.title} (frame at ${at})`,
    kind: 'photograph',
    making: {
      way: 'frame',
      // The film was played from the vault in ranges, each of which proved itself; its recorded digest is what it is of.
      parentSha256: desk.connection.read((reader) => getFile(reader, parent.exhibitId)).sha256,
      tool: ownTool('Chromium'),
      settings: { at, milliseconds: atMs, width: made.widthPixels, height: made.heightPixels, format: 'png' },
    },
  }
}
