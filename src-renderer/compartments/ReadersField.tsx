import type { ReactElement } from 'react'
import type { User } from '../../src-main/contract/users.ts'
import { useSay } from '../app/words.tsx'
import { Ticks } from '../ui/Choice.tsx'

interface ReadersFieldProps {
  readonly people: readonly User[]
  readonly self: User | undefined
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
  readonly error?: string | undefined
}

/** Who is to read something: those who may open the vault, with their roles. */
export function ReadersField({ people, self, chosen, onChange, error }: ReadersFieldProps): ReactElement {
  const say = useSay()
  return (
    <Ticks
      label={say('readers.title')}
      value={[...chosen]}
      onChange={onChange}
      error={error}
      options={people.map(({ userId, name, role }) => ({
        id: userId,
        label: say(userId === self?.userId ? 'readers.one.self' : 'readers.one', { name, role: say(`role.${role}`) }),
      }))}
    />
  )
}
