import type { z } from 'zod'
import type { Reply } from '../contract/failure.ts'
import { keeperContract, type KeeperProcedureName } from '../contract/index.ts'
import type { OutputOf, Procedure } from '../contract/procedure.ts'
import { Refusal } from '../kernel/errors.ts'

/** One function a procedure, already given a parsed input. */
export type Handlers = {
  readonly [N in KeeperProcedureName]: (
    input: z.output<(typeof keeperContract)[N]['input']>,
  ) => OutputOf<(typeof keeperContract)[N]> | Promise<OutputOf<(typeof keeperContract)[N]>>
}

/** Keeps what went wrong inside, and gives back the number under which it is kept. */
export interface Incidents {
  record(error: unknown, procedure: string): string
}

/**
 * The one place where the outside reaches the inside: it parses the input, runs the handler, parses the output, and
 * turns whatever was thrown into a failure without a message. It knows nothing of Electron, so the shell, the tests and
 * the command line all come in by the same door.
 */
export function serve(handlers: Handlers, incidents: Incidents): (name: string, input: unknown) => Promise<Reply> {
  return async (name, input) => {
    if (!Object.hasOwn(keeperContract, name)) return bug(incidents, new Error('no such procedure'), 'unknown')
    const procedure: Procedure = keeperContract[name as KeeperProcedureName]
    const handle = handlers[name as KeeperProcedureName] as (input: unknown) => unknown

    const parsed = procedure.input.safeParse(input)
    if (!parsed.success) {
      const issues = parsed.error.issues.map(({ path, code, message }) => ({
        path: path.join('.'),
        code: code === 'custom' ? message : code,
      }))
      return { ok: false, failure: { code: 'input.invalid', facts: { issues } } }
    }
    try {
      return { ok: true, value: procedure.output.parse(await handle(parsed.data)) }
    } catch (error) {
      return error instanceof Refusal ? { ok: false, failure: error.toFailure() } : bug(incidents, error, name)
    }
  }
}

function bug(incidents: Incidents, error: unknown, procedure: string): Reply {
  return { ok: false, failure: { code: 'bug', facts: { incident: incidents.record(error, procedure) } } }
}
