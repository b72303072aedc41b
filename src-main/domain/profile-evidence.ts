import { type CourtProfile, type Evidence, valueAt } from '../contract/profile.ts'

/** What stands behind the value at a path: the evidence of the nearest path at or above it. */
export function evidenceFor(profile: CourtProfile, path: string): Evidence | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const found = profile.evidence[at]
    if (found !== undefined) return found
  }
  return undefined
}

/** A value of a profile that no source confirms. */
export interface UnverifiedValue {
  readonly path: string
  /** The value as a reader may compare it with the court's rule; of a long form, its headings. */
  readonly value: string
  readonly source: string
  readonly note: string
}

/** Every value, or group of values, that the check report must warn of before the profile is relied on. */
export function unverifiedValues(profile: CourtProfile): readonly UnverifiedValue[] {
  return Object.entries(profile.evidence)
    .filter(([, { confidence }]) => confidence === 'unverified')
    .map(([path, { source, note = '' }]) => {
      const value = withoutEvidenced(profile, path, valueAt(profile, path))
      return { path, value: readable(value), source, note }
    })
}

/** A value in words: lists and groups are run together, what has a heading is named by it. */
function readable(value: unknown): string {
  if (Array.isArray(value)) return value.map(readable).join('; ')
  if (typeof value !== 'object' || value === null) return String(value)
  const { part, title, text, key } = value as Readonly<Record<string, unknown>>
  if (typeof part === 'string') return part
  if (typeof text === 'string') return text
  if (typeof title === 'string' && key !== undefined) return title
  return Object.entries(value)
    .map(([step, inner]) => `${step}: ${readable(inner)}`)
    .join('; ')
}

/** What of a value shares its evidence: parts that have evidence of their own are left out. */
function withoutEvidenced(profile: CourtProfile, path: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const own = Object.entries(value)
    .filter(([step]) => profile.evidence[`${path}.${step}`] === undefined)
    .map(([step, inner]) => [step, withoutEvidenced(profile, `${path}.${step}`, inner)] as const)
  return Array.isArray(value) ? own.map(([, inner]) => inner) : Object.fromEntries(own)
}

/** The values for which a profile names neither a source nor its lack. None in a profile that Clarkson ships. */
export function valuesWithoutEvidence(profile: CourtProfile): readonly string[] {
  const { evidence: _, ...values } = profile
  return leaves(values, '').filter((path) => evidenceFor(profile, path) === undefined)
}

function leaves(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([step, inner]) => leaves(inner, path === '' ? step : `${path}.${step}`))
}
