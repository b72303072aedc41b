import type { CaseSummary } from '../../contract/cases.ts'
import type { OpenCompartment, ShutCompartment } from '../../contract/compartments.ts'
import { CompartmentId, UserId } from '../../contract/ids.ts'
import * as cases from '../../store/cases.ts'
import * as compartments from '../../store/compartments.ts'
import * as users from '../../store/users.ts'
import { listCases } from '../lists.ts'
import type { Compartments, MainWithCompartments } from './compartments.ts'
import { hasRecovery, holdersOf } from './wraps.ts'

/** The compartments as their user has them: of those that stay closed to them, only how many there are. */
export function listCompartments({ desk, compartments: all }: Omit<MainWithCompartments, 'vault'>): {
  readonly open: OpenCompartment[]
  readonly shut: ShutCompartment[]
  readonly hidden: number
} {
  const open = all.all.map((compartment): OpenCompartment => {
    const { id, kind, name } = compartment
    const found = listCases(compartment.desk).map(({ caseId }) => caseId)
    return desk.connection.read((reader) => {
      const names = new Map(users.list(reader).map((user) => [user.id, user.name]))
      const row = compartments.list(reader).find((one) => one.id === id)
      return {
        compartmentId: CompartmentId.parse(id),
        kind,
        name,
        cases: found,
        holders: holdersOf(reader, id).map((userId) => ({
          userId: UserId.parse(userId),
          name: names.get(userId) ?? '',
        })),
        recovery: hasRecovery(reader, id),
        hasPassphrase: typeof row?.kdf === 'string',
      }
    })
  })
  const shut = all.shut.map(({ id, kind, why }) => ({ compartmentId: CompartmentId.parse(id), kind, why }))
  return { open, shut, hidden: all.hidden }
}

/** Every case that the user may read, wherever it lies, newest first. */
export function listAllCases(all: Compartments): readonly CaseSummary[] {
  return all.desks
    .flatMap((desk) => listCases(desk))
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : a.recordedAt > b.recordedAt ? -1 : 0))
}

/** What the user may read in all. */
export function totalsOf(all: Compartments): ReturnType<typeof cases.totals> {
  const each = all.desks.map(({ connection }) => connection.read((reader) => cases.totals(reader)))
  return {
    cases: each.reduce((sum, one) => sum + one.cases, 0),
    exhibits: each.reduce((sum, one) => sum + one.exhibits, 0),
    bytes: each.reduce((sum, one) => sum + one.bytes, 0),
  }
}
