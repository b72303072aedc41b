import type { BundleEntry, BundlePlan } from '../contract/bundles.ts'
import type { CaseFile, Party } from '../contract/cases.ts'
import { captionFacts } from '../domain/caption-facts.ts'
import { type NamedParty, namesAny, protectedTerms, servedName } from '../domain/names.ts'
import { captionLines } from '../domain/profile.ts'
import { getProfile } from '../domain/profiles.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Reader } from '../store/connection.ts'
import type * as exhibits from '../store/exhibits.ts'
import * as parties from '../store/parties.ts'
import type { Binding, BindingEntry } from './binder.ts'
import { generatedDocument } from './generated-documents.ts'
import { exhibitEntry, statementEntry } from './bundle-entries.ts'
import type { Contents } from './bundle-material.ts'

/** A bundle ready to be bound, and where the bytes of its files are. */
export interface PreparedBundle {
  readonly binding: Omit<Binding, 'unusable' | 'fileId'>
  readonly files: ReadonlyMap<string, exhibits.FileRow>
}

/** A case's own contents, for a document of its own outside any bundle: served names, no exhibit placed. */
export function caseContents(reader: Reader, file: CaseFile, today: string): Contents {
  const plan: BundlePlan = { title: file.title, profile: file.profile, policy: 'served', sections: [] }
  return contentsOf(reader, file, plan, today)
}

function contentsOf(reader: Reader, file: CaseFile, plan: BundlePlan, today: string): Contents {
  const profile = getProfile(plan.profile)
  const everyone = parties.listOfCase(reader, file.caseId)
  const nameOf = (party: Party): string => (plan.policy === 'served' ? servedName(party) : party.name)
  const facts = captionFacts({
    ...file,
    caseTitle: file.title,
    bundleTitle: plan.title,
    hearing: plan.hearing,
    accused: everyone.filter(({ capacities }) => capacities.includes('accused')).map(nameOf),
  })
  return {
    reader,
    file,
    plan,
    profile,
    parties: everyone,
    facts,
    caption: captionLines(profile, facts),
    nameOf: (partyId) => {
      const party = everyone.find((one) => one.partyId === partyId)
      return party ? nameOf(party) : ''
    },
    today,
    keyOfExhibit: new Map(
      entryKeys(plan).flatMap(({ entry, key }) => ('exhibit' in entry ? [[entry.exhibit, key]] : [])),
    ),
  }
}

/**
 * Turns a plan into documents: names become pseudonyms where the bundle is served, exhibits get their place, generated
 * documents are filled.
 *
 * @throws Refusal `bundle.name-would-leave` when a title would carry a protected name out, `exhibit.not-found`,
 * `statement.not-found`, `profile.not-found`
 */
export function prepareBundle(reader: Reader, file: CaseFile, plan: BundlePlan, today: string): PreparedBundle {
  const contents = contentsOf(reader, file, plan, today)
  const keys = entryKeys(plan)
  const files = new Map<string, exhibits.FileRow>()
  const sections = plan.sections
    .filter(({ entries }) => entries.length > 0)
    .map((section) => ({
      title: section.title,
      entries: section.entries.map((entry): BindingEntry => {
        const key = keys.find((one) => one.entry === entry)?.key ?? ''
        const made = entryOf(contents, entry, key)
        if (made.file) files.set(key, made.file)
        return made.entry
      }),
    }))
  if (plan.policy === 'served') mustNotName(plan, sections, contents.parties)
  const hearing = plan.hearing === undefined ? {} : { hearing: plan.hearing }
  return {
    binding: { profile: contents.profile.id, title: plan.title, captionFacts: contents.facts, sections, ...hearing },
    files,
  }
}

/** Keys say nothing of what they stand for: they can be read in the links of a typeset page. */
function entryKeys(plan: BundlePlan): readonly { readonly entry: BundleEntry; readonly key: string }[] {
  return plan.sections.flatMap(({ entries }, section) =>
    entries.map((entry, i) => ({ entry, key: `${String(section)}.${String(i)}` })),
  )
}

function entryOf(
  contents: Contents,
  entry: BundleEntry,
  key: string,
): { readonly entry: BindingEntry; readonly file?: exhibits.FileRow } {
  if ('exhibit' in entry) return exhibitEntry(contents, entry, key)
  if ('statement' in entry) return { entry: statementEntry(contents, entry, key) }
  return { entry: generatedDocument(contents, entry, key) }
}

/** In a served bundle no title, mark or section carries a protected name: they go into the index and the bookmarks. */
function mustNotName(
  plan: BundlePlan,
  sections: readonly { readonly title: string; readonly entries: readonly BindingEntry[] }[],
  everyone: readonly NamedParty[],
): void {
  const terms = protectedTerms(everyone)
  const texts = [
    plan.title,
    ...sections.flatMap(({ title, entries }) => [title, ...entries.map((entry) => entry.title)]),
  ]
  const places = texts.filter((text) => namesAny(text, terms)).length
  if (places > 0) throw new Refusal('bundle.name-would-leave', { places })
}
