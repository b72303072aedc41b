import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BundlePlan } from '../../src-main/contract/bundles.ts'
import { NewCase, NewEvent, NewHearing, NewParty } from '../../src-main/contract/cases.ts'
import { EvidenceDetails } from '../../src-main/contract/exhibits.ts'
import { StatementDetails } from '../../src-main/contract/statements.ts'
import {
  protectedNames,
  sampleEvidence,
  sampleOffice,
  sourceText,
  withMarks,
} from '../../src-main/demo/sample-office.ts'
import type { SampleCase, SampleEntry } from '../../src-main/demo/sample-types.ts'

const texts = new URL('../../resources/sample/', import.meta.url)
const bodyOf = (name: string): string => readFileSync(new URL(name, texts), 'utf8')
const someId = '11111111-1111-4111-8111-111111111111'
const [kiln] = sampleOffice.cases

/** Everything of a case that may be served, in words, with where it was found. */
function servedWords(file: SampleCase): readonly (readonly [string, string])[] {
  const bundle = file.bundle
  return [
    ['title', file.title],
    ['summary', file.summary],
    ...file.evidence.flatMap((item) =>
      [item.title, item.file ?? '', item.description ?? '', ...item.tags].map((words) => [item.key, words] as const),
    ),
    ...file.events.map((event) => ['event', `${event.what} ${event.where ?? ''}`] as const),
    ...file.hearings.map((hearing) => ['hearing', JSON.stringify(hearing)] as const),
    ...file.statements.map((statement) => [statement.body, bodyOf(statement.body)] as const),
    ...file.tasks.map((task) => ['task', task.what] as const),
    ['bundle', JSON.stringify(bundle ?? '')],
  ]
}

const dangling = (used: readonly string[], known: readonly string[]): readonly string[] =>
  used.filter((key) => !known.includes(key))

