import type { Facet, FacetName } from '../../contract/search.ts'
import { countFacets } from '../../store/search/find-passages.ts'
import { shownName } from '../../store/search/record-sources.ts'
import { textOf } from '../../store/rows.ts'
import type { Desk } from '../desk.ts'
import type { AtDesk } from './at-desk.ts'

interface Counted {
  label: string
  count: number
}

/** So many values of a facet are offered. */
const MOST = 20

/** Counts records under their values. */
class Counts {
  readonly #facets = new Map<FacetName, Map<string, Counted>>()

  add(facet: FacetName, value: string | null, { label = '', count = 1 } = {}): void {
    if (value === null) return
    const values = this.#facets.get(facet) ?? new Map<string, Counted>()
    this.#facets.set(facet, values)
    const had = values.get(value)
    if (had) had.count += count
    else values.set(value, { label, count })
  }

  get(facet: FacetName): ReadonlyMap<string, Counted> {
    return this.#facets.get(facet) ?? new Map<string, Counted>()
  }

  get all(): Facet[] {
    return [...this.#facets].map(([facet, values]) => ({
      facet,
      values: [...values]
        .map(([value, { label, count }]) => ({ value, label, count }))
        .toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
        .slice(0, MOST),
    }))
  }
}

/** What can be narrowed by, with how many of the records each value has. */
export function facetsOf(records: readonly AtDesk[]): Facet[] {
  const counts = new Counts()
  const byDesk = new Map<Desk, AtDesk[]>()
  for (const record of records) {
    counts.add('case', record.caseId)
    counts.add('kind', record.kind)
    counts.add('exhibitKind', record.exhibitKind)
    counts.add('year', record.day?.slice(0, 4) ?? null)
    const own = byDesk.get(record.desk)
    if (own) own.push(record)
    else byDesk.set(record.desk, [record])
  }
  for (const [desk, own] of byDesk) addOfDesk(counts, desk, own)
  return counts.all
}

function addOfDesk(counts: Counts, { connection }: Desk, records: readonly AtDesk[]): void {
  connection.read((reader) => {
    const named = records.map(({ record }) => record)
    for (const { facet, value, count } of countFacets(reader, named))
      counts.add(facet, value, { label: facet === 'person' ? shownName(reader, value) : value, count })
    for (const [caseId, counted] of counts.get('case')) {
      const row = reader.get("SELECT reference || ' ' || title AS label FROM cases WHERE id = ?", [caseId])
      if (row) counted.label = textOf(row, 'label')
    }
  })
}
