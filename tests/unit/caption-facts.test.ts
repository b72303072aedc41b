import { expect, test } from 'vitest'
import { captionFacts } from '../../src-main/domain/caption-facts.ts'

const nothing = {
  court: '',
  courtCaseNumber: '',
  policeNumber: '',
  jurisdiction: '',
  caseTitle: '',
  bundleTitle: '',
  hearing: undefined,
  accused: [],
}

test('what the case file does not say is left out, so that it prints as a blank', () => {
  expect(captionFacts(nothing)).toEqual({})
})

test.each([
  ['S.C. No. 118/2026', { CASE_TYPE: 'S.C.', CASE_NO: '118', YEAR: '2026' }],
  ['SC 118 of 2026', { CASE_TYPE: 'SC', CASE_NO: '118', YEAR: '2026' }],
  ['T20267001', { CASE_NO: 'T20267001' }],
  ['01AB1234526', { CASE_NO: '01AB1234526' }],
])('the court’s number %s', (courtCaseNumber, expected) => {
  expect(captionFacts({ ...nothing, courtCaseNumber })).toEqual(expected)
})

test.each([
  ['Crime No. 0042 of 2026, Tamrakere Police Station', { FIR: '0042', FIR_YEAR: '2026', POLICE_STATION: 'Tamrakere' }],
  ['42/2026, P.S. Town', { FIR: '42', FIR_YEAR: '2026', POLICE_STATION: 'Town' }],
  ['OB 17', { FIR: 'OB 17' }],
])('the police number %s', (policeNumber, expected) => {
  expect(captionFacts({ ...nothing, policeNumber })).toEqual(expected)
})

test('the court is named without saying "court of" twice, and its place apart', () => {
  const facts = captionFacts({ ...nothing, court: 'Court of the Principal District and Sessions Judge, Hemadurga' })
  expect(facts).toMatchObject({ JUDGE_DESIGNATION: 'the Principal District and Sessions Judge', DISTRICT: 'Hemadurga' })
})

test.each([
  ['India, State of Karnataka', 'Karnataka'],
  ['India, Karnataka', 'Karnataka'],
  ['Kenya', 'Kenya'],
])('the state in %s is %s', (jurisdiction, STATE) =>
  expect(captionFacts({ ...nothing, jurisdiction })).toEqual({ STATE }),
)
