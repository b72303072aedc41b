import type { ToldKind } from '../../src-main/contract/custody.ts'

/** The fields of an event's form beside when, who, where and a note. */
export type EventField =
  | 'from'
  | 'to'
  | 'purpose'
  | 'authority'
  | 'seal'
  | 'sealIntact'
  | 'newSeal'
  | 'condition'
  | 'transport'
  | 'witness'
  | 'due'

/** Which of them each kind asks for, and which of these must be filled. */
export const fieldsOf: Readonly<
  Record<
    ToldKind,
    { readonly asked: readonly EventField[]; readonly must: readonly (EventField | 'by' | 'place' | 'note')[] }
  >
> = {
  seized: { asked: ['authority', 'seal', 'newSeal', 'condition', 'witness'], must: ['by', 'place'] },
  received: { asked: ['from', 'seal', 'sealIntact', 'condition', 'transport', 'witness'], must: ['from'] },
  created: { asked: ['purpose', 'condition'], must: [] },
  transferred: {
    asked: ['from', 'to', 'purpose', 'authority', 'seal', 'sealIntact', 'condition', 'transport', 'witness'],
    must: ['from', 'to', 'purpose'],
  },
  sealed: { asked: ['newSeal', 'condition', 'witness'], must: ['newSeal'] },
  unsealed: { asked: ['purpose', 'seal', 'sealIntact', 'condition', 'witness'], must: ['purpose'] },
  relocated: { asked: ['purpose', 'transport', 'seal', 'sealIntact'], must: ['place'] },
  returned: { asked: ['to', 'authority', 'seal', 'sealIntact', 'condition', 'witness'], must: ['to'] },
  disposed: { asked: ['authority', 'condition', 'witness'], must: ['authority', 'note'] },
}

/** A move with which somebody takes a thing out of the store. */
export const outFields: (typeof fieldsOf)[ToldKind] = {
  asked: ['to', 'due', 'purpose', 'seal', 'sealIntact'],
  must: ['to', 'due', 'purpose', 'place'],
}

/** This computer's offset from UTC at a moment, as `+05:30`. */
export function offsetAt(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** A moment as a field for date and time holds it, on this computer's clock. */
export function localNow(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
