import { version } from '../../../package.json'
import type { CustodyDetails } from '../../contract/custody.ts'
import type { EvidenceDetails, Exhibit } from '../../contract/exhibits.ts'
import type { ExhibitKind } from '../../contract/words.ts'
import { internalMark } from '../../domain/marks.ts'
import * as exhibits from '../../store/exhibits.ts'
import * as origins from '../../store/origins.ts'
import type { StoredBlob } from '../../vault/blobs.ts'
import type { Desk } from '../desk.ts'
import { getExhibit } from '../exhibits.ts'
import { mustBeAllowed, record } from '../record.ts'

/** How something was made from an exhibit: kept in the new one's chain and beside it. */
export interface Making {
  /** As `crop`, `excerpt`, `transcript`, `redacted`. */
  readonly way: string
  /** The SHA-256 of the original's bytes as they were read for it. */
  readonly parentSha256: string
  readonly tool: { readonly name: string; readonly version: string }
  readonly settings: NonNullable<CustodyDetails['settings']>
}

/** What was made, and how. */
export interface Derived {
  readonly parentId: string
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** With its ending, as `EX-0007 crop.jpg`. */
  readonly fileName: string
  readonly title: string
  readonly kind: ExhibitKind
  readonly details?: EvidenceDetails
  readonly making: Making
}

/** The program as the tool. */
export function ownTool(engine: string): Making['tool'] {
  return { name: `Clarkson (${engine})`, version }
}

/**
 * Files what was made from an exhibit as a new exhibit of the same case, linked to it, with the whole recipe in its chain;
 * the original's chain says that it was copied. The original is not touched.
 *
 * @throws Refusal `exhibit.not-found`, `not-permitted`, `disk.full`
 * Source: FEATURES 20; DOMAIN, Exhibit (`derivedFrom`)
 */
export async function fileDerived(
  desk: Desk,
  derived: Derived,
): Promise<{ readonly exhibitId: string; readonly mark: string }> {
  mustBeAllowed(desk, 'exhibit.derive')
  const parent = desk.connection.read((reader) => getExhibit(reader, derived.parentId))
  const blob = await desk.blobs.putBytes(derived.bytes)
  try {
    return enter(desk, { derived, parent, blob })
  } catch (error) {
    await desk.blobs.forget([blob.blobId])
    throw error
  }
}

interface Entering {
  readonly derived: Derived
  readonly parent: Exhibit
  readonly blob: StoredBlob
}

function enter(desk: Desk, { derived, parent, blob }: Entering): { readonly exhibitId: string; readonly mark: string } {
  const { making, title, kind, fileName, mediaType } = derived
  return desk.connection.write((writer) => {
    const { caseId } = parent
    const number = exhibits.nextNumber(writer, caseId)
    const id = desk.newId()
    const mark = internalMark(number)
    const { at } = desk.clock()
    exhibits.insert(writer, {
      id,
      caseId,
      number,
      mark,
      title,
      kind,
      details: detailsFor(derived, parent),
      recordedAt: at,
    })
    const { blobId, size, sha256, sha1, md5, headerSha256, epoch } = blob
    exhibits.insertFile(writer, {
      exhibitId: id,
      caseId,
      blobId,
      name: fileName,
      size,
      mediaType,
      sha256,
      sha1,
      md5,
      headerSha256,
      epoch,
      sourceModifiedAt: null,
      importedAt: at,
      importedBy: desk.user.id,
    })
    const recipe: CustodyDetails = {
      parent: { exhibitId: parent.exhibitId, sha256: making.parentSha256 },
      tool: making.tool,
      settings: { way: making.way, ...making.settings },
    }
    origins.insert(writer, {
      exhibitId: id,
      parentId: parent.exhibitId,
      parentSha256: making.parentSha256,
      way: making.way,
      recipe: JSON.stringify({ tool: making.tool, settings: making.settings }),
      recordedAt: at,
    })
    record(desk, writer, {
      act: 'exhibit.derive',
      object: id,
      facts: { parent: parent.exhibitId, sha256, way: making.way },
      custody: [
        { exhibitId: id, kind: 'created', details: recipe },
        { exhibitId: id, kind: 'imported', note: `sha256:${sha256}` },
        { exhibitId: parent.exhibitId, kind: 'copied', note: `${making.way}: ${mark}` },
      ],
    })
    return { exhibitId: id, mark }
  })
}

/** What is true of the original and of whatever is made from it. */
function detailsFor({ details = {} }: Derived, parent: Exhibit): EvidenceDetails {
  const { sensitivity, parties, tags, language } = parent.details
  return {
    source: parent.mark,
    ...(sensitivity ? { sensitivity } : {}),
    ...(parties ? { parties } : {}),
    ...(tags ? { tags } : {}),
    ...(language ? { language } : {}),
    ...details,
  }
}
