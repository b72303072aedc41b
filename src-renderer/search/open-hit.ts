import type { ExhibitId, StatementId } from '../../src-main/contract/ids.ts'
import type { Hit } from '../../src-main/contract/search.ts'
import type { Place } from '../app/places.ts'

/** Where a hit is looked at; undefined for a note of somebody whose case cannot be read. */
export function placeOf(hit: Hit): Place | undefined {
  const { caseId } = hit
  if (caseId === null) return undefined
  if (hit.kind === 'statement') return { kind: 'statement', caseId, statementId: hit.id as StatementId }
  if (hit.kind === 'exhibit') {
    const page = hit.source === 'page' ? hit.place - 1 : undefined
    return {
      kind: 'case',
      caseId,
      tab: 'evidence',
      exhibitId: hit.id as ExhibitId,
      at: { page, phrase: phraseOf(hit) },
    }
  }
  if (hit.kind === 'event' || hit.kind === 'hearing') return { kind: 'case', caseId, tab: 'chronology' }
  return { kind: 'case', caseId, tab: 'overview' }
}

/** The words that were found, as they stand in the text. */
function phraseOf({ snippet, marked }: Hit): string {
  const [first] = marked
  return first === undefined ? '' : snippet.slice(first[0], first[1])
}
