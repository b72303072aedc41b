import { useState, type ReactElement } from 'react'
import type { User } from '../../src-main/contract/users.ts'
import { useAsk } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { formatDay } from '../ui/format.ts'
import { Badge, FailureNote, Waiting } from '../ui/Note.tsx'
import screen from '../ui/Screen.module.css'
import { AddPersonDialog } from './AddPersonDialog.tsx'
import { ChangeRoleDialog } from './ChangeRoleDialog.tsx'
import { Keys } from './Keys.tsx'
import css from './People.module.css'
import { RemovePersonDialog } from './RemovePersonDialog.tsx'
import { WaysIn } from './WaysIn.tsx'

type Open = { readonly kind: 'add' } | { readonly kind: 'role' | 'remove'; readonly user: User }

/** Who may open the vault, by which ways, and how those are changed. */
export function PeopleTab(): ReactElement {
  const say = useSay()
  const users = useAsk('user.list', {})
  const session = useSession(({ opened }) => opened)
  const [open, setOpen] = useState<Open>()
  const isDirector = session?.role === 'director'
  if (users.error !== null) return <FailureNote error={users.error} />
  if (users.data === undefined) return <Waiting />
  const close = (): void => setOpen(undefined)
  return (
    <div className={css['page']}>
      <section className={screen['part']} aria-label={say('people.title')}>
        <div className={screen['partHead']}>
          <h2>{say('people.title')}</h2>
          {isDirector ? (
            <Button small icon="add" onPress={() => setOpen({ kind: 'add' })}>
              {say('people.add')}
            </Button>
          ) : null}
        </div>
        {isDirector ? null : <p className={screen['soft']}>{say('people.director-only')}</p>}
        <ul className={screen['lines']}>
          {users.data.map((user) => (
            <PersonLine
              key={user.userId}
              user={user}
              isSelf={user.name === session?.user}
              onOpen={isDirector ? setOpen : undefined}
            />
          ))}
        </ul>
      </section>
      <WaysIn isDirector={isDirector} />
      <Keys isDirector={isDirector} />
      {open?.kind === 'add' ? <AddPersonDialog onClose={close} /> : null}
      {open?.kind === 'role' ? <ChangeRoleDialog user={open.user} onClose={close} /> : null}
      {open?.kind === 'remove' ? <RemovePersonDialog user={open.user} onClose={close} /> : null}
    </div>
  )
}

interface PersonLineProps {
  readonly user: User
  readonly isSelf: boolean
  readonly onOpen: ((open: Open) => void) | undefined
}

function PersonLine({ user, isSelf, onOpen }: PersonLineProps): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { name, role, removedAt } = user
  return (
    <li className={screen['line']} aria-label={name}>
      <div className={screen['grow']}>
        <div className={screen['name']}>
          <bdi>{name}</bdi>
          <Badge>{say(`role.${role}`)}</Badge>
          {isSelf ? <Badge tone="accent">{say('people.self')}</Badge> : null}
          {removedAt === null ? null : (
            <Badge tone="warning">{say('people.removed', { day: formatDay(intl, removedAt.slice(0, 10)) })}</Badge>
          )}
        </div>
        <div className={screen['soft']}>{say(`role.${role}.may`)}</div>
      </div>
      {onOpen === undefined || isSelf || removedAt !== null ? null : (
        <div className={css['actions']}>
          <Button small look="quiet" onPress={() => onOpen({ kind: 'role', user })}>
            {say('people.role')}
          </Button>
          <Button small look="quiet" icon="remove" onPress={() => onOpen({ kind: 'remove', user })}>
            {say('people.remove')}
          </Button>
        </div>
      )}
    </li>
  )
}
