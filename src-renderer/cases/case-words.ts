import { standardCaseTypes } from '../../src-main/contract/words.ts'
import type { Say } from '../app/words.tsx'

/** A case type in words; a type that the office added itself keeps its slug. */
export function wordCaseType(say: Say, caseType: string): string {
  const known = standardCaseTypes.find((one) => one === caseType)
  return known === undefined ? caseType : say(`caseType.${known}`)
}
