import { PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib'
import { expectations, rules } from './pages-bundle.ts'
import { addAnnotation, addPicture, type Fault } from './pages-fault.ts'

/** How a bundle opens, its index, its pages, and what its builder knows of it. */
export const faultsOfViews: readonly Fault[] = [
  {
    rule: 'page-mode-outlines',
    what: 'bookmarks not shown',
    finish: ({ document }) => document.catalog.delete(PDFName.of('PageMode')),
  },
  {
    rule: 'open-action',
    what: 'no opening view',
    finish: ({ document }) => document.catalog.delete(PDFName.of('OpenAction')),
  },
  {
    rule: 'open-action',
    what: 'an opening view that is not at 100 %',
    finish: ({ document, pageRefs }) =>
      document.catalog.set(PDFName.of('OpenAction'), document.context.obj([pageRefs[0] ?? null, 'Fit'])),
  },
  { rule: 'title-set', what: 'no title', finish: ({ document }) => document.setTitle('') },
  {
    rule: 'title-displayed',
    what: 'the file name shown instead of the title',
    finish: ({ document }) => document.catalog.delete(PDFName.of('ViewerPreferences')),
  },
  {
    rule: 'index-links-present',
    what: 'a document without a link in the index',
    page: 1,
    spoil: (plan) => void plan.indexLinks.pop(),
    expectations: { documents: [] },
  },
  {
    rule: 'index-links-explicit',
    what: 'a link that does not say where on the page it lands',
    page: 1,
    spoil: (plan) => void (plan.indexLinks[1] = { page: 4, isExplicit: false }),
  },
  {
    rule: 'links-land',
    what: 'a link that leads nowhere',
    page: 7,
    finish: (made) =>
      addAnnotation(made, 6, { Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], Dest: PDFString.of('gone') }),
  },
  {
    rule: 'page-size-sane',
    what: 'a page of two thousand inches',
    page: 3,
    finish: ({ document, pages }) => pages[2]?.set(PDFName.of('UserUnit'), document.context.obj(200)),
  },
  {
    rule: 'text-upright',
    what: 'a page that lies on its side',
    page: 6,
    finish: ({ document, pages }) => {
      const turned = document.context.flateStream(
        'BT /F1 11 Tf 0 1 -1 0 300 100 Tm (On the third of March the inspector found the ledger.) Tj ET BT /F1 14 Tf 1 0 0 1 530 30 Tm (6) Tj ET',
      )
      pages[5]?.set(PDFName.of('Contents'), document.context.register(turned))
    },
  },
  {
    rule: 'text-extractable',
    what: 'a scanned page whose words were not recognised',
    page: 7,
    expectations: { picturePages: [] },
    spoil: (plan) => void (plan.words[6] = ''),
    finish: (made) => addPicture(made, 6, 400),
  },
  {
    rule: 'image-resolution',
    what: 'a picture of 360 dots an inch',
    page: 8,
    finish: (made) => addPicture(made, 7, 2000),
  },
  {
    rule: 'fonts-embedded',
    what: 'a font that the file does not carry',
    page: 1,
    spoil: (plan) => void (plan.carriesFont = false),
  },
  {
    rule: 'file-size',
    what: 'a file larger than the court takes',
    rules: { ...rules, files: { ...rules.files, maxBytes: 1000 } },
  },
  {
    rule: 'page-count',
    what: 'more pages than the court takes',
    rules: { ...rules, files: { ...rules.files, maxPages: 7 } },
  },
  {
    rule: 'documents-placed',
    what: 'a document that is not where it should be',
    page: 5,
    expectations: {
      documents: expectations.documents.map((document, i) => (i === 1 ? { ...document, lastLabel: '7' } : document)),
    },
  },
  {
    rule: 'index-names-labels',
    what: 'an index with the number of another page',
    page: 1,
    spoil: (plan) => void (plan.indexText[2] = '3 Wage ledger 17-18'),
  },
  {
    rule: 'outline-matches',
    what: 'a bookmark with the title of another document',
    page: 7,
    finish: ({ bookmarks }) => bookmarks[5]?.set(PDFName.of('Title'), PDFHexString.fromText('Photographs [p.7]')),
  },
  {
    rule: 'hashes-printed',
    what: 'an exhibit that the hash schedule leaves out',
    page: 8,
    spoil: (plan) => void (plan.words[7] = `${'ab'.repeat(16)} ${'ab'.repeat(16)}`),
    expectations: { hashes: { firstPage: 8, lastPage: 8, sha256: ['ab'.repeat(32), 'cd'.repeat(32)] } },
  },
]
