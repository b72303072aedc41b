import type { ReactElement } from 'react'
import type { Contact, Contacts } from '../../src-main/contract/contents.ts'
import { useSay } from '../app/words.tsx'
import { Facts } from '../ui/Note.tsx'
import { scrollable } from '../ui/scrollable.ts'
import { Findings } from './Findings.tsx'
import css from './viewing.module.css'

/** Address cards, one after another. */
export function ContactsShown({ contacts }: { readonly contacts: Contacts }): ReactElement {
  const say = useSay()
  return (
    <div className={css['view']}>
      <div className={css['bar']}>{say('contacts.count', { count: contacts.contacts.length })}</div>
      <Findings findings={contacts.findings} />
      <section className={css['scroll']} {...scrollable} aria-label={say('contacts.label')}>
        <div className={css['padded']}>
          {contacts.contacts.map((contact, position) => (
            <Card key={position} contact={contact} />
          ))}
        </div>
      </section>
    </div>
  )
}

function Card({ contact }: { readonly contact: Contact }): ReactElement {
  const say = useSay()
  return (
    <article className={css['card']}>
      <h4 dir="auto">{contact.name === '' ? say('contacts.unnamed') : contact.name}</h4>
      <Facts
        facts={contact.lines.map(({ property, types, value }) => [[property, ...types].join(' '), value] as const)}
      />
    </article>
  )
}
