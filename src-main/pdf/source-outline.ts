import { type PDFDict, PDFHexString, PDFString } from '@cantoo/pdf-lib'
import type { Destinations } from './destinations.ts'
import type { OutlineNode } from './outline.ts'
import type { PdfSource } from './source.ts'

const MOST_BOOKMARKS = 20_000
const DEEPEST = 24

/**
 * The bookmarks of a source that lead to placed pages. One that leads elsewhere is left out, with its title, and its
 * children move up.
 *
 * @param placed the bundle's 0-based page for a position of the source, or undefined if it is not placed
 */
export function sourceOutline(
  source: PdfSource,
  destinations: Destinations,
  placed: (position: number) => number | undefined,
): readonly OutlineNode[] {
  const { catalog, objects } = source
  const seen = new Set<PDFDict>()
  const siblings = (parent: PDFDict, depth: number): readonly OutlineNode[] => {
    const nodes: OutlineNode[] = []
    if (depth > DEEPEST) return nodes
    let item = objects.dict(parent, 'First')
    while (item !== undefined && !seen.has(item) && seen.size < MOST_BOOKMARKS) {
      seen.add(item)
      nodes.push(...asNodes(item, siblings(item, depth + 1)))
      item = objects.dict(item, 'Next')
    }
    return nodes
  }
  const asNodes = (item: PDFDict, children: readonly OutlineNode[]): readonly OutlineNode[] => {
    const title = objects.value(item, 'Title')
    const destination = destinations.resolve(objects.value(item, 'Dest') ?? objects.value(item, 'A'))
    const page = destination === undefined ? undefined : placed(destination.position)
    if (page === undefined || !(title instanceof PDFString || title instanceof PDFHexString)) return children
    return [{ title: clean(title.decodeText()), page, ...(children.length > 0 ? { children } : {}) }]
  }
  const root = objects.dict(catalog, 'Outlines')
  return root === undefined ? [] : siblings(root, 0)
}

/** Titles are one line and no longer than a person reads. */
function clean(title: string): string {
  const line = title.replace(/\p{Cc}+/gu, ' ').trim()
  return line.length > 500 ? `${line.slice(0, 499)}…` : line
}
