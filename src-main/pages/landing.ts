import type { PDFDocument, PDFObject } from 'mupdf'

/**
 * Where a link, a bookmark or the open action leads.
 * Source: ISO 32000-1:2008, 12.3.2 (destinations) and 12.6 (actions).
 */
export type Landing =
  | {
      readonly kind: 'page'
      /** The page it lands on, counted from 0. */
      readonly page: number
      /** `XYZ`, `Fit`, `FitH` ... */
      readonly fit: string
      /** True when it says where on the page: both coordinates of XYZ, or one of the Fit kinds. */
      readonly isExplicit: boolean
      /** The zoom it sets, 1 = 100 %; `undefined` = the reader's own zoom is kept. */
      readonly zoom: number | undefined
    }
  | { readonly kind: 'dangling' }
  | { readonly kind: 'outside'; readonly action: string; readonly uri: string }
  | { readonly kind: 'action'; readonly action: string }
  | { readonly kind: 'none' }

const MOST_NAMES = 200_000
const MOST_DEPTH = 32

/** Finds the page a destination means, in one document. Pages are known by their object numbers. */
export interface Landings {
  /** Where the thing leads that has this `Dest` or `A` (an annotation, an outline item). */
  ofItem(item: PDFObject): Landing
  /** Where an action dictionary or a bare destination leads. */
  ofTarget(target: PDFObject): Landing
}

const outsideActions = new Set(['URI', 'GoToR', 'GoToE', 'Launch', 'SubmitForm', 'ImportData', 'Thread'])

/** Prepares the finding of destinations. `pageOf` gives a page's position by its object number. */
export function landingsOf(pdf: PDFDocument, pageOf: ReadonlyMap<number, number>, pageCount: number): Landings {
  let names: ReadonlyMap<string, PDFObject> | undefined

  function named(name: string): PDFObject | undefined {
    names ??= namedDestinations(pdf)
    return names.get(name)
  }

  function ofDestination(destination: PDFObject, depth = 0): Landing {
    if (depth > 4) return { kind: 'dangling' }
    if (destination.isName() || destination.isString()) {
      const found = named(destination.isName() ? destination.asName() : destination.asString())
      return found === undefined ? { kind: 'dangling' } : ofDestination(found, depth + 1)
    }
    if (destination.isDictionary()) return ofDestination(destination.get('D'), depth + 1)
    if (!destination.isArray()) return { kind: 'dangling' }
    const page = pageIn(destination.get(0))
    return page === undefined ? { kind: 'dangling' } : { kind: 'page', page, ...viewOf(destination) }
  }

  function pageIn(target: PDFObject): number | undefined {
    if (target.isIndirect()) return pageOf.get(target.asIndirect())
    if (!target.isNumber()) return undefined
    const page = target.asNumber()
    return Number.isInteger(page) && page >= 0 && page < pageCount ? page : undefined
  }

  function ofTarget(target: PDFObject): Landing {
    if (target.isNull()) return { kind: 'none' }
    const kind = target.isDictionary() ? target.get('S') : undefined
    if (kind === undefined || !kind.isName()) return ofDestination(target)
    const action = kind.asName()
    if (action === 'GoTo') return ofDestination(target.get('D'))
    if (outsideActions.has(action)) return { kind: 'outside', action, uri: textIn(target.get('URI')) }
    return { kind: 'action', action }
  }

  return {
    ofTarget,
    ofItem(item) {
      const destination = item.get('Dest')
      return destination.isNull() ? ofTarget(item.get('A')) : ofDestination(destination)
    },
  }
}

function textIn(object: PDFObject): string {
  return object.isString() ? object.asString() : ''
}

function viewOf(destination: PDFObject): { fit: string; isExplicit: boolean; zoom: number | undefined } {
  const kind = destination.get(1)
  const fit = kind.isName() ? kind.asName() : ''
  if (fit !== 'XYZ') return { fit, isExplicit: fit.startsWith('Fit'), zoom: undefined }
  const zoom = destination.get(4)
  return {
    fit,
    isExplicit: destination.get(2).isNumber() && destination.get(3).isNumber(),
    // A zoom of 0 means the same as null. Source: ISO 32000-1:2008, table 151.
    zoom: zoom.isNumber() && zoom.asNumber() !== 0 ? zoom.asNumber() : undefined,
  }
}

function namedDestinations(pdf: PDFDocument): ReadonlyMap<string, PDFObject> {
  const found = new Map<string, PDFObject>()
  const root = pdf.getTrailer().get('Root')
  const old = root.get('Dests')
  if (old.isDictionary()) old.forEach((destination, name) => found.set(String(name), destination))
  const tree = root.get('Names', 'Dests')
  if (tree.isDictionary()) collectNames(tree, found, 0)
  return found
}

function collectNames(node: PDFObject, found: Map<string, PDFObject>, depth: number): void {
  if (!node.isDictionary() || depth > MOST_DEPTH || found.size > MOST_NAMES) return
  const pairs = node.get('Names')
  for (let i = 0; pairs.isArray() && i + 1 < pairs.length && found.size <= MOST_NAMES; i += 2) {
    const name = pairs.get(i)
    if (name.isString()) found.set(name.asString(), pairs.get(i + 1))
  }
  const kids = node.get('Kids')
  for (let i = 0; kids.isArray() && i < kids.length; i++) collectNames(kids.get(i), found, depth + 1)
}
