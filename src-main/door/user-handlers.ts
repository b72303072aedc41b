import { listWaysIn } from '../acts/register.ts'
import { changePassphrase, removeWayIn, renewRecoveryKey } from '../acts/own-secret.ts'
import { judgePassphrase, leastBits } from '../acts/passphrase-strength.ts'
import { suggestPassphrase } from '../acts/passphrases.ts'
import { addUser, changeRole, listUsers, removeUser } from '../acts/users.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What users and their ways in reach. */
interface UserRoom {
  readonly session: Session
  readonly emit: (event: KeeperEvent) => void
}

type Group = 'user' | 'passphrase' | 'slot' | 'recovery'

/** The bytes of a passphrase as it was typed. */
export function bytesOf(passphrase: string): Uint8Array {
  return Buffer.from(passphrase.normalize('NFC'), 'utf8')
}

/** The users of the open vault, and the ways into it. */
export function userHandlers({ session, emit }: UserRoom): {
  readonly [
    N in keyof Handlers as N extends `${Group}.${string}` | 'vault.prove' | 'vault.ask-proof' ? N : never
  ]: Handlers[N]
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
    'passphrase.change': async ({ passphrase, next }) => {
      // The passphrase of now is the proof.
      const now = { passphrase: bytesOf(passphrase) }
      await session.throttle.run(() => changePassphrase(session.office(), now, { passphrase: bytesOf(next) }))
      return changed({})
    },
    'passphrase.judge': async ({ text, about }) => {
      const { reasons, ...judged } = await judgePassphrase(text, about)
      return { ...judged, least: leastBits, reasons: [...reasons] }
    },
    'passphrase.suggest': () => suggestPassphrase(),
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
    'vault.prove': async ({ passphrase }) => {
      const { waysIn } = session.office().vault
      await session.throttle.run(async () => {
        const secret = { kind: 'passphrase', passphrase: bytesOf(passphrase) } as const
        if (!(await waysIn.proves(secret))) throw new Refusal('vault.wrong-passphrase', {})
      })
      session.prove()
      return {}
    },
    'vault.ask-proof': () => {
      session.askProof()
      return {}
    },
  }
}
