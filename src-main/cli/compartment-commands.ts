import { addNote, listNotes } from '../acts/compartments/aftercare.ts'
import { createCompartment, type OwnPassphrase } from '../acts/compartments/create-compartment.ts'
import { grant, grantRecovery, setPassphrase, withdraw } from '../acts/compartments/grants.ts'
import { listCompartments } from '../acts/compartments/lists.ts'
import { restrictCase } from '../acts/compartments/restrict-case.ts'
import { getCase } from '../acts/case-file.ts'
import { partyIdOf } from '../acts/lists.ts'
import type { Office } from '../acts/office.ts'
import { userIdOf } from '../acts/users.ts'
import { CompartmentKind, NewNote } from '../contract/compartments.ts'
import { line } from '../contract/ids.ts'
import { Refusal } from '../kernel/errors.ts'
import { given } from '../kernel/given.ts'
import { type Call, type Command, memoryOf, required, requiredOption, shaped } from './command.ts'

const ownValues = ['new-compartment-passphrase-file', 'kdf-memory'] as const

/** Compartments, a case that is moved into one, and what is written of aftercare. */
export const compartmentCommands: readonly Command[] = [
  {
    usage: 'compartment list',
    about: 'lists the compartments that are open, and says how many there are besides',
    run: async (call) => {
      const listed = listCompartments(await call.office())
      const lines = [
        ...listed.open.map(
          ({ compartmentId, kind, name, holders, recovery }) =>
            `${compartmentId}  ${kind}: ${name}; ${holders.map((holder) => holder.name).join(', ')}${recovery ? '' : '; not for the recovery key'}`,
        ),
        ...listed.shut.map(({ compartmentId, kind, why }) => `${compartmentId}  ${kind}: ${why}`),
        `${String(listed.hidden)} compartments that you cannot open`,
      ]
      return { json: { ...listed }, lines }
    },
  },
  {
    usage: 'compartment create',
    about: 'makes a compartment (--kind aftercare or case) that only those named with --grant may read',
    values: ['kind', 'name', 'grant…', ...ownValues],
    run: async (call) => {
      const office = await call.office()
      const made = await createCompartment(office, {
        kind: shaped(CompartmentKind, requiredOption(call, 'kind')),
        name: shaped(line(120), requiredOption(call, 'name')),
        holders: holdersOf(call, office),
        ...(await ownOf(call)),
      })
      return { json: { ...made }, lines: [made.compartmentId] }
    },
  },
  {
    usage: 'compartment grant ID [USER]',
    about: 'lets a user read a compartment; with --recovery, the recovery key of today',
    flags: ['recovery'],
    run: async (call) => {
      const office = await call.office()
      const { id } = office.compartments.find(required(call, 0, 'ID'))
      if (call.flag('recovery')) grantRecovery(office, id)
      else grant(office, id, userIdOf(office.desk, required(call, 1, 'USER')))
      return { json: { compartmentId: id }, lines: [id] }
    },
  },
  {
    usage: 'compartment withdraw ID USER',
    about: 'takes a compartment from a user, and gives it a new key',
    run: async (call) => {
      const office = await call.office()
      const { id } = office.compartments.find(required(call, 0, 'ID'))
      await withdraw(office, id, userIdOf(office.desk, required(call, 1, 'USER')))
      return { json: { compartmentId: id }, lines: [id] }
    },
  },
  {
    usage: 'compartment passphrase ID',
    about: 'gives a compartment a passphrase of its own (--new-compartment-passphrase-file), or none (--none)',
    values: ownValues,
    flags: ['none'],
    run: async (call) => {
      const office = await call.office()
      const { id } = office.compartments.find(required(call, 0, 'ID'))
      const own = call.flag('none') ? undefined : (await ownOf(call)).own
      if (!own && !call.flag('none')) throw new Refusal('usage', { what: '--new-compartment-passphrase-file' })
      await setPassphrase(office, id, own)
      return { json: { compartmentId: id }, lines: [id] }
    },
  },
  {
    usage: 'compartment accept ID',
    about: 'takes an older copy of a compartment for the compartment, and enters that in the ledger',
    run: async (call) => {
      const office = await call.office()
      const id = required(call, 0, 'ID')
      await office.compartments.openOne(id, { acceptOlder: true })
      return { json: { compartmentId: id }, lines: [id] }
    },
  },
  {
    usage: 'case restrict REF',
    about: 'moves a case into a compartment that only those named with --grant may read',
    values: ['grant…', ...ownValues],
    run: async (call) => {
      const office = await call.office()
      const { desk } = office
      const { caseId } = desk.connection.read((reader) => getCase(desk, reader, required(call, 0, 'REF')))
      const asked = { caseId, holders: holdersOf(call, office), ...(await ownOf(call)) }
      const restricted = await restrictCase(office, asked, { onProgress: call.progress('items'), cancel: call.cancel })
      const lines = [
        `compartment ${restricted.compartmentId}: ${String(restricted.blobs)} files, ${String(restricted.custodyEvents)} custody events`,
        'Backups that were made before still have the case as it was.',
        ...(restricted.wiped
          ? []
          : [
              'What the vault had of it is not overwritten yet: there was no room. It is tried again at every opening.',
            ]),
      ]
      return { json: { ...restricted }, lines }
    },
  },
  {
    usage: 'aftercare note add REF PARTY',
    about: 'writes a note of a person’s aftercare; it is dated, signed, and never changed',
    values: ['text', 'kind', 'date', 'domain', 'score'],
    run: async (call) => {
      const office = await call.office()
      const partyId = partyIdOf(await call.desk(), required(call, 0, 'REF'), required(call, 1, 'PARTY'))
      const score = call.option('score')
      const asked = shaped(NewNote, {
        partyId,
        kind: call.option('kind') ?? 'note',
        text: requiredOption(call, 'text'),
        ...given({
          writtenOn: call.option('date'),
          domain: call.option('domain'),
          score: score === undefined ? undefined : Number(score),
        }),
      })
      const added = addNote(office.compartments, asked)
      return { json: { ...added }, lines: [added.noteId] }
    },
  },
  {
    usage: 'aftercare note list [REF] [PARTY]',
    about: 'lists what is written of aftercare, of one person or of everybody',
    run: async (call) => {
      const office = await call.office()
      const [ref, party] = call.rest
      const partyId =
        ref === undefined ? undefined : partyIdOf(await call.desk(), ref, party ?? required(call, 1, 'PARTY'))
      const notes = listNotes(office.compartments, partyId)
      const lines = notes.map(
        ({ writtenOn, pseudonym, kind, author, text }) => `${writtenOn}  ${pseudonym}, ${kind} (${author}): ${text}`,
      )
      return { json: { notes }, lines }
    },
  },
]

function holdersOf(call: Call, { desk }: Office): readonly string[] {
  return call.options('grant').map((who) => userIdOf(desk, who))
}

async function ownOf(call: Call): Promise<{ readonly own?: OwnPassphrase }> {
  const passphrase = await call.newCompartmentPassphrase()
  return passphrase === undefined ? {} : { own: { passphrase, ...memoryOf(call) } }
}
