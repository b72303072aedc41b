import type { EvidenceDetails, Exhibit } from '../contract/exhibits.ts'
import type { ExhibitKind } from '../contract/words.ts'
import { internalMark } from '../domain/marks.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Reader } from '../store/connection.ts'
import * as exhibits from '../store/exhibits.ts'
import { getCase } from './case-file.ts'
import type { CustodyAddition } from './custody-addition.ts'
import type { Desk } from './desk.ts'
import { mustBeAllowed, record } from './record.ts'

/** An exhibit by its id. @throws Refusal `exhibit.not-found` */
export function getExhibit(reader: Reader, exhibitId: string): Exhibit {
  const found = exhibits.find(reader, exhibitId)
  if (!found) throw new Refusal('exhibit.not-found', {})
  return found
}

/** The file of an exhibit that has one. @throws Refusal `exhibit.not-found` */
export function getFile(reader: Reader, exhibitId: string): exhibits.FileRow {
  const found = exhibits.findFile(reader, exhibitId)
  if (!found) throw new Refusal('exhibit.not-found', {})
  return found
}

/** A physical exhibit, or one held elsewhere: described, marked and followed, without a file. */
export function recordExhibit(
  desk: Desk,
  asked: {
    readonly caseId: string
    readonly title: string
    readonly kind: ExhibitKind
    readonly details: EvidenceDetails
    readonly before?: readonly Omit<CustodyAddition, 'exhibitId'>[]
  },
): { readonly exhibitId: string; readonly mark: string } {
  mustBeAllowed(desk, 'exhibit.record')
  const id = desk.newId()
  return desk.connection.write((writer) => {
    getCase(desk, writer, asked.caseId)
    const number = exhibits.nextNumber(writer, asked.caseId)
    const mark = internalMark(number)
    const { before = [], ...row } = asked
    exhibits.insert(writer, { ...row, id, number, mark, recordedAt: desk.clock().at })
    const received = { kind: 'received', place: asked.details.physicalLocation ?? '' } as const
    record(desk, writer, {
      act: 'exhibit.record',
      object: id,
      facts: { caseId: asked.caseId },
      custody: (before.length === 0 ? [received] : before).map((event) => ({ ...event, exhibitId: id })),
    })
    return { exhibitId: id, mark }
  })
}

/**
 * Writes a copy of an exhibit outside the vault. The act is in its chain before a byte is outside, so that no copy can
 * exist that the chain does not know of; a copy that then fails is corrected in the chain.
 */
export async function extractExhibit(
  desk: Desk,
  exhibitId: string,
  to: { readonly path: string; readonly overwrite: boolean },
): Promise<{ readonly sha256: string }> {
  mustBeAllowed(desk, 'exhibit.extract')
  const file = desk.connection.read((reader) => getFile(reader, exhibitId))
  const [event] = desk.connection.write((writer) =>
    record(desk, writer, {
      act: 'exhibit.extract',
      object: exhibitId,
      facts: { sha256: file.sha256 },
      custody: [{ exhibitId, kind: 'exported', note: `sha256:${file.sha256}` }],
    }),
  )
  try {
    await desk.blobs.extractTo(file, to.path, { overwrite: to.overwrite })
  } catch (error) {
    const details = { corrects: event?.sequence ?? 0, withdraws: true }
    desk.connection.write((writer) =>
      record(desk, writer, {
        act: 'exhibit.extract-failed',
        object: exhibitId,
        custody: [{ exhibitId, kind: 'corrected', note: 'no copy was made', details }],
      }),
    )
    throw error
  }
  return { sha256: file.sha256 }
}
