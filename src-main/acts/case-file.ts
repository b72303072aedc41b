import type { z } from 'zod'
import type { CaseFile, NewCase, NewEvent, NewHearing, NewParty } from '../contract/cases.ts'
import { isProtected, nextPseudonym } from '../domain/names.ts'
import { findProfile } from '../domain/profiles.ts'
import { spanOf } from '../domain/uncertain-date.ts'
import { Refusal } from '../kernel/errors.ts'
import * as cases from '../store/cases.ts'
import * as chronology from '../store/chronology.ts'
import type { Reader } from '../store/connection.ts'
import * as parties from '../store/parties.ts'
import type { Desk } from './desk.ts'
import { mustBeAllowed, record } from './record.ts'
import { giveReference, isTaken, nextReference } from './references.ts'

/** The local calendar day of a moment, as in `2026-03-01`. */
export function dayOf({ at, offsetMinutes }: { readonly at: string; readonly offsetMinutes: number }): string {
  const minutes = Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16)) + offsetMinutes
  if (minutes >= 0 && minutes < 1440) return at.slice(0, 10)
  return shiftDay(at.slice(0, 10), minutes < 0 ? -1 : 1)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

function shiftDay(day: string, by: 1 | -1): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const next = `${String(year)}-${pad(month)}-${pad(date + by)}`
  if (date + by >= 1 && spanOf(next)) return next
  if (by > 0) return month === 12 ? `${String(year + 1)}-01-01` : `${String(year)}-${pad(month + 1)}-01`
  return month === 1 ? `${String(year - 1)}-12-31` : (spanOf(`${String(year)}-${pad(month - 1)}`)?.to ?? day)
}

/** A case by its id or reference. @throws Refusal `case.not-found` */
export function getCase(desk: Desk, reader: Reader, idOrReference: string): CaseFile {
  const found = cases.find(reader, idOrReference, dayOf(desk.clock()))
  if (!found) throw new Refusal('case.not-found', {})
  return found
}

/** Opens a new case file, with the office's next reference unless one is given. @throws Refusal `case.reference-taken`, `profile.not-found` */
export function openCase(
  desk: Desk,
  asked: z.output<typeof NewCase>,
): { readonly caseId: string; readonly reference: string } {
  mustBeAllowed(desk, 'case.create')
  if (!findProfile(asked.profile)) throw new Refusal('profile.not-found', { what: asked.profile })
  const id = desk.newId()
  const moment = desk.clock()
  return desk.connection.write((writer) => {
    const reference = asked.reference ?? nextReference(writer, dayOf(moment).slice(0, 4))
    if (isTaken(writer, reference)) throw new Refusal('case.reference-taken', { reference })
    cases.insert(writer, {
      id,
      reference,
      title: asked.title,
      caseType: asked.caseType,
      profile: asked.profile,
      office: asked.office ?? '',
      jurisdiction: asked.jurisdiction ?? '',
      court: asked.court ?? '',
      courtCaseNumber: asked.courtCaseNumber ?? '',
      policeNumber: asked.policeNumber ?? '',
      summary: asked.summary ?? '',
      recordedAt: moment.at,
      stages: asked.stages ?? [{ stage: 'intake', since: dayOf(moment) }],
    })
    record(desk, writer, { act: 'case.create', object: id, facts: { profile: asked.profile } })
    return { caseId: id, reference }
  })
}

/**
 * Opens a new case file in a compartment. Its reference is the vault's next, which gives none twice.
 *
 * @throws Refusal those of {@link openCase}
 */
export function openRestrictedCase(
  vaultDesk: Desk,
  desk: Desk,
  asked: z.output<typeof NewCase>,
): { readonly caseId: string; readonly reference: string } {
  mustBeAllowed(desk, 'case.create')
  const reference = vaultDesk.connection.write((writer) => {
    const next = asked.reference ?? nextReference(writer, dayOf(desk.clock()).slice(0, 4))
    if (isTaken(writer, next)) throw new Refusal('case.reference-taken', { reference: next })
    giveReference(writer, next)
    return next
  })
  return openCase(desk, { ...asked, reference })
}

/** Adds a person or organisation to a case; a protected one gets a pseudonym. @throws Refusal `case.not-found` */
export function addParty(
  desk: Desk,
  asked: z.output<typeof NewParty>,
): { readonly partyId: string; readonly pseudonym: string | null } {
  mustBeAllowed(desk, 'party.add')
  const id = desk.newId()
  return desk.connection.write((writer) => {
    getCase(desk, writer, asked.caseId)
    const minor = asked.minor ?? false
    const guarded = isProtected(asked.protected, minor, asked.capacities)
    const taken = parties.listOfCase(writer, asked.caseId).flatMap(({ pseudonym }) => pseudonym ?? [])
    const pseudonym = asked.pseudonym ?? (guarded ? nextPseudonym(asked.capacities, taken) : null)
    parties.insert(writer, {
      id,
      caseId: asked.caseId,
      name: asked.name,
      nativeName: asked.nativeName ?? '',
      aliases: asked.aliases ?? [],
      capacities: [...new Set(asked.capacities)],
      organisation: asked.organisation ?? false,
      minor,
      protected: guarded,
      pseudonym,
      sex: asked.sex ?? '',
      birthDate: asked.birthDate ?? null,
      estimatedAge: asked.estimatedAge ?? null,
      languages: asked.languages ?? [],
      notes: asked.notes ?? '',
      recordedAt: desk.clock().at,
    })
    record(desk, writer, { act: 'party.add', object: id, facts: { caseId: asked.caseId } })
    return { partyId: id, pseudonym }
  })
}

/** Adds a line to the chronology. @throws Refusal `case.not-found`, `event.date-unclear` */
export function addEvent(desk: Desk, asked: z.output<typeof NewEvent>): { readonly eventId: string } {
  mustBeAllowed(desk, 'event.add')
  const span = spanOf(asked.when)
  if (!span) throw new Refusal('event.date-unclear', {})
  const id = desk.newId()
  return desk.connection.write((writer) => {
    getCase(desk, writer, asked.caseId)
    chronology.insertEvent(writer, {
      id,
      caseId: asked.caseId,
      when: asked.when,
      sortFrom: span.from,
      sortTo: span.to,
      what: asked.what,
      where: asked.where ?? '',
      parties: asked.parties ?? [],
      sources: (asked.sources ?? []).filter((source) => source !== ''),
      disputed: asked.disputed ?? false,
      recordedAt: desk.clock().at,
    })
    record(desk, writer, { act: 'event.add', object: id, facts: { caseId: asked.caseId } })
    return { eventId: id }
  })
}

/** Records a day in court. @throws Refusal `case.not-found` */
export function addHearing(desk: Desk, asked: z.output<typeof NewHearing>): { readonly hearingId: string } {
  mustBeAllowed(desk, 'hearing.add')
  const id = desk.newId()
  return desk.connection.write((writer) => {
    getCase(desk, writer, asked.caseId)
    chronology.insertHearing(writer, {
      id,
      caseId: asked.caseId,
      date: asked.date,
      purpose: asked.purpose,
      court: asked.court ?? '',
      before: asked.before ?? '',
      outcome: asked.outcome ?? '',
      adjournmentReason: asked.adjournmentReason ?? '',
      nextDate: asked.nextDate ?? null,
      recordedAt: desk.clock().at,
    })
    record(desk, writer, { act: 'hearing.add', object: id, facts: { caseId: asked.caseId } })
    return { hearingId: id }
  })
}
