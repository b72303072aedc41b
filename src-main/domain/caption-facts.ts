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
    JUDGE_DESIGNATION: comma < 0 ? source.court : source.court.slice(0, comma).replace(/^in the court of\s+/iu, '').trim(),
    DISTRICT: comma < 0 ? '' : source.court.slice(comma + 1).trim(),
    CASE_TYPE: number.kind,
    CASE_NO: number.year === '' ? source.courtCaseNumber : number.number,
    YEAR: number.year,
    FIR: police.number,
    FIR_YEAR: police.year,
    STATE: source.jurisdiction,
    ACCUSED: source.accused.join('; '),
    SHORT_CASE: source.caseTitle,
    BUNDLE: source.bundleTitle,
    HEARING: source.hearing ?? '',
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''))
}

/** Reads `S.C. No. 114/2026` or `FIR 212 of 2026` as its kind, number and year; without a year the whole is the number. */
function numberAndYear(text: string): { readonly kind: string; readonly number: string; readonly year: string } {
  const found = /^(?<kind>.*?)(?:\s*no\.?\s*)?(?<number>\d+)\s*(?:\/|of)\s*(?<year>\d{4})$/iu.exec(text.trim())?.groups
  if (!found) return { kind: '', number: text.trim(), year: '' }
  return { kind: (found['kind'] ?? '').trim(), number: found['number'] ?? '', year: found['year'] ?? '' }
}
