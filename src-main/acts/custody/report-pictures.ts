import type { Exhibit } from '../../contract/exhibits.ts'
import type { Party } from '../../contract/cases.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { Desk } from '../desk.ts'
import { getFile } from '../exhibits.ts'

/** What is read whole to make a picture of. */
const MOST_BYTES = 256 * 1024 * 1024
/** Enough for half a page at 200 pixels an inch. */
const MOST_PIXELS = 900

/** A small picture of an exhibit's file, of a PDF its first page; nothing for what has none or cannot be read. */
export async function pictureOf(desk: Desk, exhibit: Exhibit): Promise<Uint8Array | undefined> {
  const type = exhibit.file?.mediaType ?? ''
  if (!type.startsWith('image/') && type !== 'application/pdf') return undefined
  const file = desk.connection.read((reader) => getFile(reader, exhibit.exhibitId))
  if (file.size > MOST_BYTES) return undefined
  try {
    const bytes = await desk.blobs.readAll(file, MOST_BYTES)
    return (await desk.reader.derive(bytes, { page: 0, mostPixels: MOST_PIXELS, to: 'jpeg' })).bytes
  } catch (error) {
    // A damaged or unreadable file is named by its check; it has no picture.
    if (error instanceof Refusal && error.code !== 'vault.locked') return undefined
    throw error
  }
}

/** Whether a served paper may show an exhibit: it is not sensitive and concerns nobody who is protected. */
export function mayBeShown({ details }: Pick<Exhibit, 'details'>, parties: readonly Party[]): boolean {
  if ((details.sensitivity ?? 'ordinary') !== 'ordinary') return false
  return !parties.some((party) => party.protected && details.parties?.includes(party.partyId) === true)
}
