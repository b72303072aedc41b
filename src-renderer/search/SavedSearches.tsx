import { useState, type ReactElement } from 'react'
import type { Narrowed } from '../../src-main/contract/search.ts'
import { call } from '../app/bridge.ts'
import { attempt, useNotices } from '../app/notices.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { LineField } from '../ui/Field.tsx'
import css from './Search.module.css'
import { useSearch } from './search-state.ts'

/** The searches that the user keeps: pressed, they are asked again. */
export function SavedSearches(): ReactElement {
  const say = useSay()
  const saved = useAsk('search.saved', {}).data ?? []
  const { setQuery, narrow } = useSearch()
  return (
    <section className={css['saved']} aria-label={say('search.saved')}>
      <h2>{say('search.saved')}</h2>
      {saved.length === 0 ? <p className={css['soft']}>{say('search.saved.none')}</p> : null}
      <ul>
        {saved.map(({ searchId, name, query, narrowed }) => (
          <li key={searchId}>
            <Button
              look="link"
              onPress={() => {
                setQuery(query)
                narrow(narrowed)
              }}
            >
              <bdi>{name}</bdi>
            </Button>
            <IconButton
              small
              icon="close"
              name={say('search.forget', { name })}
              onPress={() => attempt(() => call('search.forget', { searchId }))}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Keeps what is looked for, under a name. */
export function KeepSearch({ query, narrowed }: { readonly query: string; readonly narrowed: Narrowed }): ReactElement {
  const say = useSay()
  const [name, setName] = useState<string>()
  const keep = async (): Promise<void> => {
    await call('search.save', { name: name?.trim() || query.slice(0, 120), query, narrowed })
    setName(undefined)
    useNotices.getState().tell({ tone: 'ok', id: 'search.kept' })
  }
  if (name === undefined)
    return (
      <Button icon="add" onPress={() => setName(query.slice(0, 120))}>
        {say('search.keep')}
      </Button>
    )
  return (
    <form
      className={css['keep']}
      onSubmit={(event) => {
        event.preventDefault()
        attempt(keep)
      }}
    >
      <LineField label={say('search.name')} value={name} onChange={setName} maxLength={120} isFirst silent />
      <Button type="submit" look="primary">
        {say('action.save')}
      </Button>
      <Button onPress={() => setName(undefined)}>{say('action.cancel')}</Button>
    </form>
  )
}
