import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  PDFArray,
  type PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFRef,
  PDFString,
  type PDFObject,
} from '@cantoo/pdf-lib'
import type { CheckExpectations, CheckRules } from '../../src-main/pages/check/rules.ts'

/** A small bundle made by hand, object by object: an index and three documents in two sections, on eight pages. */
export interface BundlePlan {
  /** What is printed on each page, in the order of pages. */
  printed: (string | undefined)[]
  /** The ranges of the page labels: first page (from 0), prefix, first number. */
  labels: { from: number; prefix: string; start: number }[]
  outline: PlannedBookmark[]
  /** The pages (from 0) that the index links to, and whether each link says where on the page. */
  indexLinks: { page: number; isExplicit: boolean }[]
  indexText: string[]
  /** The words of each page, apart from the printed number. */
  words: string[]
  /** The catalog's and pages' last touches. */
  finish: (made: MadeBundle) => void
  carriesFont: boolean
}

interface PlannedBookmark {
  title: string
  page: number
  below: PlannedBookmark[]
}

export interface MadeBundle {
  readonly document: PDFDocument
  readonly pages: readonly PDFDict[]
  readonly pageRefs: readonly PDFRef[]
  readonly bookmarks: PDFDict[]
  readonly links: PDFDict[]
}

const PAGES = 8
const WIDTH = 595.28
const HEIGHT = 841.89
const sentence = 'On the third of March the inspector found the ledger in the office of the kiln.'

/** A plan without a fault. */
export function soundPlan(): BundlePlan {
  return {
    printed: Array.from({ length: PAGES }, (_, page) => String(page + 1)),
    labels: [{ from: 0, prefix: '', start: 1 }],
    outline: [
      { title: 'INDEX [p.1]', page: 0, below: [] },
      {
        title: 'A. Statements [p.2]',
        page: 1,
        below: [
          { title: 'Statement of W1 [p.2]', page: 1, below: [] },
          { title: 'Statement of W2 [p.5]', page: 4, below: [] },
        ],
      },
      { title: 'B. Exhibits [p.7]', page: 6, below: [{ title: 'Wage ledger [p.7]', page: 6, below: [] }] },
    ],
    indexLinks: [1, 4, 6].map((page) => ({ page, isExplicit: true })),
    indexText: ['1 Statement of W1 2-4', '2 Statement of W2 5-6', '3 Wage ledger 7-8'],
    words: Array.from({ length: PAGES }, () => sentence),
    finish: () => undefined,
    carriesFont: true,
  }
}

/** What the builder of the sound plan knows. */
export const expectations: CheckExpectations = {
  index: { firstPage: 1, lastPage: 1 },
  documents: [
    { title: 'Statement of W1', section: 'A', firstPage: 2, pages: 3, firstLabel: '2', lastLabel: '4' },
    { title: 'Statement of W2', section: 'A', firstPage: 5, pages: 2, firstLabel: '5', lastLabel: '6' },
    { title: 'Wage ledger', section: 'B', firstPage: 7, pages: 2, firstLabel: '7', lastLabel: '8' },
  ],
}

export const rules: CheckRules = {
  pagination: {
    labelPattern: '{n}',
    position: 'bottom-right',
    countsEveryPage: true,
  },
  outline: { depth: 2, titlesCarryLabel: true },
  indexTitle: 'INDEX',
  images: { maxDpi: 300, ocr: 'required' },
  files: { attachmentsAllowed: false },
}

/** Makes the plan's PDF. */
export async function makeBundle(plan: BundlePlan): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle('Prosecution bundle', { showInWindowTitleBar: true })
  const font = fontOf(document, plan.carriesFont)
  const pageRefs: PDFRef[] = []
  const pages: PDFDict[] = []
  for (let page = 0; page < PAGES; page++) {
    const added = document.addPage([WIDTH, HEIGHT])
    const lines = page === 0 ? plan.indexText : [plan.words[page] ?? '']
    added.node.set(
      PDFName.of('Contents'),
      document.context.register(document.context.flateStream(content(lines, plan.printed[page]))),
    )
    added.node.set(PDFName.of('Resources'), document.context.obj({ Font: { F1: font } }))
    pageRefs.push(added.ref)
    pages.push(added.node)
  }
  const made: MadeBundle = { document, pages, pageRefs, bookmarks: [], links: [] }
  addLinks(made, plan)
  addOutline(made, plan)
  addLabels(made, plan)
  const { catalog, context } = document
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
  catalog.set(PDFName.of('OpenAction'), context.obj([pageRefs[0] ?? null, 'XYZ', null, null, 1]))
  plan.finish(made)
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}

