import { useRef, useState } from 'react'
import type { Input } from '../../src-main/contract/index.ts'
import { UserId, type CompartmentId } from '../../src-main/contract/ids.ts'
import type { User } from '../../src-main/contract/users.ts'
import { call } from '../app/bridge.ts'
import { recordsChanged } from '../app/queries.ts'
import { usePeople } from './use-compartments.ts'

type NewCase = Input<'case.create'>

/** For whom a new case is opened. */
export interface NewCaseReaders {
  readonly isRestricted: boolean
  readonly setRestricted: (isRestricted: boolean) => void
  readonly people: readonly User[]
  readonly self: User | undefined
  readonly chosen: readonly string[]
  readonly setChosen: (chosen: readonly string[]) => void
  /** Makes the compartment that the case is to lie in, so that no word of it is ever in the vault's own database. */
  readonly prepare: (input: NewCase) => Promise<NewCase>
}

/** The choice for whom a new case is opened. Whoever opens it is always among its readers. */
export function useNewCaseReaders(): NewCaseReaders {
  const { people, self } = usePeople()
  const [isRestricted, setRestricted] = useState(false)
  const [others, setOthers] = useState<readonly string[]>([])
  // A case that was refused does not leave a second compartment behind when it is tried again.
  const made = useRef<{ readonly for: string; readonly compartmentId: CompartmentId }>(undefined)
  const chosen = self === undefined ? others : [self.userId, ...others.filter((id) => id !== self.userId)]
  const key = chosen.toSorted().join(' ')
  return {
    isRestricted,
    setRestricted,
    people,
    self,
    chosen,
    setChosen: setOthers,
    async prepare(input) {
      if (!isRestricted) return input
      if (made.current?.for !== key) {
        const users = chosen.map((id) => UserId.parse(id))
        const name = (input.reference ?? input.title).slice(0, 120)
        const { compartmentId } = await call('compartment.create', { kind: 'case', name, users })
        made.current = { for: key, compartmentId }
        recordsChanged(['compartment'])
      }
      return { ...input, compartmentId: made.current.compartmentId }
    },
  }
}