describe.each(sampleOffice.cases.map((file) => [file.reference, file] as const))('sample case %s', (_, file) => {
  const parties = file.parties.map((party) => party.key)
  const exhibits = file.evidence.map((item) => item.key)
  const statements = file.statements.map((statement) => statement.key)

  test('names no protected person in anything that may be served', () => {
    const names = protectedNames(file)
    const found = servedWords(file).flatMap(([where, words]) =>
      names.filter((name) => words.toLowerCase().includes(name.toLowerCase())).map((name) => `${where}: ${name}`),
    )
    expect(found).toEqual([])
  })

  test('gives every protected person a pseudonym, and protects every minor and every client', () => {
    for (const party of file.parties) {
      if (party.minor || party.capacities.includes('client')) expect(party.protected, party.key).toBe(true)
      if (party.protected) expect(party.pseudonym, party.key).toBeTruthy()
    }
    const pseudonyms = file.parties.flatMap((party) => party.pseudonym ?? [])
    expect(new Set(pseudonyms).size).toBe(pseudonyms.length)
  })

  test('has statements whose witness, interpreter, exhibits and original exist', () => {
    for (const statement of file.statements) {
      expect(dangling([statement.witness, ...(statement.interpreter ? [statement.interpreter] : [])], parties)).toEqual(
        [],
      )
      expect(dangling(statement.exhibits, exhibits)).toEqual([])
      expect(dangling(statement.translationOf ? [statement.translationOf] : [], statements)).toEqual([])
    }
  })

  test('marks in a statement exactly the exhibits that the statement produces', () => {
    for (const statement of file.statements) {
      const marked = new Set<string>()
      withMarks(bodyOf(statement.body), (key) => {
        marked.add(key)
        return 'EX-0001'
      })
      expect([...marked].toSorted(), statement.key).toEqual([...statement.exhibits].toSorted())
    }
  })

  test('has events and evidence that point at parties, exhibits, pages and paragraphs that exist', () => {
    for (const event of file.events) {
      expect(dangling(event.parties, parties)).toEqual([])
      for (const source of event.sources) {
        if ('exhibit' in source) expect(exhibits).toContain(source.exhibit)
        else {
          const body = bodyOf(file.statements.find((one) => one.key === source.statement)?.body ?? '')
          expect(body, event.what).toMatch(new RegExp(`^${String(source.paragraph)}\\. `, 'mu'))
        }
      }
    }
    for (const item of file.evidence) {
      expect(dangling(item.parties, parties)).toEqual([])
      expect(dangling(item.derivedFrom ? [item.derivedFrom] : [], exhibits)).toEqual([])
      expect(Boolean(item.file), item.key).toBe(Boolean(item.content))
    }
  })

  test('has a bundle whose every entry can be found', () => {
    const entries: readonly SampleEntry[] = file.bundle?.sections.flatMap((section) => section.entries) ?? []
    const used = entries.flatMap((entry) => ('exhibit' in entry ? [entry.exhibit] : []))
    expect(dangling(used, exhibits)).toEqual([])
    expect(
      dangling(
        entries.flatMap((entry) => ('statement' in entry ? [entry.statement] : [])),
        statements,
      ),
    ).toEqual([])
    const sealed = file.evidence.filter((item) => item.tags.includes('sealed cover')).map((item) => item.key)
    expect(used.filter((key) => sealed.includes(key))).toEqual([])
  })

  test('is accepted by the contract, field by field', () => {
    const { reference, title, caseType, profile, stages, office, jurisdiction, court, courtCaseNumber } = file
    const caseWords = { reference, title, caseType, profile, stages: [...stages], office, jurisdiction, court }
    NewCase.parse({ ...caseWords, courtCaseNumber, policeNumber: file.policeNumber, summary: file.summary })
    for (const { names, capacities, minor, notes, ...party } of file.parties) {
      const name = { name: names.romanised, nativeName: names.native, aliases: names.aliases }
      const dates = { birthDate: party.birthDate, estimatedAge: party.estimatedAge, languages: party.languages }
      const { pseudonym, sex, isOrganisation: organisation } = party
      const shown = { protected: party.protected, pseudonym, sex, organisation, notes }
      NewParty.parse({ caseId: someId, ...name, ...dates, ...shown, capacities, minor })
    }
    for (const item of file.evidence) {
      const { title: about, kind, collectedBy, collectedAt, source, method, sealNumbers, physicalLocation } = item
      const { latitude, longitude, accuracyMetres } = item.place
      const where = { place: item.place.name, latitude, longitude, accuracyMetres, physicalLocation }
      const { language, sensitivity, tags, description } = item
      const how = { source, method, sealNumbers, language, sensitivity, tags, description }
      EvidenceDetails.parse({ title: about, kind, collectedBy, collectedAt, ...where, ...how })
    }
    for (const { language, takenBy, takenAt, takenFrom, takenTo, mode } of file.statements) {
      StatementDetails.parse({ language, takenBy, takenAt, takenFrom, takenTo, mode })
      expect(Date.parse(takenTo)).toBeGreaterThan(Date.parse(takenFrom))
    }
    for (const { when, what, where, disputed, sources } of file.events) {
      const named = { ofExhibit: () => 'EX-0001', ofStatement: () => 'Statement of Client 1' }
      NewEvent.parse({
        caseId: someId,
        when,
        what,
        where,
        disputed,
        sources: sources.map((one) => sourceText(one, named)),
      })
    }
    for (const hearing of file.hearings) NewHearing.parse({ caseId: someId, ...hearing })
  })
})

test('the kiln bundle is a bundle as the command line takes it, once its keys are ids', () => {
  const filed = JSON.parse(JSON.stringify(kiln?.bundle), (name, value: unknown) =>
    name === 'exhibit' || name === 'statement' ? someId : value,
  ) as unknown
  expect(BundlePlan.parse(filed).sections.length).toBe(7)
})

test('every exhibit has its own key and its own file name', () => {
  for (const values of [sampleEvidence.map((item) => item.key), sampleEvidence.flatMap((item) => item.file ?? [])]) {
    expect(new Set(values).size).toBe(values.length)
  }
})

test('a scan that shows protected names says so, and has a covered copy made from it', () => {
  const shown = sampleEvidence.filter((item) => item.content && 'masked' in item.content && !item.content.masked)
  expect(shown.map((item) => item.key)).toEqual(['ledger', 'receipt'])
  for (const item of shown) {
    expect(item.tags).toContain('sealed cover')
    expect(sampleEvidence.some((other) => other.derivedFrom === item.key)).toBe(true)
  }
})

test('every text of the sample office is Unicode NFC', () => {
  const data = JSON.stringify(sampleOffice)
  expect(data.normalize('NFC')).toBe(data)
  for (const name of readdirSync(texts)) expect(bodyOf(name).normalize('NFC'), name).toBe(bodyOf(name))
})

test('events are told in the order in which they happened, hearings too', () => {
  for (const file of sampleOffice.cases) {
    const days = file.events.map((event) => event.when.slice(0, 7))
    expect(days).toEqual(days.toSorted())
    expect(file.hearings.map((hearing) => hearing.date)).toEqual(
      file.hearings.map((hearing) => hearing.date).toSorted(),
    )
  }
})
