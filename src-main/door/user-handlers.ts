import { listWaysIn } from '../acts/register.ts'
import { addWayIn, changePassphrase, removeWayIn, renewRecoveryKey } from '../acts/own-secret.ts'
import { judgePassphrase, leastBits } from '../acts/passphrase-strength.ts'
import { suggestPassphrase } from '../acts/passphrases.ts'
import { recoverOffice } from '../acts/recover-office.ts'
import { rotateOpenOffice } from '../acts/rotate-office.ts'
import { copiedKeyFile, secretOf } from '../acts/secret.ts'
import { addUser, changeRole, listUsers, removeUser } from '../acts/users.ts'
import { writeKeyFile } from '../acts/write-key-file.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import { Refusal } from '../kernel/errors.ts'
import type { OfficeTools } from '../acts/office.ts'
import type { Grants } from './grants.ts'
import { bytesOf, wordsOf } from './secrets.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What users and their ways in reach. */
interface UserRoom {
  readonly session: Session
  readonly grants: Grants
  readonly tools: OfficeTools
  readonly emit: (event: KeeperEvent) => void
}

type Group = 'user' | 'passphrase' | 'slot' | 'recovery' | 'key-file'

/** What of a vault is about who may open it. */
export type WayInProcedure = 'vault.prove' | 'vault.recover' | 'vault.rotate'

/** The users of the open vault, and the ways into it. */
export function userHandlers({ session, grants, tools, emit }: UserRoom): {
  readonly [N in keyof Handlers as N extends `${Group}.${string}` | WayInProcedure ? N : never]: Handlers[N]
} {
  const changed = <T>(value: T): T => {
    emit({ event: 'changed', kinds: ['vault'] })
    return value
  }
  return {
    'user.list': () => [...listUsers(session.desk())],
    'user.add': async ({ passphrase, ...asked }) => {
      session.mustBeProved('user.add')
      return changed(await addUser(session.office(), { ...asked, passphrase: bytesOf(passphrase) }))
    },
    'user.remove': async ({ userId }) => {
      session.mustBeProved('user.remove')
      await removeUser(session.office(), userId)
      return changed({})
    },
    'user.role': ({ userId, role }) => {
      session.mustBeProved('user.role')
      changeRole(session.office(), userId, role)
      return changed({})
    },
    'passphrase.change': async ({ next, ...said }) => {
      // The passphrase of now is the proof.
      const now = await wordsOf(grants, said)
      const fresh = { passphrase: bytesOf(next), ...copiedKeyFile(now) }
      await session.throttle.run(() => changePassphrase(session.office(), now, fresh))
      return changed({})
    },
    'passphrase.judge': async ({ text, about }) => {
      const { reasons, ...judged } = await judgePassphrase(text, about)
      return { ...judged, least: leastBits, reasons: [...reasons] }
    },
    'passphrase.suggest': () => suggestPassphrase(),
    'key-file.make': async ({ to }) => {
      await writeKeyFile(grants.pathOf(to, 'save'))
      return {}
    },
    'slot.add': async (said) => {
      session.mustBeProved('slot.add')
      return changed(await addWayIn(session.office(), await wordsOf(grants, said)))
    },
    'slot.list': () => [...listWaysIn(session.office())],
    'slot.remove': async ({ slotId }) => {
      session.mustBeProved('slot.remove')
      await removeWayIn(session.office(), slotId)
      return changed({})
    },
    'recovery.renew': async () => {
      session.mustBeProved('recovery.renew')
      return changed({ recoveryKey: await renewRecoveryKey(session.office()) })
    },
    'vault.prove': async (said) => {
      const { waysIn } = session.office().vault
      const secret = secretOf(await wordsOf(grants, said))
      await session.throttle.run(async () => {
        if (!(await waysIn.proves(secret))) throw new Refusal('vault.wrong-passphrase', {})
      })
      session.prove()
      return {}
    },
    'vault.recover': async ({ folder, passphrase, ...asked }) => {
      const path = grants.pathOf(folder, 'vault')
      const recovering = { ...asked, passphrase: bytesOf(passphrase) }
      await session.throttle.run(() => recoverOffice(path, recovering, tools))
      return {}
    },
    'vault.rotate': async ({ next, ...said }) => {
      const rotating = { now: await wordsOf(grants, said), ...(next === undefined ? {} : { next: bytesOf(next) }) }
      const close = (): Promise<void> => session.close({ keepTools: true })
      const recoveryKey = await session.throttle.run(() =>
        rotateOpenOffice(session.office(), rotating, { close, tools }),
      )
      return { recoveryKey }
    },
  }
}
