import type { ObjectWriter } from './object-writer.ts'
import { textString } from './text-string.ts'

/** A bookmark of the bundle. `page` counts from 0. */
export interface OutlineNode {
  readonly title: string
  readonly page: number
  /** Whether its children show when the bundle is opened. */
  readonly open?: boolean
  readonly children?: readonly OutlineNode[]
}

/**
 * Writes the outline; returns its object number, or 0 if there is none. Source: ISO 32000-2, 12.3.3.
 * @param destination the PDF syntax of a destination at the top of a page
 */
export function writeOutline(
  nodes: readonly OutlineNode[],
  writer: ObjectWriter,
  destination: (page: number) => string,
): number {
  if (nodes.length === 0) return 0
  const root = writer.allocate()
  const children = writeSiblings(nodes, root, { writer, destination })
  writer.object(root, `<</Type/Outlines${children}/Count ${visible(nodes)}>>`)
  return root
}

interface Context {
  readonly writer: ObjectWriter
  readonly destination: (page: number) => string
}

/** Writes nodes side by side; returns the parent's links to them. */
function writeSiblings(nodes: readonly OutlineNode[], parent: number, context: Context): string {
  const numbers = nodes.map(() => context.writer.allocate())
  for (const [i, node] of nodes.entries()) {
    const number = numbers[i] ?? 0
    const children = node.children ?? []
    let text = `/Title${textString(node.title)}/Parent ${parent} 0 R/Dest[${context.destination(node.page)}]`
    if (i > 0) text += `/Prev ${numbers[i - 1]} 0 R`
    if (i + 1 < numbers.length) text += `/Next ${numbers[i + 1]} 0 R`
    if (children.length > 0) {
      const count = visible(children)
      text += `${writeSiblings(children, number, context)}/Count ${node.open === true ? count : -count}`
    }
    context.writer.object(number, `<<${text}>>`)
  }
  return `/First ${numbers[0]} 0 R/Last ${numbers.at(-1)} 0 R`
}

/** How many bookmarks show below an open parent. */
function visible(nodes: readonly OutlineNode[]): number {
  return nodes.reduce((sum, node) => sum + 1 + (node.open === true ? visible(node.children ?? []) : 0), 0)
}
