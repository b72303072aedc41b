import { readFileSync } from 'node:fs'
import { PDFDocument, PDFHexString, PDFName, PDFNumber } from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import { CourtProfile } from '../../src-main/contract/profile.ts'
import { allRules } from '../../src-main/pages/check/all-rules.ts'
import { checkBundle } from '../../src-main/pages/check/check-bundle.ts'
import { checkRulesOf, type CheckRules } from '../../src-main/pages/check/rules.ts'
import { expectations, makeBundle, rules, soundPlan } from '../support/pages-bundle.ts'
import { addPicture } from '../support/pages-fault.ts'
import { faultsOfContents } from '../support/pages-faults-of-contents.ts'
import { faultsOfNumbers } from '../support/pages-faults-of-numbers.ts'
import { faultsOfViews } from '../support/pages-faults-of-views.ts'

const faults = [...faultsOfContents, ...faultsOfNumbers, ...faultsOfViews]
const profiles = new URL('../../resources/profiles/', import.meta.url)
const WARNINGS = new Set(['outline-keeps-zoom', 'image-resolution', 'fonts-embedded'])

/** The rules that follow from one of the profiles that come with the program. */
function ruled(id: string): CheckRules {
  return checkRulesOf(CourtProfile.parse(JSON.parse(readFileSync(new URL(`${id}.json`, profiles), 'utf8'))))
}

describe('the check of a bundle', () => {
  test('finds nothing wrong with a sound bundle, with and without its builder’s knowledge', async () => {
    const bytes = await makeBundle(soundPlan())
    const known = await checkBundle(bytes, rules, expectations)
    expect([known.failed, known.warnings]).toEqual([[], []])
    const stranger = await checkBundle(bytes, rules)
    expect([stranger.failed, stranger.warnings]).toEqual([[], []])
    expect(stranger.passed).toContain('index-links-present')
  })

  test.each(faults)('finds $what exactly once ($rule)', async (fault) => {
    const plan = soundPlan()
    fault.spoil?.(plan)
    if (fault.finish !== undefined) plan.finish = fault.finish
    const report = await checkBundle(await makeBundle(plan), fault.rules ?? rules, {
      ...expectations,
      ...fault.expectations,
    })
    const found = [...report.failed, ...report.warnings]
    expect(found.map(({ rule, page }) => ({ rule, page }))).toEqual([{ rule: fault.rule, page: fault.page ?? null }])
    expect(report.warnings.length).toBe(WARNINGS.has(fault.rule) ? 1 : 0)
    expect(report.passed).not.toContain(fault.rule)
  })

  test('finds a missing link to a document as a stranger and as its builder, each once', async () => {
    const plan = soundPlan()
    plan.indexLinks = plan.indexLinks.map((link) => (link.page === 6 ? { page: 7, isExplicit: true } : link))
    const bytes = await makeBundle(plan)
    expect((await checkBundle(bytes, rules)).failed.map(({ rule }) => rule)).toEqual(['index-links-present'])
    const known = await checkBundle(bytes, rules, expectations)
    expect(known.failed.map(({ rule, page }) => ({ rule, page }))).toEqual([{ rule: 'index-links-match', page: 7 }])
  })

  test('leaves out a picture that a person knows to be one, and only warns where it is recommended or nobody said', async () => {
    const plan = soundPlan()
    plan.words[6] = ''
    plan.finish = (made) => addPicture(made, 6, 400)
    const bytes = await makeBundle(plan)
    const known = await checkBundle(bytes, rules, { ...expectations, picturePages: [7] })
    expect(known.passed).toContain('text-extractable')
    const lenient = await checkBundle(bytes, { ...rules, images: { maxDpi: 300, ocr: 'recommended' } })
    expect(lenient.warnings.map(({ rule }) => rule)).toEqual(['text-extractable'])
    const stranger = await checkBundle(bytes, rules)
    expect([stranger.failed, stranger.warnings.map(({ rule }) => rule)]).toEqual([[], ['text-extractable']])
  })

  test('finds the printed number on pages that are rotated and cropped', async () => {
    const plan = soundPlan()
    plan.printed[2] = undefined
    plan.finish = ({ document, pages }) => {
      // Displayed, the bottom right corner of a page turned by 90 degrees is its upper right corner.
      pages[2]?.set(PDFName.of('Rotate'), PDFNumber.of(90))
      pages[2]?.set(PDFName.of('CropBox'), document.context.obj([0, 0, 500, 700]))
      const turned = document.context.flateStream('BT /F1 14 Tf 0 1 -1 0 470 640 Tm (3) Tj ET')
      pages[2]?.set(PDFName.of('Contents'), document.context.register(turned))
    }
    const report = await checkBundle(await makeBundle(plan), rules)
    expect(report.failed).toEqual([])
  })

  test('says of a file that does not open only that', async () => {
    const report = await checkBundle(new TextEncoder().encode('not a PDF'), rules)
    expect(report).toEqual({
      passed: [],
      failed: [{ rule: 'opens-cleanly', page: null, facts: { reason: 'source.unsupported' } }],
      warnings: [],
    })
  })

  test('says that a truncated file had to be repaired', async () => {
    const bytes = await makeBundle(soundPlan())
    const report = await checkBundle(bytes.subarray(0, bytes.length - 200), rules)
    expect(report.failed.map(({ rule }) => rule)).toContain('not-repaired')
  })

  test('has one test of a fault, at least, for every rule', () => {
    const tested = new Set(faults.map(({ rule }) => rule))
    const elsewhere = new Set(['not-encrypted', 'not-repaired', 'index-links-match'])
    expect(allRules.map(({ id }) => id).filter((id) => !tested.has(id) && !elsewhere.has(id))).toEqual([])
  })

  test('takes its rules from a court profile', () => {
    expect(ruled('EW_CRIM')).toMatchObject({
      pagination: { labelPattern: '{n}', position: 'bottom-right', countsEveryPage: true },
      outline: { depth: 2, titlesCarryLabel: true },
      images: { maxDpi: 300, ocr: 'required' },
    })
    expect(ruled('IN_TRIAL').pagination).toMatchObject({ position: 'top-right', countsEveryPage: false })
  })

  test('takes a number printed with the number of all pages for the label', async () => {
    const plan = soundPlan()
    plan.labels = [{ from: 0, prefix: 'Page ', start: 1 }]
    plan.printed = plan.printed.map((number) => `Page ${number ?? ''} of 8`)
    for (const bookmark of [...plan.outline, ...plan.outline.flatMap(({ below }) => below)]) {
      bookmark.title = bookmark.title.replace('[p.', '[p.Page ')
    }
    const numbered = { ...rules, pagination: { ...rules.pagination, labelPattern: 'Page {n} of {N}' } }
    expect((await checkBundle(await makeBundle(plan), numbered)).failed).toEqual([])
  })

  test('looks for working links in compressed objects too', async () => {
    const document = await PDFDocument.load(await makeBundle(soundPlan()))
    document.setSubject('clarkson://exhibit/1')
    document.catalog.set(PDFName.of('Lang'), PDFHexString.fromText('clarkson://index'))
    const report = await checkBundle(await document.save({ useObjectStreams: true }), rules)
    expect(report.failed.map(({ rule }) => rule)).toEqual(['no-working-links'])
  })
})
