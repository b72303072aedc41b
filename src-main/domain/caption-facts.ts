/** What a caption is filled from. Parties are already under the names that may leave. */
export interface CaptionSource {
  readonly court: string
  readonly courtCaseNumber: string
  readonly policeNumber: string
  readonly jurisdiction: string
  readonly caseTitle: string
  readonly bundleTitle: string
  readonly hearing: string | undefined
  readonly accused: readonly string[]
}

/**
 * The slots of a court's caption, filled as far as the case file says. What is not known is left out and prints as a
 * blank, so that nobody mistakes a guess for a fact.
 */
export function captionFacts(source: CaptionSource): Readonly<Record<string, string>> {
  const number = numberAndYear(source.courtCaseNumber)
  const police = numberAndYear(source.policeNumber)
  const comma = source.court.lastIndexOf(',')
  const facts: Record<string, string> = {
    COURT: source.court,
    JUDGE_DESIGNATION: (comma < 0 ? source.court : source.court.slice(0, comma)).replace(
      /^(?:in the )?court of (?:the )?/iu,
      'the ',
    ),
    DISTRICT: comma < 0 ? '' : source.court.slice(comma + 1).trim(),
    CASE_TYPE: number.kind,
    CASE_NO: number.year === '' ? source.courtCaseNumber : number.number,
    YEAR: number.year,
    FIR: police.number,
    FIR_YEAR: police.year,
    POLICE_STATION: stationIn(source.policeNumber),
    STATE: stateIn(source.jurisdiction),
    ACCUSED: source.accused.join('; '),
    SHORT_CASE: source.caseTitle,
    BUNDLE: source.bundleTitle,
    HEARING: source.hearing ?? '',
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''))
}

interface Numbered {
  readonly kind: string
  readonly number: string
  readonly year: string
}

/**
 * Reads `S.C. No. 114/2026` or `Crime No. 212 of 2026, Town Police Station` as its kind, number and year; without a
 * year the whole is the number.
 */
function numberAndYear(text: string): Numbered {
  const found = /^(?<kind>[^,]*?)(?:\s*no\.?\s*)?(?<number>\d+)\s*(?:\/|of)\s*(?<year>\d{4})(?:\D.*)?$/iu.exec(
    text.trim(),
  )?.groups
  if (!found) return { kind: '', number: text.trim(), year: '' }
  return { kind: (found['kind'] ?? '').trim(), number: found['number'] ?? '', year: found['year'] ?? '' }
}

/** The police station that a number names: `Town` in `212/2026, Town Police Station` or `…, P.S. Town`. */
function stationIn(text: string): string {
  const found = /,\s*(?:P\.?\s?S\.?\s+(?<before>[^,]+)|(?<after>[^,]+?)\s+(?:police station|P\.?\s?S\.?))\s*$/iu.exec(
    text,
  )?.groups
  return (found?.['before'] ?? found?.['after'] ?? '').trim()
}

/** The state in a jurisdiction's name: `Karnataka` in `India, State of Karnataka` and in `India, Karnataka`. */
function stateIn(jurisdiction: string): string {
  const named = /state of\s+(?<state>[^,]+)/iu.exec(jurisdiction)?.groups?.['state']
  return (named ?? jurisdiction.split(',').at(-1) ?? '').trim()
}
