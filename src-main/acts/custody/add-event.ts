import {
  isTold,
  type CustodyDetails,
  type Custodian,
  type NewCustodyEvent,
  type Signature,
  type SignatureGiven,
} from '../../contract/custody.ts'
import { momentOf } from '../../domain/moment.ts'
import { standings, type ToldEvent } from '../../domain/custody-standing.ts'
import { Refusal } from '../../kernel/errors.ts'
import { given } from '../../kernel/given.ts'
import * as custody from '../../store/custody.ts'
import type { Reader } from '../../store/connection.ts'
import * as exhibits from '../../store/exhibits.ts'
import { dayOf } from '../case-file.ts'
import { detailsOf } from '../custody.ts'
import type { CustodyAddition } from '../custody-addition.ts'
import type { Desk, Moment } from '../desk.ts'
import { getExhibit } from '../exhibits.ts'
import { mustBeAllowed, record } from '../record.ts'
import { checkFile } from '../integrity/check-file.ts'

/** An event in its place. */
export interface Entered {
  readonly sequence: number
  readonly digest: string
}

/** A clock may be this much behind the one an event was read from. */
const MINUTES_AHEAD = 10

/**
 * Adds to a chain what a person says happened, signatures with it. A transfer without its recipient's signature is
 * pending until a receipt that names it has one. Of a digital exhibit that changes hands the file is read again, and what
 * that gave is part of the event.
 *
 * @throws Refusal `exhibit.not-found`, `custody.in-future`, `custody.no-such-event`, `custody.not-the-signer`
 * Source: FEATURES 4; docs/CUSTODY.md
 */
export async function addCustodyEvent(desk: Desk, asked: NewCustodyEvent): Promise<Entered> {
  mustBeAllowed(desk, 'custody.add')
  const exhibit = desk.connection.read((reader) => getExhibit(reader, asked.exhibitId))
  const when = momentFor(desk, asked.at)
  const isHandOver = asked.kind === 'transferred' || asked.completes !== undefined
  const check = isHandOver && exhibit.file ? await checkFile(desk, asked.exhibitId) : undefined
  return desk.connection.write((writer) => {
    mustStand(desk, writer, asked)
    mustBeSigner(desk, writer, asked)
    const details: CustodyDetails = given({
      ...told(asked),
      ...signatures(desk, writer, { ...asked, caseId: exhibit.caseId }),
      rehash: check && { sha256: check.found ?? '', holds: check.ok },
    })
    const addition: CustodyAddition = {
      exhibitId: asked.exhibitId,
      kind: asked.kind,
      details,
      ...given({ by: asked.by, place: asked.place, note: asked.note, when }),
    }
    return entered(
      record(desk, writer, {
        act: 'custody.add',
        object: asked.exhibitId,
        facts: { kind: asked.kind },
        custody: [addition],
      }),
    )
  })
}

/** Enters that an earlier event was wrong: it stays, and this one names it. @throws Refusal `custody.no-such-event`, `custody.not-told` */
export function correctCustody(
  desk: Desk,
  asked: { readonly exhibitId: string; readonly corrects: number; readonly withdraws: boolean; readonly note: string },
): Entered {
  mustBeAllowed(desk, 'custody.add')
  return desk.connection.write((writer) => {
    const { exhibitId, corrects, withdraws, note } = asked
    getExhibit(writer, exhibitId)
    const event = custody.chain(writer, exhibitId).find(({ sequence }) => sequence === corrects)
    if (!event) throw new Refusal('custody.no-such-event', { sequence: corrects })
    if (withdraws && !isTold({ kind: event.kind, details: detailsOf(event) })) throw new Refusal('custody.not-told', {})
    const addition: CustodyAddition = {
      exhibitId,
      kind: 'corrected',
      note,
      details: { corrects, ...(withdraws ? { withdraws } : {}) },
    }
    return entered(
      record(desk, writer, { act: 'custody.correct', object: exhibitId, facts: { corrects }, custody: [addition] }),
    )
  })
}

/** Moves many things to one place, each with an event of its own, all of them or none. @throws Refusal `exhibit.not-found`, `custody.in-future` */
export function moveExhibits(
  desk: Desk,
  asked: {
    readonly exhibits: readonly string[]
    readonly place: string
    readonly at?: string | undefined
    readonly note?: string | undefined
  },
): { readonly moved: number } {
  mustBeAllowed(desk, 'custody.add')
  const when = momentFor(desk, asked.at)
  const all = [...new Set(asked.exhibits)]
  desk.connection.write((writer) => {
    for (const exhibitId of all) getExhibit(writer, exhibitId)
    record(desk, writer, {
      act: 'custody.move',
      object: all[0] ?? '',
      facts: { exhibits: all.length },
      custody: all.map((exhibitId) => ({
        exhibitId,
        kind: 'relocated',
        place: asked.place,
        ...given({ note: asked.note, when }),
      })),
    })
  })
  return { moved: all.length }
}

