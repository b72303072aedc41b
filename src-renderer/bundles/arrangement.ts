import type { BundleEntry, BundlePlan } from '../../src-main/contract/bundles.ts'

/** One document of a section, with a key that stays its own while it is moved about. */
export interface PlacedDocument {
  readonly key: string
  readonly entry: BundleEntry
}

export interface ArrangedSection {
  readonly key: string
  readonly title: string
  readonly documents: readonly PlacedDocument[]
}

/** A bundle as it is being put in order on the screen. */
export interface Arrangement extends Omit<BundlePlan, 'sections'> {
  readonly sections: readonly ArrangedSection[]
}

/** Where something is let go: on a thing of the tree, or on either side of it. */
export interface Target {
  readonly key: string
  readonly side: 'on' | 'before' | 'after'
}

let lastKey = 0

function newKey(kind: 'section' | 'document'): string {
  lastKey += 1
  return `${kind}-${lastKey}`
}

/** A stored plan, with keys. */
export function arrange(plan: BundlePlan): Arrangement {
  return {
    ...plan,
    sections: plan.sections.map(({ title, entries }) => ({
      key: newKey('section'),
      title,
      documents: entries.map((entry) => ({ key: newKey('document'), entry })),
    })),
  }
}

/** An arrangement as it is stored. */
export function planOf({ sections, ...plan }: Arrangement): BundlePlan {
  return {
    ...plan,
    sections: sections.map(({ title, documents }) => ({ title, entries: documents.map(({ entry }) => entry) })),
  }
}

function mapSections(of: Arrangement, change: (section: ArrangedSection) => ArrangedSection): Arrangement {
  return { ...of, sections: of.sections.map(change) }
}

/** A new, empty section at the end. */
export function addSection(of: Arrangement, title: string): Arrangement {
  return { ...of, sections: [...of.sections, { key: newKey('section'), title, documents: [] }] }
}

/** Gives a section another title. */
export function renameSection(of: Arrangement, key: string, title: string): Arrangement {
  return mapSections(of, (section) => (section.key === key ? { ...section, title } : section))
}

/** Puts documents at the end of a section. */
export function addDocuments(of: Arrangement, sectionKey: string, entries: readonly BundleEntry[]): Arrangement {
  const added = entries.map((entry) => ({ key: newKey('document'), entry }))
  return mapSections(of, (section) =>
    section.key === sectionKey ? { ...section, documents: [...section.documents, ...added] } : section,
  )
}

/** Says something else of one document: its title, its date, its pages. */
export function editDocument(of: Arrangement, key: string, entry: BundleEntry): Arrangement {
  return mapSections(of, (section) => ({
    ...section,
    documents: section.documents.map((one) => (one.key === key ? { key, entry } : one)),
  }))
}

/** Takes sections (with what is in them) and documents out. */
export function remove(of: Arrangement, keys: ReadonlySet<string>): Arrangement {
  return {
    ...of,
    sections: of.sections
      .filter(({ key }) => !keys.has(key))
      .map((section) => ({ ...section, documents: section.documents.filter(({ key }) => !keys.has(key)) })),
  }
}

/** The section that is this, or that holds this document. */
function sectionOf(of: Arrangement, key: string): ArrangedSection | undefined {
  return of.sections.find((section) => section.key === key || section.documents.some((one) => one.key === key))
}

function insertAt<T>(list: readonly T[], position: number, added: readonly T[]): readonly T[] {
  return [...list.slice(0, position), ...added, ...list.slice(position)]
}

function moveSections(of: Arrangement, moved: ReadonlySet<string>, target: Target): Arrangement {
  const anchor = sectionOf(of, target.key)
  if (anchor === undefined || moved.has(anchor.key)) return of
  const kept = of.sections.filter(({ key }) => !moved.has(key))
  const at = kept.findIndex(({ key }) => key === anchor.key)
  const isBefore = target.side === 'before' && target.key === anchor.key
  const taken = of.sections.filter(({ key }) => moved.has(key))
  return { ...of, sections: insertAt(kept, isBefore ? at : at + 1, taken) }
}

interface Landing {
  readonly section: string
  readonly before: string | undefined
}

// Before a section is the end of the one above it; on it or after it is its own end.
function landingOf(of: Arrangement, moved: ReadonlySet<string>, { key, side }: Target): Landing | undefined {
  const section = sectionOf(of, key)
  if (section === undefined) return undefined
  if (section.key === key) {
    const above = of.sections[of.sections.indexOf(section) - 1]
    if (side !== 'before') return { section: key, before: undefined }
    return above === undefined
      ? { section: key, before: section.documents.find((one) => !moved.has(one.key))?.key }
      : { section: above.key, before: undefined }
  }
  const from = section.documents.findIndex((one) => one.key === key) + (side === 'before' ? 0 : 1)
  return { section: section.key, before: section.documents.slice(from).find((one) => !moved.has(one.key))?.key }
}

function moveDocuments(of: Arrangement, moved: ReadonlySet<string>, target: Target): Arrangement {
  const landing = landingOf(of, moved, target)
  if (landing === undefined) return of
  const taken = of.sections.flatMap(({ documents }) => documents.filter(({ key }) => moved.has(key)))
  return mapSections(remove(of, moved), (section) => {
    if (section.key !== landing.section) return section
    const at = section.documents.findIndex(({ key }) => key === landing.before)
    return { ...section, documents: insertAt(section.documents, at === -1 ? section.documents.length : at, taken) }
  })
}

/** Moves sections among sections, or documents within and between sections, keeping the order they had. */
export function move(of: Arrangement, keys: ReadonlySet<string>, target: Target): Arrangement {
  const areSections = of.sections.some(({ key }) => keys.has(key))
  if (!areSections) return moveDocuments(of, keys, target)
  const sections = new Set(of.sections.filter(({ key }) => keys.has(key)).map(({ key }) => key))
  return moveSections(of, sections, target)
}

/** Moves one section or document a step up or down; a document goes on into the next section. */
export function step(of: Arrangement, key: string, direction: 'up' | 'down'): Arrangement {
  const section = sectionOf(of, key)
  if (section === undefined) return of
  const at = of.sections.indexOf(section)
  const next = of.sections[direction === 'up' ? at - 1 : at + 1]
  const side = direction === 'up' ? 'before' : 'after'
  const moved = new Set([key])
  if (section.key === key) return next === undefined ? of : moveSections(of, moved, { key: next.key, side })
  const place = section.documents.findIndex((one) => one.key === key)
  const beside = section.documents[direction === 'up' ? place - 1 : place + 1]
  if (beside !== undefined) return moveDocuments(of, moved, { key: beside.key, side })
  if (next === undefined) return of
  const first = next.documents[0]
  return direction === 'down' && first !== undefined
    ? moveDocuments(of, moved, { key: first.key, side: 'before' })
    : moveDocuments(of, moved, { key: next.key, side: 'on' })
}
