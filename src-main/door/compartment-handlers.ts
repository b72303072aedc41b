import { addNote, listNotes } from '../acts/compartments/aftercare.ts'
import { createCompartment } from '../acts/compartments/create-compartment.ts'
import { grant, grantRecovery, setPassphrase, withdraw } from '../acts/compartments/grants.ts'
import { listCompartments } from '../acts/compartments/lists.ts'
import { restrictCase } from '../acts/compartments/restrict-case.ts'
import type { ChangedKind, KeeperEvent } from '../contract/vault.ts'
import type { Jobs } from './jobs.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'
import { bytesOf } from './secrets.ts'

/** What compartments reach. */
interface CompartmentRoom {
  readonly session: Session
  readonly jobs: Jobs
  readonly emit: (event: KeeperEvent) => void
}

function ownOf(passphrase: string | null | undefined): { readonly own?: { readonly passphrase: Uint8Array } } {
  return typeof passphrase === 'string' ? { own: { passphrase: bytesOf(passphrase) } } : {}
}

/** Compartments, the case that is moved into one, and what is written of aftercare. */
export function compartmentHandlers({ session, jobs, emit }: CompartmentRoom): {
  readonly [
    N in keyof Handlers as N extends `compartment.${string}` | `aftercare.${string}` | 'case.restrict' ? N : never
  ]: Handlers[N]
} {
  const changed = <T>(value: T, kinds: readonly ChangedKind[] = ['compartment']): T => {
    emit({ event: 'changed', kinds })
    return value
  }
  return {
    'compartment.list': () => listCompartments(session.office()),
    'compartment.create': async ({ kind, name, users, passphrase }) => {
      session.mustBeProved('compartment.create')
      return changed(await createCompartment(session.office(), { kind, name, holders: users, ...ownOf(passphrase) }))
    },
    'compartment.grant': ({ compartmentId, userId }) => {
      session.mustBeProved('compartment.grant')
      grant(session.office(), compartmentId, userId)
      return changed({})
    },
    'compartment.grant-recovery': ({ compartmentId }) => {
      session.mustBeProved('compartment.grant-recovery')
      grantRecovery(session.office(), compartmentId)
      return changed({})
    },
    'compartment.withdraw': async ({ compartmentId, userId }) => {
      session.mustBeProved('compartment.withdraw')
      await withdraw(session.office(), compartmentId, userId)
      return changed({}, ['compartment', 'case'])
    },
    'compartment.open': async ({ compartmentId, passphrase, acceptOlder }) => {
      const { compartments } = session.office()
      const how = { acceptOlder, ...(passphrase === undefined ? {} : { passphrase: bytesOf(passphrase) }) }
      await session.throttle.run(() => compartments.openOne(compartmentId, how))
      return changed({}, ['compartment', 'case'])
    },
    'compartment.passphrase': async ({ compartmentId, passphrase }) => {
      session.mustBeProved('compartment.passphrase')
      await setPassphrase(session.office(), compartmentId, ownOf(passphrase).own)
      return changed({})
    },
    'case.restrict': ({ caseId, users, passphrase }) => {
      session.mustBeProved('case.restrict')
      const office = session.office()
      const asked = { caseId, holders: users, ...ownOf(passphrase) }
      const jobId = jobs.start('restrict', 'items', async (watch) => {
        const restricted = await restrictCase(office, asked, watch)
        return changed(restricted, ['compartment', 'case'])
      })
      return { jobId }
    },
    'aftercare.add-note': (asked) => changed(addNote(session.office().compartments, asked)),
    'aftercare.list-notes': ({ partyId }) => [...listNotes(session.office().compartments, partyId)],
  }
}