function entered(events: readonly Entered[]): Entered {
  const [event] = events
  return { sequence: event?.sequence ?? 0, digest: event?.digest ?? '' }
}

/** The claimed time of an event; nothing where none is claimed. @throws Refusal `custody.in-future` */
function momentFor(desk: Desk, at: string | undefined): Moment | undefined {
  if (at === undefined) return undefined
  const now = desk.clock()
  const found = momentOf(at, now.offsetMinutes)
  const latest = momentOf(now.at.replace('Z', `-00:${String(MINUTES_AHEAD)}`), 0)
  if (!found || (latest && found.at > latest.at)) throw new Refusal('custody.in-future', {})
  return found
}

/** What an event refers to must be there and open. @throws Refusal `custody.no-such-event` */
function mustStand(desk: Desk, reader: Reader, { exhibitId, completes, ends }: NewCustodyEvent): void {
  if (completes === undefined && ends === undefined) return
  const events = custody.chain(reader, exhibitId).map((event): ToldEvent => ({ ...event, details: detailsOf(event) }))
  const standing = standings(events, dayOf(desk.clock()))
  if (completes !== undefined && standing.get(completes) !== 'pending')
    throw new Refusal('custody.no-such-event', { sequence: completes })
  if (ends !== undefined && !['out', 'overdue'].includes(standing.get(ends) ?? ''))
    throw new Refusal('custody.no-such-event', { sequence: ends })
}

/** The plain words and numbers of an event. */
function told(asked: NewCustodyEvent): CustodyDetails {
  const {
    from,
    to,
    witness,
    purpose,
    authority,
    condition,
    transport,
    seal,
    sealIntact,
    newSeal,
    due,
    completes,
    ends,
  } = asked
  const words = { purpose, authority, condition, transport, seal, newSeal }
  return {
    ...given({ from: person(from), to: person(to), witness: person(witness), sealIntact, due, completes, ends }),
    ...Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined && value !== '')),
  }
}

function person(custodian: Custodian | undefined): CustodyDetails['from'] {
  if (!custodian) return undefined
  const { name, role, organisation } = custodian
  return { name, ...(role ? { role } : {}), ...(organisation ? { organisation } : {}) }
}

/** With a key nobody signs for somebody else. @throws Refusal `custody.not-the-signer` */
function mustBeSigner(desk: Desk, reader: Reader, asked: NewCustodyEvent): void {
  const { completes, exhibitId } = asked
  const transfer = custody.chain(reader, exhibitId).find(({ sequence }) => sequence === completes)
  const to = asked.to ?? (transfer && detailsOf(transfer).to)
  const sides = [
    [asked.giverSignature, asked.from],
    [asked.recipientSignature, to],
    [asked.witnessSignature, asked.witness],
  ] as const
  for (const [signature, who] of sides)
    if (signature?.how === 'key' && who?.name !== desk.user.name) throw new Refusal('custody.not-the-signer', {})
}

type Signed = Pick<NewCustodyEvent, 'giverSignature' | 'recipientSignature' | 'witnessSignature'>

function signatures(desk: Desk, reader: Reader, asked: Signed & { readonly caseId: string }): CustodyDetails {
  const kept = (signature: SignatureGiven | undefined): Signature | undefined =>
    signature && signatureOf(desk, reader, { signature, caseId: asked.caseId })
  return given({
    giverSignature: kept(asked.giverSignature),
    recipientSignature: kept(asked.recipientSignature),
    witnessSignature: kept(asked.witnessSignature),
  })
}

function signatureOf(
  desk: Desk,
  reader: Reader,
  { signature, caseId }: { readonly signature: SignatureGiven; readonly caseId: string },
): Signature {
  switch (signature.how) {
    case 'drawn':
      return signature
    case 'key':
      return { how: 'key', userId: desk.user.id }
    case 'scanned': {
      const scan = exhibits.find(reader, signature.exhibit)
      // The paper belongs to this case, and its scan is a file.
      if (scan?.caseId !== caseId || !scan.file) throw new Refusal('exhibit.not-found', {})
      return { how: 'scanned', exhibit: signature.exhibit, sha256: scan.file.sha256 }
    }
  }
}
