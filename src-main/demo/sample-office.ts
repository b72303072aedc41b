import { kilnCase } from './cases/kiln-case.ts'
import { landCase, millCase } from './cases/small-cases.ts'
import { vesselCase } from './cases/vessel-case.ts'
import type { SampleCase, SampleEvidence, SampleOffice, SampleSource } from './sample-types.ts'

/**
 * The sample office: four invented cases, one of them complete. No person, village, firm, court number or telephone
 * number in it is real.
 */
export const sampleOffice: SampleOffice = {
  name: 'Sample office',
  user: 'Director',
  role: 'director',
  cases: [kilnCase, vesselCase, landCase, millCase],
}

/** Every exhibit of the office. Keys are unique across its cases. */
export const sampleEvidence: readonly SampleEvidence[] = sampleOffice.cases.flatMap((file) => file.evidence)

/** The names under which protected people of a case are known; none of them may leave in anything that is served. */
export function protectedNames(file: SampleCase): readonly string[] {
  return file.parties
    .filter((party) => party.protected)
    .flatMap(({ names }) => [names.romanised, ...(names.native ? [names.native] : []), ...(names.aliases ?? [])])
}

/** Puts exhibit marks where a sample text has `{{mark:KEY}}`. */
export function withMarks(text: string, markOf: (evidenceKey: string) => string): string {
  return text.replaceAll(/\{\{mark:([a-z0-9-]+)\}\}/gu, (_, key: string) => markOf(key))
}

/** What a source is called in the chronology, as in `EX-0008, page 2` or `Statement of Client 1, paragraph 4`. */
export function sourceText(
  source: SampleSource,
  name: { readonly ofExhibit: (key: string) => string; readonly ofStatement: (key: string) => string },
): string {
  if ('statement' in source) return `${name.ofStatement(source.statement)}, paragraph ${String(source.paragraph)}`
  const page = source.page === undefined ? '' : `, page ${String(source.page)}`
  return `${name.ofExhibit(source.exhibit)}${page}`
}
