import { LedgerAct } from '../../src-main/contract/audit.ts'
import type { CaseId, UserId } from '../../src-main/contract/ids.ts'
import type { Input } from '../../src-main/contract/index.ts'
import type { Say } from '../app/words.tsx'

/** What a person looks for in the ledger. Days are of this computer's calendar; an empty text looks for nothing. */
export interface LedgerFilter {
  readonly text: string
  readonly userId?: UserId | undefined
  readonly act?: LedgerAct | undefined
  readonly caseId?: CaseId | undefined
  /** The one record, with what it is called. */
  readonly record?: { readonly object: string; readonly label: string } | undefined
  readonly from: string
  readonly to: string
}

/** Looks for everything. */
export const everything: LedgerFilter = { text: '', from: '', to: '' }

/** Whether anything is left out. */
export function isNarrowed({ text, userId, act, caseId, record, from, to }: LedgerFilter): boolean {
  return (
    text.trim() !== '' || from !== '' || to !== '' || [userId, act, caseId, record].some((one) => one !== undefined)
  )
}

/** Every act with its words, in the order of the words. */
export function actsInWords(say: Say): readonly { readonly id: LedgerAct; readonly label: string }[] {
  const collator = new Intl.Collator()
  return LedgerAct.options
    .map((id) => ({ id, label: say(`act.${id}`) }))
    .toSorted((one, other) => collator.compare(one.label, other.label))
}

/** An act in words; one that this program does not know by its name. */
export function wordAct(say: Say, act: string): string {
  const known = LedgerAct.safeParse(act)
  return known.success ? say(`act.${known.data}`) : act
}

/** When a day of this computer's calendar begins, as an instant; `later` days after it. */
function beginningOf(day: string, later: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number)
  if (year === undefined || month === undefined || date === undefined) return undefined
  const at = new Date(year, month - 1, date + later)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

type AskedFilter = NonNullable<Input<'audit.page'>['filter']>

/** The filter as the keeper is asked. */
export function askedFilter(say: Say, filter: LedgerFilter): AskedFilter {
  const { userId, act, caseId, record } = filter
  const text = filter.text.normalize('NFC').trim()
  const asked = {
    userId,
    act,
    caseId,
    object: record?.object,
    from: filter.from === '' ? undefined : beginningOf(filter.from, 0),
    before: filter.to === '' ? undefined : beginningOf(filter.to, 1),
    containing: text === '' ? undefined : text,
  }
  const sought = text.toLowerCase()
  const wordedActs = actsInWords(say).filter(({ label }) => text !== '' && label.toLowerCase().includes(sought))
  const present = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
  return { ...(present as AskedFilter), wordedActs: wordedActs.map(({ id }) => id) }
}
