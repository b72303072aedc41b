import type { Failure, FailureCode, FailureFacts } from '../contract/failure.ts'

/** Something the person can meet and act on. Thrown anywhere inside; worded only where it is shown. */
export class Refusal<C extends FailureCode = FailureCode> extends Error {
  override readonly name = 'Refusal'
  readonly code: C
  readonly facts: FailureFacts<C>

  constructor(code: C, facts: FailureFacts<C>, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.facts = facts
  }

  /** The form in which it crosses the door. */
  toFailure(): Failure {
    return { code: this.code, facts: this.facts } as Failure
  }
}

/** A refusal as it was before it crossed to another thread or process. */
export function refusalOf({ code, facts }: Failure): Refusal {
  return new Refusal<FailureCode>(code, facts)
}

/** The code of a refusal, or nothing for any other error. */
export function refusalCode(error: unknown): FailureCode | undefined {
  return error instanceof Refusal ? (error as Refusal).code : undefined
}

/** A promise that the code made to itself and broke. Never caught inside; becomes an incident number at the door. */
export class Bug extends Error {
  override readonly name = 'Bug'
}

/** Checks a promise of the code to itself; throws {@link Bug} when it is broken. */
export function assert(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Bug(promise)
}

/** For the branch that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new Bug(`unreachable: ${String(value)}`)
}
