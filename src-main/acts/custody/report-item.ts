import type { Party } from '../../contract/cases.ts'
import type { Exhibit } from '../../contract/exhibits.ts'
import { verifyChain } from '../../domain/custody.ts'
import * as custody from '../../store/custody.ts'
import * as exhibits from '../../store/exhibits.ts'
import * as origins from '../../store/origins.ts'
import * as users from '../../store/users.ts'
import type { CustodyItem, CustodyReportInput } from '../../typeset/inputs.ts'
import { showCustody } from '../custody.ts'
import type { Desk } from '../desk.ts'
import type { FileCheck } from '../integrity/check-file.ts'
import { mayBeShown, pictureOf } from './report-pictures.ts'
import { rowOf, shownUtc, type Wording } from './report-rows.ts'

/** What one exhibit of a report is made from. */
export interface ItemOf {
  readonly exhibit: Exhibit
  /** What reading its file again gave; nothing where it has none. */
  readonly check: FileCheck | undefined
  readonly checkedAt: string
  readonly parties: readonly Party[]
}

/** One exhibit of a report: itself, its picture, its digests, what reading it again gave, and its whole chain. */
export async function itemOf(desk: Desk, wording: Wording, of: ItemOf): Promise<CustodyItem> {
  const { exhibit, check, parties } = of
  const isShown = !wording.isServed || mayBeShown(exhibit, parties)
  const picture = isShown ? await pictureOf(desk, exhibit) : undefined
  const { events } = showCustody(desk, exhibit.exhibitId)
  const chain = desk.connection.read((reader) => custody.chain(reader, exhibit.exhibitId))
  return {
    mark: exhibit.mark,
    description: wording.cover(exhibit.title),
    facts: factsOfExhibit(wording, exhibit),
    files: filesOf(wording, exhibit),
    pictures: picture ? [{ bytes: picture, caption: exhibit.mark }] : [],
    ...(isShown ? {} : { noPicture: 'withheld' }),
    ...(check ? { check: checkOf(check, of.checkedAt) } : {}),
    events: events.map((event) => rowOf(wording, event)),
    faults: verifyChain(chain),
  }
}

function checkOf({ ok, found, damage }: FileCheck, at: string): NonNullable<CustodyItem['check']> {
  return {
    holds: ok,
    at: shownUtc(at),
    found: found ?? '',
    damage: damage.map(({ from, to }) => `${String(from)}\u2013${String(to - 1)}`),
  }
}

/** A file's digests. A file's own name can name a person: in a served report its type stands for it. */
export function filesOf({ isServed }: Wording, { mark, file }: Exhibit): CustodyItem['files'] {
  if (!file) return []
  const { name, mediaType, size, sha256, sha1, md5 } = file
  return [{ mark, file: isServed ? mediaType : name, bytes: size, sha256, sha1, md5 }]
}

function factsOfExhibit(wording: Wording, exhibit: Exhibit): CustodyReportInput['facts'] {
  const { details } = exhibit
  const facts: CustodyReportInput['facts'][number][] = [
    { field: 'kind', value: { word: `kind-${exhibit.kind}` } },
    { field: 'identifier', value: exhibit.exhibitId },
  ]
  const put = (field: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') facts.push({ field, value: wording.cover(value) })
  }
  put('description', details.description)
  put('collected-by', details.collectedBy)
  put('collected-at', details.collectedAt?.replace('T', ' '))
  put('place', details.place)
  // Where a protected person lives is as telling as a name.
  if (!wording.isServed && details.latitude !== undefined && details.longitude !== undefined)
    facts.push({ field: 'coordinates', value: coordinates(details) })
  put('source', details.source)
  put('method', details.method)
  put('seals', details.sealNumbers)
  put('held-at', details.physicalLocation)
  put('language', details.language)
  if (details.sensitivity) facts.push({ field: 'sensitivity', value: { word: details.sensitivity } })
  return [...facts, ...importOf(wording, exhibit), ...lineage(wording, exhibit)]
}

function coordinates({ latitude, longitude, accuracyMetres }: Exhibit['details']): string {
  const place = `${String(latitude)}, ${String(longitude)}`
  return accuracyMetres === undefined ? place : `${place} \u00b1 ${String(accuracyMetres)} m`
}

function importOf({ reader, cover }: Wording, { exhibitId }: Exhibit): CustodyReportInput['facts'] {
  const file = exhibits.findFile(reader, exhibitId)
  if (!file) return []
  const importer = users.list(reader).find(({ id }) => id === file.importedBy)
  return [
    { field: 'media-type', value: file.mediaType },
    { field: 'imported-at', value: shownUtc(file.importedAt) },
    { field: 'imported-by', value: cover(importer?.name ?? '') },
    ...(file.sourceModifiedAt === null ? [] : [{ field: 'source-modified', value: file.sourceModifiedAt }]),
  ]
}

function lineage({ reader }: Wording, { exhibitId }: Exhibit): CustodyReportInput['facts'] {
  const markOf = (id: string): string => exhibits.find(reader, id)?.mark ?? id
  const parent = origins.find(reader, exhibitId)
  const made = origins.madeFrom(reader, exhibitId)
  return [
    ...(parent ? [{ field: 'derived-from', value: `${markOf(parent.parentId)}, sha256:${parent.parentSha256}` }] : []),
    ...(made.length === 0
      ? []
      : [{ field: 'derived-into', value: made.map((one) => `${markOf(one.exhibitId)} (${one.way})`).join(', ') }]),
  ]
}
