import type { Page, PDFDocument, PDFObject } from 'mupdf'
import { Refusal } from '../../kernel/errors.ts'
import type { OpenedDocument } from '../document.ts'
import { pageLabelsOf } from '../labels.ts'
import { landingsOf, type Landing, type Landings } from '../landing.ts'
import { outlineOf, type OutlineNode } from '../outline.ts'
import { textOfPage } from '../text.ts'
import { documentActions, pageActions, type FoundAction } from './actions.ts'
import { annotationsOf, type AnnotationFact } from './annotations.ts'
import { fontFinder } from './fonts.ts'
import { hasWorkingLink } from './working-links.ts'
import { layoutOf, type PageLayout } from './layout.ts'
import type { CheckRules } from './rules.ts'

/** One page, as the rules see it. */
interface SurveyedPage extends PageLayout {
  /** Physical, from 1. */
  readonly page: number
  /** The label that the document states; `undefined` where it states none. */
  readonly label: string | undefined
  readonly annotations: readonly AnnotationFact[]
  /** Names of fonts first used on this page that the file does not carry. */
  readonly missingFonts: readonly string[]
}

/** Everything the rules need of a document, read in one pass. */
export interface Survey {
  readonly sizeBytes: number
  readonly pageCount: number
  readonly wasRepaired: boolean
  readonly isEncrypted: boolean
  readonly pages: readonly SurveyedPage[]
  readonly outline: readonly OutlineNode[]
  readonly openAction: Landing
  readonly actions: readonly FoundAction[]
  readonly attachments: number
  readonly title: string
  readonly displaysTitle: boolean
  readonly pageMode: string
  readonly hasWorkingLink: boolean
  /** The text of a physical page, counted from 1. */
  textOfPage(page: number): string
}

/** Reads a PDF for the rules. @throws Refusal `pdf.damaged`, `source.unsupported` (not a PDF) */
export function survey(document: OpenedDocument, bytes: Uint8Array, rules: CheckRules): Survey {
  const { pdf, pageCount } = document
  if (pdf === undefined) throw new Refusal('source.unsupported', {})
  const root = pdf.getTrailer().get('Root')
  if (!root.isDictionary()) throw new Refusal('pdf.damaged', {})
  const objects = pageObjects(pdf, pageCount)
  const landings = landingsOf(pdf, objects.pageOf, pageCount)
  const outline = outlineOf(pdf, landings)
  const actions: FoundAction[] = [...documentActions(root)]
  const pages = surveyPages({ document, pdf, landings, rules, actions, objects: objects.pages })
  return {
    sizeBytes: bytes.byteLength,
    pageCount,
    wasRepaired: pdf.wasRepaired(),
    isEncrypted: !pdf.getTrailer().get('Encrypt').isNull(),
    pages,
    outline,
    openAction: landings.ofTarget(root.get('OpenAction')),
    actions: [...actions, ...outlineActions(outline)],
    attachments: attachmentsIn(root),
    title: titleOf(pdf),
    displaysTitle: isTrue(root.get('ViewerPreferences', 'DisplayDocTitle')),
    pageMode: nameIn(root.get('PageMode')),
    hasWorkingLink: hasWorkingLink(pdf, bytes),
    textOfPage: (page) => textOfPage(document, page - 1).plain,
  }
}

interface PageObjects {
  readonly pages: readonly PDFObject[]
  readonly pageOf: ReadonlyMap<number, number>
}

function pageObjects(pdf: PDFDocument, pageCount: number): PageObjects {
  const pageOf = new Map<number, number>()
  const pages: PDFObject[] = []
  for (let number = 0; number < pageCount; number++) {
    const object = pdf.findPage(number)
    pages.push(object)
    pageOf.set(object.asIndirect(), number)
  }
  return { pages, pageOf }
}

interface Surveying {
  readonly document: OpenedDocument
  readonly pdf: PDFDocument
  readonly landings: Landings
  readonly rules: CheckRules
  readonly actions: FoundAction[]
  readonly objects: readonly PDFObject[]
}

function surveyPages({ document, pdf, landings, rules, actions, objects }: Surveying): readonly SurveyedPage[] {
  const labels = pageLabelsOf(pdf, document.pageCount)
  const missingFontsOf = fontFinder()
  return objects.map((object, number) => {
    const page = number + 1
    actions.push(...pageActions(object, page))
    const layout = document.onPage(number, (opened: Page) =>
      layoutOf(opened, rules, labels[number], document.pageCount),
    )
    return {
      ...layout,
      page,
      label: labels[number],
      annotations: annotationsOf(object, landings),
      missingFonts: missingFontsOf(object),
    }
  })
}

function outlineActions(outline: readonly OutlineNode[]): readonly FoundAction[] {
  return outline.flatMap(({ landing }) =>
    landing.kind === 'outside' || landing.kind === 'action' ? [{ action: landing.action, page: undefined }] : [],
  )
}

function attachmentsIn(root: PDFObject): number {
  let count = 0
  const seen = new Set<number>()
  function walk(node: PDFObject, depth: number): void {
    if (!node.isDictionary() || depth > 16 || count > 10_000) return
    if (node.isIndirect() && seen.has(node.asIndirect())) return
    if (node.isIndirect()) seen.add(node.asIndirect())
    const names = node.get('Names')
    if (names.isArray()) count += Math.floor(names.length / 2)
    const kids = node.get('Kids')
    for (let i = 0; kids.isArray() && i < kids.length; i++) walk(kids.get(i), depth + 1)
  }
  walk(root.get('Names', 'EmbeddedFiles'), 0)
  const associated = root.get('AF')
  return count === 0 && associated.isArray() ? associated.length : count
}

function titleOf(pdf: PDFDocument): string {
  return (pdf.getMetaData('info:Title') ?? '').trim()
}

function isTrue(object: PDFObject): boolean {
  return object.isBoolean() && object.asBoolean()
}

function nameIn(object: PDFObject): string {
  return object.isName() ? object.asName() : ''
}
