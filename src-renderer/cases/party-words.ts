import type { Party } from '../../src-main/contract/cases.ts'
import type { Say } from '../app/words.tsx'

/** How a party is named on the screen: a protected one by the pseudonym, never by the name. */
export function shownName(say: Say, party: Pick<Party, 'name' | 'protected' | 'pseudonym'>): string {
  if (!party.protected) return party.name
  return party.pseudonym ?? say('party.unnamed')
}
