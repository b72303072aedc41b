import type { z } from 'zod'
import type { AftercareNote, NewNote } from '../../contract/compartments.ts'
import { NoteId } from '../../contract/ids.ts'
import { servedName } from '../../domain/names.ts'
import { Refusal } from '../../kernel/errors.ts'
import * as aftercare from '../../store/aftercare.ts'
import * as parties from '../../store/parties.ts'
import { dayOf } from '../case-file.ts'
import { mustBeAllowed, record } from '../record.ts'
import type { Compartment } from './compartment.ts'
import type { Compartments } from './compartments.ts'

/** The aftercare compartment. @throws Refusal `compartment.not-found`, `compartment.shut` for whoever has it not open */
function aftercareOf(all: Compartments): Compartment {
  const found = all.all.find(({ kind }) => kind === 'aftercare')
  if (found) return found
  const isShut = all.shut.some(({ kind }) => kind === 'aftercare')
  throw new Refusal(isShut ? 'compartment.shut' : 'compartment.not-found', {})
}

/** The name under which a person stands in a served bundle: the own name of a protected one never enters the aftercare records. */
function pseudonymOf(all: Compartments, partyId: string): string {
  for (const { connection } of all.desks) {
    const found = connection.read((reader) => {
      const caseId = parties.findCase(reader, partyId)
      return caseId === undefined
        ? undefined
        : parties.listOfCase(reader, caseId).find((party) => party.partyId === partyId)
    })
    if (found) return servedName(found)
  }
  throw new Refusal('party.not-found', {})
}

/**
 * Writes a note of a person's aftercare: dated, with its author, and never changed.
 *
 * @throws Refusal `not-permitted`, `compartment.not-found`, `compartment.shut`, `party.not-found`
 */
export function addNote(all: Compartments, asked: z.output<typeof NewNote>): { readonly noteId: NoteId } {
  const { desk } = aftercareOf(all)
  mustBeAllowed(desk, 'aftercare.note')
  const noteId = NoteId.parse(desk.newId())
  const pseudonym = pseudonymOf(all, asked.partyId)
  const moment = desk.clock()
  desk.connection.write((writer) => {
    aftercare.insert(writer, {
      noteId,
      partyId: asked.partyId,
      pseudonym,
      kind: asked.kind,
      text: asked.text,
      writtenOn: asked.writtenOn ?? dayOf(moment),
      authorId: desk.user.id,
      domain: asked.domain ?? null,
      score: asked.score ?? null,
      recordedAt: moment.at,
    })
    record(desk, writer, { act: 'aftercare.note', object: noteId, facts: { partyId: asked.partyId, kind: asked.kind } })
  })
  return { noteId }
}

/** What is written of a person's aftercare, or of everybody's. @throws Refusal `compartment.not-found`, `compartment.shut` */
export function listNotes(all: Compartments, partyId: string | undefined): readonly AftercareNote[] {
  return aftercareOf(all).desk.connection.read((reader) => aftercare.list(reader, partyId))
}
