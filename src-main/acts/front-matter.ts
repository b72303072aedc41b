import type { CourtProfile } from '../contract/profile.ts'
import { captionLines, formatDay, sectionLetter } from '../domain/profile.ts'
import type { Fact, IndexSection, Sheet } from '../typeset/inputs.ts'
import type { Typesetter } from '../typeset/typesetter.ts'
import type { Binding, BindingEntry } from './binder.ts'

/** A document's line of the index. */
export interface FrontRow {
  readonly entry: BindingEntry
  readonly section: string
  readonly sectionIndex: number
  readonly firstLabel: string
  readonly lastLabel: string
}

/** What every typeset document of a bundle shares. */
function sheetOf(profile: CourtProfile, binding: Pick<Binding, 'captionFacts'>): Sheet {
  return { profile, caption: captionLines(profile, binding.captionFacts) }
}

export function typesetCover(typesetter: Typesetter, profile: CourtProfile, binding: Binding): Uint8Array {
  const facts: Fact[] = []
  if (binding.hearing !== undefined)
    facts.push({ label: 'Hearing', value: formatDay(profile.index.dateFormat, binding.hearing, profile.language[0]) })
  return typesetter.cover({ ...sheetOf(profile, binding), title: binding.title, facts })
}

export function typesetIndex(
  typesetter: Typesetter,
  profile: CourtProfile,
  binding: Binding,
  rows: readonly FrontRow[],
): Uint8Array {
  const sections: IndexSection[] = binding.sections.map((section, i) => ({
    title: section.title,
    letter: sectionLetter(profile, i),
    entries: rows
      .filter(({ sectionIndex }) => sectionIndex === i)
      .map(({ entry, firstLabel, lastLabel }) => ({
        key: entry.key,
        title: entry.title,
        from: firstLabel,
        to: lastLabel,
        ...(entry.date === undefined
          ? {}
          : { date: formatDay(profile.index.dateFormat, entry.date, profile.language[0]) }),
        ...(entry.mark === undefined ? {} : { exhibit: entry.mark }),
        ...(entry.witness === undefined ? {} : { witness: entry.witness }),
      })),
  }))
  return typesetter.index({ ...sheetOf(profile, binding), sections })
}

export function typesetDividers(typesetter: Typesetter, profile: CourtProfile, binding: Binding): Uint8Array {
  return typesetter.dividers({
    ...sheetOf(profile, binding),
    sections: binding.sections.map(({ title, entries }, i) => ({
      title,
      letter: sectionLetter(profile, i),
      entries: entries.map((entry) => ({ key: entry.key, title: entry.title })),
    })),
  })
}
