import type { ReactElement } from 'react'
import { FoundKind, type Facet, type FacetName, type Narrowed } from '../../src-main/contract/search.ts'
import { ExhibitKind } from '../../src-main/contract/words.ts'
import { useIntl, useSay, type Say } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Ticks } from '../ui/Choice.tsx'
import { DayInBar } from '../ui/Field.tsx'
import { formatLanguage } from '../ui/format.ts'
import css from './Search.module.css'
import { isNarrowed, useSearch } from './search-state.ts'

/** Facets that are lists of values; the year stands for days. */
const lists = {
  case: 'cases',
  kind: 'kinds',
  exhibitKind: 'exhibitKinds',
  person: 'persons',
  tag: 'tags',
  place: 'places',
  language: 'languages',
} as const satisfies Partial<Record<FacetName, keyof Narrowed>>

/** What the search can be narrowed to, with how much there is of each. */
export function Narrowing({ facets }: { readonly facets: readonly Facet[] }): ReactElement {
  const say = useSay()
  const { narrowed, narrow } = useSearch()
  const { from = '', to = '' } = narrowed
  return (
    <div className={css['facets']}>
      <div className={css['days']}>
        <DayInBar label={say('search.from')} value={from} onChange={(day) => narrow(withDay(narrowed, 'from', day))} />
        <DayInBar label={say('search.to')} value={to} onChange={(day) => narrow(withDay(narrowed, 'to', day))} />
      </div>
      {isNarrowed(narrowed) ? (
        <Button small icon="close" onPress={() => narrow({})}>
          {say('search.narrow.none')}
        </Button>
      ) : null}
      {(Object.keys(lists) as (keyof typeof lists)[]).map((name) => (
        <FacetList key={name} name={name} facet={facets.find(({ facet }) => facet === name)} />
      ))}
    </div>
  )
}

function withDay({ from, to, ...rest }: Narrowed, end: 'from' | 'to', day: string): Narrowed {
  const days = { from, to, [end]: day === '' ? undefined : day }
  return {
    ...rest,
    ...(days.from === undefined ? {} : { from: days.from }),
    ...(days.to === undefined ? {} : { to: days.to }),
  }
}

/** So many values are offered at once. */
const most = 8

function FacetList({
  name,
  facet,
}: {
  readonly name: keyof typeof lists
  readonly facet: Facet | undefined
}): ReactElement | null {
  const say = useSay()
  const intl = useIntl()
  const { narrowed, narrow } = useSearch()
  const chosen: readonly string[] = narrowed[lists[name]] ?? []
  const values = (facet?.values ?? []).slice(0, most)
  // One value that everything has narrows nothing.
  if (values.length < 2 && chosen.length === 0) return null
  const missing = chosen.filter((value) => !values.some((one) => one.value === value))
  const options = [
    ...values.map(({ value, label, count }) => ({
      id: value,
      label: `${wordOf(say, name, label === '' ? value : label, (code) => formatLanguage(intl, code))} (${intl.formatNumber(count)})`,
    })),
    ...missing.map((value) => ({ id: value, label: wordOf(say, name, value, (code) => formatLanguage(intl, code)) })),
  ]
  return (
    <Ticks
      label={say(`facet.${name}`)}
      options={options}
      value={[...chosen]}
      onChange={(next) => narrow({ ...narrowed, [lists[name]]: next })}
    />
  )
}

function wordOf(say: Say, name: keyof typeof lists, value: string, language: (code: string) => string): string {
  if (name === 'kind') return say(`found.${FoundKind.parse(value)}`)
  if (name === 'exhibitKind') return say(`kind.${ExhibitKind.parse(value)}`)
  return name === 'language' ? language(value) : value
}
