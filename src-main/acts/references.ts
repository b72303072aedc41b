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

/** Notes that a case in a compartment has a reference, where it is one of the office's own pattern. */
export function giveReference(writer: Writer, reference: string): void {
  const [year = '', digits = ''] = reference.startsWith(`${prefixOf(writer)}/`)
    ? reference.slice(prefixOf(writer).length + 1).split('/')
    : []
  if (!/^\d{4}$/u.test(year) || !/^\d{1,9}$/u.test(digits)) return
  const given = givenNumbers(writer)
  const highest = Math.max(given[year] ?? 0, Number(digits))
  settings.set(writer, 'reference.given', JSON.stringify({ ...given, [year]: highest }))
}
