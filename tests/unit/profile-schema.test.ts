import { describe, expect, it } from 'vitest'
import { CourtProfile, valueAt } from '../../src-main/contract/profile.ts'
import { evidenceFor, unverifiedValues, valuesWithoutEvidence } from '../../src-main/domain/profile-evidence.ts'
import { findProfile, profiles } from '../../src-main/domain/profiles.ts'

const [generic] = profiles
const changed = (change: object): unknown => ({ ...structuredClone(generic), ...change })

describe('the shipped court profiles', () => {
  it('are found by their ids, and no other id is', () => {
    expect(profiles.map(({ id }) => id)).toEqual(['GENERIC', 'EW_CRIM', 'IN_TRIAL'])
    expect(findProfile('IN_TRIAL')?.jurisdiction).toBe('India')
    expect(findProfile('XX_NONE')).toBeUndefined()
  })

  it.each(profiles)('$id names a source, or the lack of one, for every value', (profile) => {
    expect(valuesWithoutEvidence(profile)).toEqual([])
  })

  it.each(profiles)('$id lists every unverified value with what it says', (profile) => {
    const listed = unverifiedValues(profile)
    const marked = Object.keys(profile.evidence).filter((path) => profile.evidence[path]?.confidence === 'unverified')
    expect(listed.map(({ path }) => path)).toEqual(marked)
    expect(listed.length).toBeGreaterThan(0)
    for (const { path, value, source } of listed) {
      expect(value).not.toBe('')
      expect(source).not.toBe('')
      expect(valueAt(profile, path)).toBeDefined()
    }
  })

  it('take the evidence of the nearest path: a sourced margin within an unsourced page', () => {
    const profile = findProfile('EW_CRIM')
    if (profile === undefined) throw new Error('no profile')
    expect(evidenceFor(profile, 'page.marginPt.l')?.confidence).toBe('secondary')
    expect(evidenceFor(profile, 'page.marginPt.t')?.confidence).toBe('unverified')
    const page = unverifiedValues(profile).find(({ path }) => path === 'page')
    expect(page?.value).not.toContain('99.2')
    expect(page?.value).toContain('bodyPt: 12')
  })
})

describe('the schema of a court profile', () => {
  it('takes a long page, questions and answers, letters for exhibits and one file for each annex', () => {
    const philippines = changed({
      id: 'PH_CRIM',
      page: { ...generic?.page, size: 'PH_LONG', pt: [612, 936], marginPt: { l: 108, t: 86.4, r: 72, b: 72 } },
      pagination: { ...generic?.pagination, labelPattern: 'Page {n} of {N}' },
      exhibits: { ...generic?.exhibits, prosecution: 'Exhibit "{L}"', defence: 'Exhibit "{n}"', subMark: '{mark}-{n}' },
      statement: { ...generic?.statement, body: 'numbered-QA', attestation: 'I faithfully recorded the questions.' },
      files: { ...generic?.files, format: 'PDF/A', oneFilePerAnnex: true, annexPattern: 'Annex {L}-{DOC}.pdf' },
    })
    expect(CourtProfile.safeParse(philippines).success).toBe(true)
  })

  it.each([
    ['margins that leave no room', { page: { ...generic?.page, marginPt: { l: 300, r: 200, t: 72, b: 72 } } }],
    ['a heading too few', { index: { ...generic?.index, headers: ['No.', 'Description'] } }],
    ['numbers by section without a letter', { pagination: { ...generic?.pagination, scheme: 'perSection' } }],
    ['evidence for what is not there', { evidence: { 'page.colour': { confidence: 'house', source: 'x' } } }],
    ['a label without a number', { pagination: { ...generic?.pagination, labelPattern: '{S}' } }],
    ['a value it does not know', { colour: 'blue' }],
    ['an encrypted file', { files: { ...generic?.files, encrypt: true } }],
  ])('refuses %s', (_, change) => {
    expect(CourtProfile.safeParse(changed(change)).success).toBe(false)
  })
})
