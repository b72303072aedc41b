import { caseReference, referencePrefix } from '../domain/marks.ts'
import type { Reader, Writer } from '../store/connection.ts'
import * as cases from '../store/cases.ts'
import * as settings from '../store/settings.ts'

// A reference is given once, also to a case that lies in a compartment: the vault keeps the highest number of each year
// that it gave to one.

function prefixOf(reader: Reader): string {
  return settings.find(reader, 'reference.prefix') ?? referencePrefix(settings.find(reader, 'vault.name') ?? '')
}

/** The highest number of each year that a case in a compartment has. */
function givenNumbers(reader: Reader): Readonly<Record<string, number>> {
  return JSON.parse(settings.find(reader, 'reference.given') ?? '{}') as Record<string, number>
}

/** The office's next reference of a year, as in `NBO/2026/0042`. */
export function nextReference(reader: Reader, year: string): string {
  const prefix = prefixOf(reader)
  const counted = cases.countReferences(reader, `${prefix}/${year}/`)
  let number = Math.max(counted, givenNumbers(reader)[year] ?? 0) + 1
  while (cases.hasReference(reader, caseReference(prefix, year, number))) number += 1
  return caseReference(prefix, year, number)
}

/** Year and number of a reference of the office's own pattern. */
function numberOf(reader: Reader, reference: string): { readonly year: string; readonly number: number } | undefined {
  const prefix = `${prefixOf(reader)}/`
  const [year = '', digits = ''] = reference.startsWith(prefix) ? reference.slice(prefix.length).split('/') : []
  return /^\d{4}$/u.test(year) && /^\d{1,9}$/u.test(digits) ? { year, number: Number(digits) } : undefined
}

/** Whether a reference is a case's already, or may be that of one in a compartment. */
export function isTaken(reader: Reader, reference: string): boolean {
  if (cases.hasReference(reader, reference)) return true
  const own = numberOf(reader, reference)
  return own !== undefined && own.number <= (givenNumbers(reader)[own.year] ?? 0)
}

/** Notes that a case in a compartment has a reference, where it is one of the office's own pattern. */
export function giveReference(writer: Writer, reference: string): void {
  const own = numberOf(writer, reference)
  if (!own) return
  const given = givenNumbers(writer)
  const highest = Math.max(given[own.year] ?? 0, own.number)
  settings.set(writer, 'reference.given', JSON.stringify({ ...given, [own.year]: highest }))
}