function content(lines: readonly string[], printed: string | undefined): string {
  const body = lines.map((line, i) => `BT /F1 11 Tf 72 ${740 - i * 20} Td (${line}) Tj ET`)
  const stamp = printed === undefined ? [] : [`BT /F1 14 Tf ${540 - printed.length * 8} 30 Td (${printed}) Tj ET`]
  return [...body, ...stamp].join('\n')
}

function fontOf(document: PDFDocument, isCarried: boolean): PDFRef {
  const { context } = document
  if (!isCarried) return context.register(context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' }))
  const require = createRequire(import.meta.url)
  const file = readFileSync(require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'))
  const descriptor = context.obj({
    Type: 'FontDescriptor',
    FontName: 'NotoSans',
    Flags: 32,
    FontBBox: [-500, -300, 1500, 1100],
    ItalicAngle: 0,
    Ascent: 1069,
    Descent: -293,
    CapHeight: 714,
    StemV: 80,
    FontFile2: context.register(context.flateStream(new Uint8Array(file))),
  })
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'TrueType',
      BaseFont: 'NotoSans',
      Encoding: 'WinAnsiEncoding',
      FirstChar: 32,
      LastChar: 126,
      Widths: Array.from({ length: 95 }, () => 560),
      FontDescriptor: context.register(descriptor),
    }),
  )
}

function addLinks({ document, pages, pageRefs, links }: MadeBundle, plan: BundlePlan): void {
  const { context } = document
  const refs = plan.indexLinks.map(({ page, isExplicit }, i) => {
    const target = pageRefs[page] ?? null
    const link = context.obj({
      Type: 'Annot',
      Subtype: 'Link',
      Rect: [60, 735 - i * 20, 535, 752 - i * 20],
      Border: [0, 0, 0],
      Dest: isExplicit ? [target, 'XYZ', 0, HEIGHT, null] : [target, 'XYZ', null, null, null],
    })
    links.push(link)
    return context.register(link)
  })
  pages[0]?.set(PDFName.of('Annots'), context.obj(refs))
}

function addOutline(made: MadeBundle, plan: BundlePlan): void {
  if (plan.outline.length === 0) return
  const { context, catalog } = made.document
  const root = context.nextRef()
  const { first, last, count } = siblings(made, plan.outline, root)
  context.assign(root, context.obj({ Type: 'Outlines', First: first, Last: last, Count: count }))
  catalog.set(PDFName.of('Outlines'), root)
}

function siblings(
  made: MadeBundle,
  planned: readonly PlannedBookmark[],
  parent: PDFRef,
): { first: PDFRef; last: PDFRef; count: number } {
  const { context } = made.document
  const refs = planned.map(() => context.nextRef())
  let count = 0
  planned.forEach((bookmark, i) => {
    const self = refs[i] ?? parent
    const item = context.obj({
      Title: PDFHexString.fromText(bookmark.title),
      Parent: parent,
      Dest: [made.pageRefs[bookmark.page] ?? null, 'XYZ', 0, HEIGHT, null],
    })
    const [previous, next] = [refs[i - 1], refs[i + 1]]
    if (previous !== undefined) item.set(PDFName.of('Prev'), previous)
    if (next !== undefined) item.set(PDFName.of('Next'), next)
    made.bookmarks.push(item)
    context.assign(self, item)
    count++
    if (bookmark.below.length === 0) return
    const below = siblings(made, bookmark.below, self)
    item.set(PDFName.of('First'), below.first)
    item.set(PDFName.of('Last'), below.last)
    item.set(PDFName.of('Count'), PDFNumber.of(below.count))
    count += below.count
  })
  return { first: refs[0] ?? parent, last: refs.at(-1) ?? parent, count }
}

function addLabels({ document }: MadeBundle, plan: BundlePlan): void {
  if (plan.labels.length === 0) return
  const { context, catalog } = document
  const numbers: PDFObject[] = plan.labels.flatMap(({ from, prefix, start }) => [
    PDFNumber.of(from),
    context.obj({ S: 'D', St: start, ...(prefix === '' ? {} : { P: PDFString.of(prefix) }) }),
  ])
  const array = PDFArray.withContext(context)
  for (const number of numbers) array.push(number)
  catalog.set(PDFName.of('PageLabels'), context.obj({ Nums: array }))
}
