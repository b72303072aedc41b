import { assert } from '../kernel/errors.ts'
import type { ObjectWriter } from './object-writer.ts'
import { type PageView, shownCorner } from './page-geometry.ts'
import { decimal } from './serialise.ts'

/** Kids of one node: a tree of 5,000 pages is three levels deep. */
const KIDS = 64

/** The bundle's pages in order, and the balanced tree that holds them. Source: ISO 32000-2, 7.7.3. */
export class PageTree {
  readonly #writer: ObjectWriter
  readonly #pages: number[] = []
  readonly #corners: (readonly [number, number] | undefined)[] = []
  readonly #leaves: number[] = []

  constructor(writer: ObjectWriter) {
    this.#writer = writer
  }

  get count(): number {
    return this.#pages.length
  }

  /** Adds a page at the end; returns its object number. Its view is told when it is known. */
  append(): number {
    const page = this.#writer.allocate()
    if (this.#pages.length % KIDS === 0) this.#leaves.push(this.#writer.allocate())
    this.#pages.push(page)
    this.#corners.push(undefined)
    return page
  }

  /** Takes back pages from an index on: their source could not be placed after all. */
  truncate(count: number): void {
    this.#pages.length = count
    this.#corners.length = count
    this.#leaves.length = Math.ceil(count / KIDS)
  }

  /** Notes where the top of a page is. */
  setView(index: number, view: PageView): void {
    this.#corners[index] = shownCorner(view)
  }

  /** The object number of a page. @throws Bug if there is no such page */
  page(index: number): number {
    const page = this.#pages[index]
    assert(page !== undefined, 'the page is in the bundle')
    return page
  }

  /** The object number of the node that holds a page. */
  parent(index: number): number {
    return this.#leaves[Math.floor(index / KIDS)] ?? 0
  }

  /** The PDF syntax of a destination: the top of a page, at whatever size the reader has. */
  destination(index: number): string {
    const [left, top] = this.#corners[index] ?? [0, 0]
    return `${this.page(index)} 0 R/XYZ ${decimal(left)} ${decimal(top)} null`
  }

  /** Writes the nodes; returns the root's object number. */
  write(): number {
    let level = this.#leaves.map((node, i) => {
      const kids = this.#pages.slice(i * KIDS, (i + 1) * KIDS)
      return { node, kids, count: kids.length }
    })
    for (;;) {
      const above: { node: number; kids: number[]; count: number }[] = []
      for (let i = 0; i < level.length; i += KIDS) {
        const group = level.slice(i, i + KIDS)
        const count = group.reduce((sum, child) => sum + child.count, 0)
        const parent = { node: this.#writer.allocate(), kids: group.map((child) => child.node), count }
        for (const child of group) this.#writeNode(child, parent.node)
        above.push(parent)
      }
      level = above
      const root = level[0]
      if (level.length === 1 && root !== undefined) {
        this.#writeNode(root, 0)
        return root.node
      }
    }
  }

  #writeNode({ node, kids, count }: { node: number; kids: readonly number[]; count: number }, parent: number): void {
    const up = parent === 0 ? '' : `/Parent ${parent} 0 R`
    this.#writer.object(node, `<</Type/Pages${up}/Count ${count}/Kids[${kids.map((kid) => `${kid} 0 R`).join(' ')}]>>`)
  }
}
