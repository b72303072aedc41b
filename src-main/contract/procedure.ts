import type { z } from 'zod'

/** What a procedure does to the record: a query leaves no trace, an act is one transaction and one ledger entry. */
export type Kind = 'query' | 'act'

/** One thing the window may ask, with the shapes of what goes in and what comes out; both are checked at run time. */
export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: Kind
  readonly input: I
  readonly output: O
}

/** Declares a procedure that only reads. */
export function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Procedure<I, O> {
  return { kind: 'query', input, output }
}

/** Declares a procedure that changes the record or the world outside it. */
export function act<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Procedure<I, O> {
  return { kind: 'act', input, output }
}

export type InputOf<P extends Procedure> = z.input<P['input']>
export type OutputOf<P extends Procedure> = z.output<P['output']>
