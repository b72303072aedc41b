import type { Moment } from '../acts/desk.ts'
import { assert } from '../kernel/errors.ts'

/** Reads `2026-02-18T07:12:40+05:30` as an instant and the offset at which it was lived. */
export function momentOf(text: string): Moment {
  const offset = /(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)$/u.exec(text)?.groups
  const minutes = offset
    ? (Number(offset['hours']) * 60 + Number(offset['minutes'])) * (offset['sign'] === '-' ? -1 : 1)
    : 0
  const at = new Date(text)
  assert(!Number.isNaN(at.getTime()), 'a sample instant is one')
  return { at: at.toISOString(), offsetMinutes: minutes }
}
