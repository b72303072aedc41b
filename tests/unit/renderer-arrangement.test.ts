import { describe, expect, it } from 'vitest'
import type { BundleEntry, BundlePlan } from '../../src-main/contract/bundles.ts'
import {
  addDocuments,
  addSection,
  arrange,
  editDocument,
  move,
  planOf,
  remove,
  renameSection,
  step,
  type Arrangement,
} from '../../src-renderer/bundles/arrangement.ts'
import { identityOf } from '../../src-renderer/bundles/documents.ts'
import { fileNameOf } from '../../src-renderer/bundles/file-name.ts'
import { begin, record, redo, undo } from '../../src-renderer/bundles/history.ts'

const entry = (title: string): BundleEntry => ({ generated: 'chronology', title })

const plan: BundlePlan = {
  title: 'Prosecution bundle',
  profile: 'GENERIC',
  policy: 'served',
  sections: [
    { title: 'A', entries: [entry('a1'), entry('a2'), entry('a3')] },
    { title: 'B', entries: [] },
    { title: 'C', entries: [entry('c1'), entry('c2')] },
  ],
}

/** An arrangement in one line: `A a1 a2 a3 | B | C c1 c2`. */
function read({ sections }: Arrangement): string {
  return sections
    .map(({ title, documents }) => [title, ...documents.map((one) => one.entry.title)].join(' '))
    .join(' | ')
}

function keyOf({ sections }: Arrangement, title: string): string {
  const section = sections.find((one) => one.title === title)
  const document = sections.flatMap(({ documents }) => documents).find((one) => one.entry.title === title)
  return section?.key ?? document?.key ?? ''
}

function moved(titles: readonly string[], onto: string, side: 'on' | 'before' | 'after'): string {
  const from = arrange(plan)
  const keys = new Set(titles.map((title) => keyOf(from, title)))
  return read(move(from, keys, { key: keyOf(from, onto), side }))
}

describe('the arrangement of a bundle', () => {
  it('is stored as it was read', () => {
    expect(planOf(arrange(plan))).toStrictEqual(plan)
  })

  it('moves a document within its section', () => {
    expect(moved(['a1'], 'a3', 'after')).toBe('A a2 a3 a1 | B | C c1 c2')
    expect(moved(['a3'], 'a1', 'before')).toBe('A a3 a1 a2 | B | C c1 c2')
  })

  it('moves documents into another section in the order they had', () => {
    expect(moved(['c2', 'a1'], 'B', 'on')).toBe('A a2 a3 | B a1 c2 | C c1')
    expect(moved(['a2', 'a3'], 'c1', 'after')).toBe('A a1 | B | C c1 a2 a3 c2')
  })

  it('takes a document dropped before a section into the end of the section above it', () => {
    expect(moved(['a1'], 'C', 'before')).toBe('A a2 a3 | B a1 | C c1 c2')
    expect(moved(['c1'], 'A', 'before')).toBe('A c1 a1 a2 a3 | B | C c2')
  })

  it('leaves a document that is dropped beside itself where it was', () => {
    expect(moved(['a2'], 'a2', 'before')).toBe('A a1 a2 a3 | B | C c1 c2')
    expect(moved(['a2'], 'a2', 'after')).toBe('A a1 a2 a3 | B | C c1 c2')
  })

  it('moves a section with what is in it, whatever of another section it is dropped on', () => {
    expect(moved(['C'], 'A', 'before')).toBe('C c1 c2 | A a1 a2 a3 | B')
    expect(moved(['A'], 'c1', 'after')).toBe('B | C c1 c2 | A a1 a2 a3')
    expect(moved(['A', 'c1'], 'B', 'after')).toBe('B | A a1 a2 a3 | C c1 c2')
  })

  it('steps a document through the sections, and a section past its neighbour', () => {
    const from = arrange(plan)
    const down = step(from, keyOf(from, 'a3'), 'down')
    expect(read(down)).toBe('A a1 a2 | B a3 | C c1 c2')
    expect(read(step(down, keyOf(down, 'a3'), 'down'))).toBe('A a1 a2 | B | C a3 c1 c2')
    expect(read(step(from, keyOf(from, 'c1'), 'up'))).toBe('A a1 a2 a3 | B c1 | C c2')
    expect(read(step(from, keyOf(from, 'A'), 'down'))).toBe('B | A a1 a2 a3 | C c1 c2')
    expect(read(step(from, keyOf(from, 'a1'), 'up'))).toBe(read(from))
    expect(read(step(from, keyOf(from, 'c2'), 'down'))).toBe(read(from))
  })

  it('is changed by adding, renaming, editing and removing', () => {
    const from = arrange(plan)
    const added = addDocuments(from, keyOf(from, 'B'), [entry('b1'), entry('b2')])
    expect(read(added)).toBe('A a1 a2 a3 | B b1 b2 | C c1 c2')
    expect(read(addSection(from, 'D'))).toBe('A a1 a2 a3 | B | C c1 c2 | D')
    expect(read(renameSection(from, keyOf(from, 'B'), 'Bench'))).toBe('A a1 a2 a3 | Bench | C c1 c2')
    expect(read(editDocument(from, keyOf(from, 'c2'), entry('c3')))).toBe('A a1 a2 a3 | B | C c1 c3')
    expect(read(remove(from, new Set([keyOf(from, 'A'), keyOf(from, 'c1')])))).toBe('B | C c2')
  })
})

describe('a history', () => {
  it('takes steps back and takes them again, until another step is made', () => {
    const two = record(record(begin('one'), 'two'), 'three')
    const back = undo(undo(two))
    expect(back.present).toBe('one')
    expect(undo(back).present).toBe('one')
    expect(redo(redo(back)).present).toBe('three')
    expect(redo(record(undo(two), 'other')).present).toBe('other')
  })

  it('does not count a step that changes nothing', () => {
    expect(record(begin('one'), 'one').past).toHaveLength(0)
  })
})

describe('a document of a bundle', () => {
  it('is the same document with the same pages, however the range is written', () => {
    const exhibit = '4c1e1f1e-8f0a-4b53-9f57-1b7c2f0d9a11' as Extract<BundleEntry, { exhibit: unknown }>['exhibit']
    expect(identityOf({ exhibit, pages: '1-4, 7' })).toBe(identityOf({ exhibit, pages: '1-4,7', title: 'Other' }))
    expect(identityOf({ exhibit, pages: '1-4' })).not.toBe(identityOf({ exhibit }))
  })

  it('is saved under a name that every system takes', () => {
    expect(fileNameOf('State v. A/B: "first"\u202E hearing?')).toBe('State v. A B first hearing.pdf')
    expect(fileNameOf(' ... ')).toBe('bundle.pdf')
  })
})
