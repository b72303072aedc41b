import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { Found } from '../../src-main/contract/search.ts'
import { useCommand } from '../app/command-handlers.ts'
import { useAsk } from '../app/queries.ts'
import { useSettled } from '../app/use-settled.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { FilterField } from '../ui/Field.tsx'
import { Empty, FailureNote, Note, Waiting } from '../ui/Note.tsx'
import screen from '../ui/Screen.module.css'
import { Narrowing } from './Narrowing.tsx'
import { Results } from './Results.tsx'
import { KeepSearch, SavedSearches } from './SavedSearches.tsx'
import css from './Search.module.css'
import { isNarrowed, useSearch } from './search-state.ts'

const step = 50
const most = 200

/** One box over everything that the user may read. */
export function SearchScreen(): ReactElement {
  const say = useSay()
  const { query, narrowed, setQuery } = useSearch()
  const settled = useSettled(query.trim(), 220)
  const [limit, setLimit] = useState(step)
  const box = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const focusBox = (): void => {
    box.current?.focus()
    box.current?.select()
  }
  useCommand('filter', focusBox)
  useCommand('search', focusBox)
  useEffect(() => box.current?.focus(), [])
  const found = useAsk('search.find', settled === '' ? undefined : { query: settled, narrowed, limit })
  useIndexWatch(found)
  const kept = useKept(found.data)
  const shown = settled === '' ? undefined : (found.data ?? kept)
  return (
    <section className={screen['screen']} aria-label={say('command.search')}>
      <div className={screen['head']}>
        <h1 className={css['title']}>{say('command.search')}</h1>
        <search className={css['box']}>
          <FilterField
            label={say('search.box')}
            value={query}
            onChange={setQuery}
            inputRef={box}
            onDown={() => list.current?.querySelector<HTMLElement>('[role=option]')?.focus()}
          />
        </search>
        {settled === '' ? null : <KeepSearch query={settled} narrowed={narrowed} />}
      </div>
      <div className={css['body']}>
        <aside className={css['side']} aria-label={say('search.narrow')}>
          <Narrowing facets={shown?.facets ?? []} />
          <SavedSearches />
        </aside>
        <div className={css['found']}>
          {found.error === null ? null : <FailureNote error={found.error} />}
          {shown === undefined ? (
            <NotYet isAsked={settled !== ''} />
          ) : (
            <Shown found={shown} list={list} onMore={limit < most ? () => setLimit(limit + step) : undefined} />
          )}
        </div>
      </div>
    </section>
  )
}

/** What stands there before anything was found: how to begin, or that it is looked for. */
function NotYet({ isAsked }: { readonly isAsked: boolean }): ReactElement {
  const say = useSay()
  return isAsked ? <Waiting /> : <Empty title={say('search.start')} text={say('search.start.text')} />
}

interface ShownProps {
  readonly found: Found
  readonly list: React.RefObject<HTMLDivElement | null>
  readonly onMore: (() => void) | undefined
}

function Shown({ found, list, onMore }: ShownProps): ReactElement {
  const say = useSay()
  const { narrowed, narrow } = useSearch()
  if (found.nothing !== null) return <Empty title={say('search.none')} text={say(`search.nothing.${found.nothing}`)} />
  const isNarrow = isNarrowed(narrowed)
  return (
    <>
      <output className={css['count']}>
        {say(found.isPart ? 'search.more' : 'search.total', { total: found.total })}
      </output>
      {found.also.map(({ typed, words }) => (
        <Note key={typed} tone="accent">
          {say('search.also', { typed, words: words.join(', ') })}
        </Note>
      ))}
      {found.indexing === 0 ? null : <Note tone="plain">{say('search.indexing', { count: found.indexing })}</Note>}
      {found.total === 0 ? (
        <Empty title={say('search.none')} text={say(isNarrow ? 'search.none.narrowed' : 'search.none.text')}>
          {isNarrow ? <Button onPress={() => narrow({})}>{say('search.narrow.none')}</Button> : null}
        </Empty>
      ) : (
        <Results hits={found.hits} facets={found.facets} list={list} />
      )}
      {found.hits.length < found.total && onMore !== undefined ? (
        <div className={css['further']}>
          <Button onPress={onMore}>{say('search.further')}</Button>
        </div>
      ) : null}
    </>
  )
}

/** What was found last stays in sight while more is looked for. */
function useKept(found: Found | undefined): Found | undefined {
  const [kept, setKept] = useState<Found>()
  if (found !== undefined && found !== kept) setKept(found)
  return kept
}

/** Asks again while the index is not whole. */
function useIndexWatch({
  data,
  refetch,
}: {
  readonly data: Found | undefined
  readonly refetch: () => Promise<unknown>
}): void {
  useEffect(() => {
    if (data === undefined || data.indexing === 0) return undefined
    const timer = setTimeout(() => void refetch(), 1_000)
    return () => clearTimeout(timer)
  }, [data, refetch])
}
