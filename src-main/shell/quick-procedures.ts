import type { z } from 'zod'
import type { Reply } from '../contract/failure.ts'
import type { Output } from '../contract/index.ts'
import { quickKeeperProcedures, type quickProcedures } from '../contract/quick.ts'
import { Refusal } from '../kernel/errors.ts'
import type { KeeperGrant } from '../door/keeper-messages.ts'
import type { QuickUnlock } from './quick-unlock.ts'

/** What of a sitting quick unlock works with. */
export interface QuickSitting {
  readonly keeper: { call(name: string, input: unknown): Promise<Reply> }
  readonly grants: { find(grant: string): KeeperGrant | undefined }
}

type Quick = typeof quickProcedures

/** The shell's part of quick unlock: it keeps what the keeper sealed, and counts the PINs that were wrong. */
export type QuickHandlers = {
  readonly [N in keyof Quick]: (
    input: z.output<Quick[N]['input']>,
    sitting: QuickSitting,
  ) => Output<N> | Promise<Output<N>>
}

/** After any of these what was kept is of no more use, or ought not to be there. */
const ENDING: ReadonlySet<string> = new Set([
  'passphrase.change',
  'vault.rotate',
  'vault.recover',
  'slot.remove',
  'user.remove',
  'travel.prepare',
])

/** Whether quick unlock ends with an act of the keeper. */
export function endsQuickUnlock(name: string): boolean {
  return ENDING.has(name)
}

/** The handlers of the procedures that the window names. */
export function quickProceduresOf(quick: QuickUnlock): QuickHandlers {
  return {
    'quick.status'({ folder }, { grants }) {
      const state = quick.state()
      const isHere = state !== undefined && (folder === undefined || grants.find(folder)?.path === state.folder)
      // A screen that only looks whether the PIN will do has no need to wake the keychain.
      return { trouble: folder === undefined ? quick.trouble() : null, until: state?.until ?? null, isHere }
    },
    async 'quick.arrange'(asked, { keeper }) {
      if (quick.trouble() !== null) throw new Refusal('quick.unavailable', {})
      quick.keep(quickKeeperProcedures['quick.seal'].output.parse(valueOf(await keeper.call('quick.seal', asked))))
      return { until: quick.state()?.until ?? '' }
    },
    'quick.end'() {
      quick.drop()
      return {}
    },
    async 'quick.unlock'({ folder, pin }, { keeper, grants }) {
      const { sealed, folder: of } = quick.take()
      if (grants.find(folder)?.path !== of) throw new Refusal('quick.over', {})
      const reply = await keeper.call('quick.open', { folder, sealed, pin })
      if (!reply.ok && reply.failure.code === 'quick.wrong-pin') quick.missed()
      if (!reply.ok && reply.failure.code === 'quick.over') quick.drop()
      return quickKeeperProcedures['quick.open'].output.parse(valueOf(reply))
    },
  }
}

/** What the keeper answered. @throws Refusal with what it refused */
function valueOf(reply: Reply): unknown {
  if (!reply.ok) throw new Refusal(reply.failure.code, reply.failure.facts)
  return reply.value
}
