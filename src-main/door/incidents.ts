import { randomBytes } from 'node:crypto'
import type { Incidents } from './serve.ts'

/** One broken promise: where it happened, without the message, which may hold case data. */
export interface Incident {
  readonly number: string
  readonly procedure: string
  readonly kind: string
  readonly frames: readonly string[]
}

/**
 * Remembers the last hundred incidents in memory. Only the kind of error and the places in our own code are kept: an
 * error's text can carry a name or a path, and nothing here is ever written to disk.
 */
export function createIncidents(): Incidents & { readonly list: () => readonly Incident[] } {
  const kept: Incident[] = []
  return {
    record(error, procedure) {
      const number = `I-${randomBytes(4).toString('hex')}`
      const stack = error instanceof Error ? (error.stack ?? '') : ''
      const frames = [...stack.matchAll(/[\w.-]+\.(?:cjs|ts|js):\d+:\d+/gu)].slice(0, 12).map(([frame]) => frame)
      kept.push({ number, procedure, kind: error instanceof Error ? error.name : typeof error, frames })
      if (kept.length > 100) kept.shift()
      return number
    },
    list: () => kept,
  }
}
