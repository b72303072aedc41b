import type { CustodyDetails } from '../../contract/custody.ts'
import type { NamingPolicy } from '../../contract/words.ts'
import type { z } from 'zod'
import { shownThere } from '../../domain/moment.ts'
import { getProfile } from '../../domain/profiles.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { CustodyReceiptInput, SignatureShown } from '../../typeset/inputs.ts'
import { showCustody, type ShownEvent } from '../custody.ts'
import type { Desk } from '../desk.ts'
import type { WrittenDocument } from '../documents.ts'
import { getExhibit } from '../exhibits.ts'
import { filesOf } from './report-item.ts'
import { mustBeAllowed } from '../record.ts'
import { paperOf, writeDocument } from './report.ts'
import { factsOf, signatureOf, type Wording } from './report-rows.ts'

/** Which hand-over's receipt is asked for, and where it goes. */
export interface ReceiptAsked {
  readonly exhibitId: string
  /** The place of the transfer in the chain. */
  readonly sequence: number
  readonly policy: z.infer<typeof NamingPolicy>
  readonly path: string
  readonly overwrite: boolean
}

/**
 * Writes the receipt of a hand-over on one page: both persons, times, purpose, seal, what reading the file again gave,
 * and the signatures, or lines to sign on.
 *
 * @throws Refusal `exhibit.not-found`, `custody.no-such-event`, `destination.exists`, `destination.unwritable`, `disk.full`
 * Source: FEATURES 4
 */
export async function writeCustodyReceipt(desk: Desk, asked: ReceiptAsked): Promise<WrittenDocument> {
  mustBeAllowed(desk, 'document.export')
  const { exhibitId, sequence, policy } = asked
  const exhibit = desk.connection.read((reader) => getExhibit(reader, exhibitId))
  const { events } = showCustody(desk, exhibitId)
  const given = events.find((event) => event.sequence === sequence && event.kind === 'transferred')
  if (!given) throw new Refusal('custody.no-such-event', { sequence })
  const taken = events.find(({ details, standing }) => details.completes === sequence && standing !== 'withdrawn')
  const { wording, contents, head } = await paperOf(desk, exhibit.caseId, policy, [exhibitId])
  const bytes = desk.typesetter().custodyReceipt({
    profile: getProfile(contents.profile.id),
    caption: contents.caption.map((line) =>
      'text' in line
        ? { ...line, text: wording.cover(line.text) }
        : { left: wording.cover(line.left), right: wording.cover(line.right) },
    ),
    mark: exhibit.mark,
    description: wording.cover(exhibit.title),
    facts: factsOf(wording, matterOf(given.details)),
    files: filesOf(wording, exhibit),
    sides: sidesOf(wording, given, taken),
    isPending: given.standing === 'pending',
    head,
    digests: [given, ...(taken ? [taken] : [])].map((event) => ({
      label: `${String(event.sequence)}.`,
      digest: event.digest,
    })),
  })
  return writeDocument(desk, bytes, {
    ...asked,
    act: 'document.custody-receipt',
    object: exhibitId,
    exhibits: [exhibitId],
  })
}

/** What was handed over and why, without the persons, who have columns of their own. */
function matterOf({
  from: _from,
  to: _to,
  witness: _witness,
  completes: _completes,
  ...matter
}: CustodyDetails): CustodyDetails {
  return matter
}

function sidesOf(wording: Wording, given: ShownEvent, taken: ShownEvent | undefined): CustodyReceiptInput['sides'] {
  const { details } = given
  const taking: Partial<CustodyDetails> = taken?.details ?? {}
  const signed = { ...details, ...signedOf(taking) }
  const received = taken ?? (details.recipientSignature ? given : undefined)
  const sides = [
    side(wording, 'giver', { person: details.from, event: given, signature: details.giverSignature }),
    side(wording, 'recipient', {
      person: taking.to ?? details.to,
      event: received,
      signature: signed.recipientSignature,
      rehash: taking.rehash,
    }),
  ]
  const witness = taking.witness ?? details.witness
  if (!witness) return sides
  return [...sides, side(wording, 'witness', { person: witness, event: given, signature: signed.witnessSignature })]
}

/** The signatures that came with the receipt. */
function signedOf({ recipientSignature, witnessSignature }: CustodyDetails): CustodyDetails {
  return {
    ...(recipientSignature ? { recipientSignature } : {}),
    ...(witnessSignature ? { witnessSignature } : {}),
  }
}

interface Side {
  readonly person: CustodyDetails['from']
  readonly event: ShownEvent | undefined
  readonly signature: CustodyDetails['giverSignature']
  readonly rehash?: CustodyDetails['rehash']
}

function side(
  wording: Wording,
  as: SignatureShown['as'],
  { person, event, signature, rehash }: Side,
): CustodyReceiptInput['sides'][number] {
  const name = person?.name ?? ''
  const { cover } = wording
  return {
    as,
    facts: [
      { field: 'name', value: cover(name) },
      { field: 'role', value: cover(person?.role ?? '') },
      ...(person?.organisation ? [{ field: 'organisation', value: cover(person.organisation) }] : []),
      { field: 'time', value: event ? shownThere(event) : '' },
      ...factsOf(wording, rehash ? { rehash } : {}),
    ],
    signature: signature ? signatureOf(wording, { as, signature, name }) : { as, name: '', how: 'open' },
  }
}
