import type { ProfileSummary } from '../contract/bundles.ts'
import { profiles } from './profiles.ts'

/** The court profiles, as far as a list of them needs. */
export function profileSummaries(): readonly ProfileSummary[] {
  return profiles.map(({ id, label, jurisdiction, confidence, sections }) => ({
    id,
    label,
    jurisdiction,
    confidence,
    sections: sections.map(({ title }) => title),
  }))
}
