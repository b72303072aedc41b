import { PDFHexString, PDFName, PDFNumber } from '@cantoo/pdf-lib'
import { expectations, rules } from './pages-bundle.ts'
import { type Fault } from './pages-fault.ts'

/** Page numbers and bookmarks that are wrong. */
export const faultsOfNumbers: readonly Fault[] = [
  {
    rule: 'every-page-labelled',
    what: 'a first page without a label',
    page: 1,
    spoil: (plan) => void (plan.labels = [{ from: 1, prefix: '', start: 2 }]),
  },
  {
    rule: 'labels-unique',
    what: 'two pages with one label',
    page: 8,
    spoil(plan) {
      plan.labels = [
        { from: 0, prefix: 'A', start: 1 },
        { from: 7, prefix: 'A', start: 7 },
      ]
      plan.printed = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A7']
      for (const bookmark of [...plan.outline, ...plan.outline.flatMap(({ below }) => below)]) {
        bookmark.title = bookmark.title.replace('[p.', '[p.A')
      }
    },
    rules: {
      ...rules,
      pagination: { ...rules.pagination, labelPattern: '{S}{n}', countsEveryPage: false },
    },
    expectations: { documents: [] },
  },
  {
    rule: 'labels-run-on',
    what: 'a label that leaves a number out',
    page: 8,
    spoil(plan) {
      plan.labels.push({ from: 7, prefix: '', start: 9 })
      plan.printed[7] = '9'
    },
    expectations: { documents: expectations.documents.slice(0, 2) },
  },
  {
    rule: 'printed-number-is-label',
    what: 'a wrong printed number',
    page: 4,
    spoil: (plan) => void (plan.printed[3] = '5'),
  },
  {
    rule: 'printed-number-is-label',
    what: 'a page without its number',
    page: 8,
    spoil: (plan) => void (plan.printed[7] = undefined),
  },
  { rule: 'outline-present', what: 'no bookmarks', spoil: (plan) => void (plan.outline = []) },
  {
    rule: 'outline-nested',
    what: 'bookmarks all at one level',
    spoil: (plan) =>
      void (plan.outline = plan.outline.flatMap((bookmark) =>
        bookmark.below.length === 0 ? [bookmark] : bookmark.below,
      )),
  },
  {
    rule: 'outline-lands',
    what: 'a bookmark that leads nowhere',
    finish: ({ bookmarks }) => bookmarks[1]?.delete(PDFName.of('Dest')),
  },
  {
    rule: 'outline-carries-label',
    what: 'a bookmark with the number of another page',
    page: 5,
    finish: ({ bookmarks }) => bookmarks[3]?.set(PDFName.of('Title'), PDFHexString.fromText('Statement of W2 [p.6]')),
  },
  {
    rule: 'outline-index-first',
    what: 'an index in the last place',
    spoil: (plan) => void plan.outline.push(...plan.outline.splice(0, 1)),
  },
  {
    rule: 'outline-keeps-zoom',
    what: 'a bookmark that changes the zoom',
    finish: ({ document, bookmarks, pageRefs }) =>
      bookmarks[1]?.set(PDFName.of('Dest'), document.context.obj([pageRefs[1] ?? null, 'XYZ', 0, 800, 2])),
  },
  {
    rule: 'outline-counts',
    what: 'a section whose count is wrong',
    finish: ({ bookmarks }) => bookmarks[1]?.set(PDFName.of('Count'), PDFNumber.of(1)),
  },
]
