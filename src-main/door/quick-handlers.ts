import { officeStatus, type OfficeTools } from '../acts/office.ts'
import { arrangeQuickUnlock, openQuickly } from '../acts/quick-unlock.ts'
import type { Grants } from './grants.ts'
import { bytesOf, wordsOf } from './secrets.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What quick unlock reaches. */
interface QuickRoom {
  readonly session: Session
  readonly grants: Grants
  readonly tools: OfficeTools
}

/** The keeper's part of quick unlock, which the shell alone asks for. */
export function quickHandlers({ session, grants, tools }: QuickRoom): {
  readonly [N in keyof Handlers as N extends `quick.${string}` ? N : never]: Handlers[N]
} {
  return {
    'quick.seal': async ({ pin, ...said }) => {
      const words = await wordsOf(grants, said)
      const office = session.office()
      const sealed = await session.throttle.run(() => arrangeQuickUnlock(office, words, bytesOf(pin)))
      session.prove()
      return { sealed, folder: office.vault.folder }
    },
    'quick.open': async ({ folder, sealed, pin }) => {
      const path = grants.pathOf(folder, 'vault', 'sample')
      const quick = { sealed, pin: bytesOf(pin) }
      session.enter(await session.throttle.run(() => openQuickly(path, quick, tools)), false)
      const { vaultId, name, user, role } = officeStatus(session.office())
      return { vaultId, name, user, role }
    },
  }
}
