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

/** Who signs an event: whoever it is from, whoever it goes to, whoever watched. */
export type Side = 'giver' | 'recipient' | 'witness'

/** The fields of a form, those that must be filled, and who may sign it. */
interface EventForm {
  readonly asked: readonly EventField[]
  readonly must: readonly (EventField | 'by' | 'place' | 'note')[]
  readonly signs: readonly Side[]
}

/** The form of each kind of event. */
export const fieldsOf: Readonly<Record<ToldKind, EventForm>> = {
  seized: {
    asked: ['from', 'witness', 'authority', 'condition', 'seal', 'newSeal', 'transport'],
    must: ['by', 'place'],
    signs: ['giver', 'witness'],
  },
  received: {
    asked: ['from', 'seal', 'sealIntact', 'condition', 'transport', 'witness'],
    must: ['from'],
    signs: ['giver', 'witness'],
  },
  created: { asked: ['purpose', 'condition'], must: [], signs: [] },
  transferred: {
    asked: ['from', 'to', 'purpose', 'authority', 'seal', 'sealIntact', 'condition', 'transport', 'witness'],
    must: ['from', 'to', 'purpose'],
    signs: ['giver', 'recipient', 'witness'],
  },
  sealed: { asked: ['newSeal', 'condition', 'witness'], must: ['newSeal'], signs: ['witness'] },
  unsealed: {
    asked: ['purpose', 'seal', 'sealIntact', 'condition', 'witness'],
    must: ['purpose'],
    signs: ['witness'],
  },
  relocated: { asked: ['purpose', 'transport', 'seal', 'sealIntact'], must: ['place'], signs: [] },
  returned: {
    asked: ['to', 'witness', 'authority', 'condition', 'seal', 'sealIntact'],
    must: ['to'],
    signs: ['recipient', 'witness'],
  },
  disposed: { asked: ['authority', 'condition', 'witness'], must: ['authority', 'note'], signs: ['witness'] },
}

/** A move with which somebody takes a thing out of the store. */
export const outFields: EventForm = {
  asked: ['to', 'due', 'purpose', 'seal', 'sealIntact'],
  must: ['to', 'due', 'purpose', 'place'],
  signs: ['recipient'],
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
