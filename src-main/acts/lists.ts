import type { CaseEvent, CaseSummary, Hearing, Party } from '../contract/cases.ts'
import type { ExhibitSummary } from '../contract/exhibits.ts'
import { folded } from '../domain/names.ts'
import { Refusal } from '../kernel/errors.ts'
import * as cases from '../store/cases.ts'
import * as chronology from '../store/chronology.ts'
import * as exhibits from '../store/exhibits.ts'
import * as parties from '../store/parties.ts'
import { dayOf, getCase } from './case-file.ts'
import type { Desk } from './desk.ts'

/** Every case, newest first. */
export function listCases(desk: Desk): readonly CaseSummary[] {
  return desk.connection.read((reader) => cases.list(reader, dayOf(desk.clock())))
}

/** The parties of a case. Unless `withNames`, a protected party's names stay in the vault and its pseudonym stands for it. */
export function listParties(desk: Desk, caseRef: string, withNames: boolean): readonly Party[] {
  return desk.connection.read((reader) => {
    const { caseId } = getCase(desk, reader, caseRef)
    const all = parties.listOfCase(reader, caseId)
    return withNames ? all : all.map(withoutNames)
  })
}

function withoutNames(party: Party): Party {
  if (!party.protected) return party
  return { ...party, name: party.pseudonym ?? '', nativeName: '', aliases: [], birthDate: null, notes: '' }
}

/** The chronology of a case: what happened, and the days in court. */
export function listChronology(
  desk: Desk,
  caseRef: string,
): { readonly events: readonly CaseEvent[]; readonly hearings: readonly Hearing[] } {
  return desk.connection.read((reader) => {
    const { caseId } = getCase(desk, reader, caseRef)
    return { events: chronology.listEvents(reader, caseId), hearings: chronology.listHearings(reader, caseId) }
  })
}

/** The whole evidence register of a case, by mark. */
export function listExhibits(desk: Desk, caseRef: string): readonly ExhibitSummary[] {
  return desk.connection.read((reader) => {
    const { caseId } = getCase(desk, reader, caseRef)
    const all = {
      caseId,
      offset: 0,
      limit: Number.MAX_SAFE_INTEGER,
      sort: 'mark',
      descending: false,
      containing: '',
    } as const
    return exhibits.page(reader, all).rows
  })
}

/** The id of a case's exhibit, by its mark or id. @throws Refusal `case.not-found`, `exhibit.not-found` */
export function exhibitIdOf(desk: Desk, caseRef: string, markOrId: string): string {
  return desk.connection.read((reader) => {
    const { caseId } = getCase(desk, reader, caseRef)
    const id = exhibits.findId(reader, caseId, markOrId)
    if (id === undefined) throw new Refusal('exhibit.not-found', {})
    return id
  })
}

/** The id of a case's party, by its id, pseudonym or name. @throws Refusal `case.not-found`, `party.not-found` */
export function partyIdOf(desk: Desk, caseRef: string, who: string): string {
  return desk.connection.read((reader) => {
    const { caseId } = getCase(desk, reader, caseRef)
    const wanted = folded(who)
    const found = parties
      .listOfCase(reader, caseId)
      .find(
        (party) =>
          party.partyId === who ||
          [party.pseudonym ?? '', party.name, party.nativeName].some((name) => folded(name) === wanted),
      )
    if (!found) throw new Refusal('party.not-found', {})
    return found.partyId
  })
}

/** A window of the evidence register. @throws Refusal `case.not-found` */
export function pageOfExhibits(
  desk: Desk,
  asked: exhibits.RegisterPage,
): { readonly rows: ExhibitSummary[]; readonly total: number } {
  return desk.connection.read((reader) => {
    getCase(desk, reader, asked.caseId)
    const { rows, total } = exhibits.page(reader, asked)
    return { rows: [...rows], total }
  })
}

/** The ids of the exhibits that have a file, of a case or of the whole vault. @throws Refusal `case.not-found` */
export function exhibitsWithFile(desk: Desk, caseRef?: string): readonly string[] {
  return desk.connection.read((reader) =>
    exhibits.idsWithFile(reader, caseRef === undefined ? undefined : getCase(desk, reader, caseRef).caseId),
  )
}
