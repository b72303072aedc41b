import { PDFArray, PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import type { SourceObjects } from './source-objects.ts'
import { Unreadable } from './unreadable.ts'

/** The most pages that a source may have. */
const MOST_PAGES = 200_000
const DEEPEST = 64

/** What a page takes from the nodes above it. Source: ISO 32000-2, 7.7.3.4. */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'].map((key) => PDFName.of(key))

/** A page as its source has it. */
export interface SourcePage {
  /** Its object number in the source; 0 for one that stands in the tree itself, as it should not. */
  readonly number: number
  readonly dict: PDFDict
  /** The inheritable attributes, the page's own or from above. */
  readonly inherited: ReadonlyMap<PDFName, PDFObject>
}

export interface PageList {
  readonly pages: readonly SourcePage[]
  /** The object numbers of the tree's nodes. */
  readonly nodes: ReadonlySet<number>
}

/**
 * Walks the page tree of a source. Counts in it are not believed.
 * @throws Unreadable for a tree that goes in a circle, too deep, too wide or nowhere
 */
export function listPages(objects: SourceObjects, catalog: PDFDict): PageList {
  const pages: SourcePage[] = []
  const nodes = new Set<number>()
  const walk = (object: PDFObject, above: ReadonlyMap<PDFName, PDFObject>, depth: number): void => {
    const dict = objects.resolve(object)
    if (!(dict instanceof PDFDict)) throw new Unreadable('a page is missing')
    const number = object instanceof PDFRef ? object.objectNumber : 0
    const kids = objects.value(dict, 'Kids')
    const inherited = withOwn(dict, above)
    if (kids instanceof PDFArray && objects.value(dict, 'Type') !== PDFName.of('Page')) {
      if (nodes.has(number) || depth > DEEPEST) throw new Unreadable('the page tree goes in a circle')
      if (number > 0) nodes.add(number)
      for (const kid of kids.asArray()) walk(kid, inherited, depth + 1)
    } else {
      if (pages.length >= MOST_PAGES) throw new Unreadable('too many pages', 'too-large')
      pages.push({ number, dict, inherited })
    }
  }
  const root = catalog.get(PDFName.of('Pages'))
  if (root === undefined) throw new Unreadable('no page tree')
  walk(root, new Map(), 0)
  if (pages.length === 0) throw new Unreadable('no pages', 'no-pages')
  return { pages, nodes }
}

function withOwn(dict: PDFDict, above: ReadonlyMap<PDFName, PDFObject>): ReadonlyMap<PDFName, PDFObject> {
  const own = INHERITED.filter((key) => dict.get(key) !== undefined)
  if (own.length === 0) return above
  const inherited = new Map(above)
  for (const key of own) {
    const value = dict.get(key)
    if (value !== undefined) inherited.set(key, value)
  }
  return inherited
}
