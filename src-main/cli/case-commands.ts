import { NewCase, NewEvent, NewHearing, NewParty } from '../contract/cases.ts'
import { addEvent, addHearing, addParty, dayOf, getCase, openCase, openRestrictedCase } from '../acts/case-file.ts'
import { spanOf } from '../domain/uncertain-date.ts'
import { listAllCases } from '../acts/compartments/lists.ts'
import { listChronology, listParties } from '../acts/lists.ts'
import { writeChronology } from '../acts/documents.ts'
import { type Command, required, requiredOption, shaped } from './command.ts'
import { given } from '../kernel/given.ts'

/** Case files, the people and organisations in them, and their chronology. */
export const caseCommands: readonly Command[] = [
  {
    usage: 'case create',
    about: 'opens a new case file',
    values: [
      'title',
      'type',
      'profile',
      'reference',
      'office',
      'jurisdiction',
      'court',
      'court-case-number',
      'police-number',
      'summary',
      'compartment',
    ],
    run: async (call) => {
      const asked = shaped(NewCase, {
        title: requiredOption(call, 'title'),
        caseType: requiredOption(call, 'type'),
        profile: requiredOption(call, 'profile'),
        ...given({
          reference: call.option('reference'),
          office: call.option('office'),
          jurisdiction: call.option('jurisdiction'),
          court: call.option('court'),
          courtCaseNumber: call.option('court-case-number'),
          policeNumber: call.option('police-number'),
          summary: call.option('summary'),
        }),
      })
      const office = await call.office()
      const into = call.option('compartment')
      const opened =
        into === undefined
          ? openCase(office.desk, asked)
          : openRestrictedCase(office.desk, office.compartments.find(into).desk, asked)
      return { json: { ...opened }, lines: [opened.reference] }
    },
  },
  {
    usage: 'case list',
    about: 'lists the case files',
    run: async (call) => {
      const cases = listAllCases((await call.office()).compartments)
      return { json: { cases }, lines: cases.map(({ reference, title }) => `${reference}  ${title}`) }
    },
  },
  {
    usage: 'case show REF',
    about: 'shows one case file',
    run: async (call) => {
      const desk = await call.desk()
      const found = desk.connection.read((reader) => getCase(desk, reader, required(call, 0, 'REF')))
      const lines = [
        `${found.reference}  ${found.title}`,
        `${found.caseType}, ${found.profile}, ${found.stages.join(', ')}`,
        `${String(found.exhibits)} exhibits, ${String(found.statements)} statements`,
      ]
      return { json: { ...found }, lines }
    },
  },
  {
    usage: 'party add REF',
    about: 'adds a person or organisation to a case',
    values: ['name', 'native-name', 'alias…', 'capacity…', 'pseudonym', 'sex', 'birth-date', 'language…', 'notes'],
    flags: ['minor', 'protected', 'organisation'],
    run: async (call) => {
      const desk = await call.desk()
      const { caseId } = desk.connection.read((reader) => getCase(desk, reader, required(call, 0, 'REF')))
      const asked = shaped(NewParty, {
        caseId,
        name: requiredOption(call, 'name'),
        capacities: call.options('capacity').flatMap((list) => list.split(',')),
        aliases: [...call.options('alias')],
        languages: [...call.options('language')],
        organisation: call.flag('organisation'),
        minor: call.flag('minor'),
        ...given({
          protected: call.flag('protected') ? true : undefined,
          nativeName: call.option('native-name'),
          pseudonym: call.option('pseudonym'),
          sex: call.option('sex'),
          birthDate: call.option('birth-date'),
          notes: call.option('notes'),
        }),
      })
      const added = addParty(desk, asked)
      return { json: { ...added }, lines: [added.pseudonym ?? added.partyId] }
    },
  },
  {
    usage: 'party list REF',
    about: 'lists the people and organisations of a case; protected ones by their pseudonym',
    flags: ['names'],
    run: async (call) => {
      const parties = listParties(await call.desk(), required(call, 0, 'REF'), call.flag('names'))
      return {
        json: { parties },
        lines: parties.map((party) => `${party.pseudonym ?? party.name}  ${party.capacities.join(', ')}`),
      }
    },
  },
  {
    usage: 'event add REF',
    about: 'adds a line to the chronology: --when 2026-03-02, 2026-03, 2019~ or a range with /',
    values: ['when', 'what', 'where', 'source…'],
    flags: ['disputed'],
    run: async (call) => {
      const desk = await call.desk()
      const { caseId } = desk.connection.read((reader) => getCase(desk, reader, required(call, 0, 'REF')))
      const when = requiredOption(call, 'when')
      const asked = shaped(NewEvent, {
        caseId,
        when: spanOf(when) ? when : 'unclear',
        what: requiredOption(call, 'what'),
        sources: [...call.options('source')],
        disputed: call.flag('disputed'),
        ...given({ where: call.option('where') }),
      })
      const added = addEvent(desk, asked)
      return { json: { ...added }, lines: [added.eventId] }
    },
  },
  {
    usage: 'hearing add REF',
    about: 'records a day in court',
    values: ['date', 'purpose', 'court', 'before', 'outcome', 'adjournment-reason', 'next-date'],
    run: async (call) => {
      const desk = await call.desk()
      const { caseId } = desk.connection.read((reader) => getCase(desk, reader, required(call, 0, 'REF')))
      const asked = shaped(NewHearing, {
        caseId,
        date: call.option('date') ?? dayOf(desk.clock()),
        purpose: requiredOption(call, 'purpose'),
        ...given({
          court: call.option('court'),
          before: call.option('before'),
          outcome: call.option('outcome'),
          adjournmentReason: call.option('adjournment-reason'),
          nextDate: call.option('next-date'),
        }),
      })
      const added = addHearing(desk, asked)
      return { json: { ...added }, lines: [added.hearingId] }
    },
  },
  {
    usage: 'chronology REF',
    about: 'lists what happened, in order; with --pdf also writes it as a document',
    values: ['pdf'],
    run: async (call) => {
      const desk = await call.desk()
      const ref = required(call, 0, 'REF')
      const { events, hearings } = listChronology(desk, ref)
      const pdf = call.option('pdf')
      if (pdf !== undefined) await writeChronology(desk, ref, pdf)
      return { json: { events, hearings }, lines: events.map(({ when, what }) => `${when}  ${what}`) }
    },
  },
]
