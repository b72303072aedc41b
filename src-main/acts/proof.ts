import type { Desk } from './desk.ts'
import { record } from './record.ts'

/** Enters that something was asked for without a fresh proof of who asks, and was refused. */
export function recordUnproved(desk: Desk, procedure: string): void {
  desk.connection.write((writer) => record(desk, writer, { act: 'proof.refused', object: procedure }))
}
