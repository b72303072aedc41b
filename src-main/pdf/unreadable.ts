/** `too-large`: beyond all bounds, so that no other way is tried either. */
export type Because = 'damaged' | 'encrypted' | 'no-pages' | 'too-large'

/**
 * One way of reading a source came to its end. Never leaves this room: the next way is tried, and when none is left a
 * Refusal says so.
 */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly because: Because

  constructor(detail: string, because: Because = 'damaged') {
    super(detail)
    this.because = because
  }
}
