import type { PDFDocument, PDFObject } from 'mupdf'
import type { Landing, Landings } from './landing.ts'

/** One bookmark, in reading order. */
export interface OutlineNode {
  readonly title: string
  /** 0 for the outermost bookmarks. */
  readonly depth: number
  readonly landing: Landing
  /** What the file says of the bookmarks below: their number when open, its negative when closed; 0 for none. */
  readonly count: number
  readonly childCount: number
}

const MOST_NODES = 100_000
const MOST_DEPTH = 64

/**
 * Reads a PDF's outline as a flat list in reading order; empty where there is none. A circular outline ends where it
 * would begin again.
 * Source: ISO 32000-1:2008, 12.3.3.
 */
export function outlineOf(pdf: PDFDocument, landings: Landings): readonly OutlineNode[] {
  const nodes: OutlineNode[] = []
  const seen = new Set<number>()
  const root = pdf.getTrailer().get('Root', 'Outlines')

  function walk(first: PDFObject, depth: number): number {
    let children = 0
    for (let item = first; isNew(item, seen) && nodes.length < MOST_NODES; item = item.get('Next')) {
      children++
      const position = nodes.length
      const node = readNode(item, depth, landings)
      nodes.push(node)
      const below = item.get('First')
      if (below.isDictionary() && depth < MOST_DEPTH) {
        const childCount = walk(below, depth + 1)
        nodes[position] = { ...node, childCount }
      }
    }
    return children
  }

  if (root.isDictionary()) walk(root.get('First'), 0)
  return nodes
}

function isNew(item: PDFObject, seen: Set<number>): boolean {
  if (!item.isDictionary() || !item.isIndirect()) return false
  const number = item.asIndirect()
  if (seen.has(number)) return false
  seen.add(number)
  return true
}

function readNode(item: PDFObject, depth: number, landings: Landings): OutlineNode {
  const title = item.get('Title')
  const count = item.get('Count')
  return {
    title: title.isString() ? title.asString() : '',
    depth,
    landing: landings.ofItem(item),
    count: count.isNumber() ? count.asNumber() : 0,
    childCount: 0,
  }
}
