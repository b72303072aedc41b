import type { OpenCompartment } from '../../src-main/contract/compartments.ts'
import type { CaseId } from '../../src-main/contract/ids.ts'
import type { User } from '../../src-main/contract/users.ts'
import { useAsk } from '../app/queries.ts'
import { useSession } from '../app/session.ts'

const none: readonly OpenCompartment[] = []

/** The compartments that this user has open; none until the keeper said so. */
export function useOpenCompartments(): readonly OpenCompartment[] {
  return useAsk('compartment.list', {}).data?.open ?? none
}

/** The compartment that a case lies in; undefined for a case that everyone may read. */
export function useCompartmentOf(caseId: CaseId): OpenCompartment | undefined {
  return useOpenCompartments().find(({ cases }) => cases.includes(caseId))
}

/** The aftercare compartment, where this user has it open. */
export function useAftercare(): OpenCompartment | undefined {
  return useOpenCompartments().find(({ kind }) => kind === 'aftercare')
}

/** Whether this user's role restricts cases. */
export function useMayRestrict(): boolean {
  const role = useSession(({ opened }) => opened?.role)
  return role === 'director' || role === 'lawyer'
}

/** Whether this user's role makes compartments, says who reads those that are open, and writes of aftercare. */
export function useMayKeep(): boolean {
  const role = useSession(({ opened }) => opened?.role)
  return role === 'director' || role === 'lawyer' || role === 'aftercare'
}

/** Who may open the vault, and which of them is at the keyboard. */
export function usePeople(): { readonly people: readonly User[]; readonly self: User | undefined } {
  const name = useSession(({ opened }) => opened?.user)
  const people = (useAsk('user.list', {}).data ?? []).filter(({ removedAt }) => removedAt === null)
  return { people, self: people.find((user) => user.name === name) }
}
