import type { ReactElement, RefObject } from 'react'
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components'
import type { Facet, FoundKind, Hit } from '../../src-main/contract/search.ts'
import { usePlaces } from '../app/places.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { kindIcons } from '../exhibits/exhibit-words.ts'
import { formatDay } from '../ui/format.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icons.ts'
import { Badge } from '../ui/Note.tsx'
import { Marked } from './Lit.tsx'
import { placeOf } from './open-hit.ts'
import css from './Search.module.css'

const icons: Readonly<Record<Exclude<FoundKind, 'exhibit'>, IconName>> = {
  case: 'case',
  party: 'party',
  statement: 'statement',
  event: 'chronology',
  hearing: 'hearing',
  note: 'protected',
}

interface ResultsProps {
  readonly hits: readonly Hit[]
  readonly facets: readonly Facet[]
  readonly list: RefObject<HTMLDivElement | null>
}

/** What was found, by what it is, the best first. Arrow keys go through it, Enter opens. */
export function Results({ hits, facets, list }: ResultsProps): ReactElement {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const kinds = [...new Set(hits.map(({ kind }) => kind))]
  const counted = new Map(
    facets.find(({ facet }) => facet === 'kind')?.values.map(({ value, count }) => [value, count]),
  )
  const open = (key: string): void => {
    const hit = hits.find((one) => keyOf(one) === key)
    const place = hit === undefined ? undefined : placeOf(hit)
    if (place !== undefined) go(place)
  }
  return (
    <ListBox
      ref={list}
      aria-label={say('search.results')}
      className={css['results'] ?? ''}
      selectionMode="none"
      onAction={(key) => open(String(key))}
    >
      {kinds.map((kind) => (
        <ListBoxSection key={kind} id={`section ${kind}`}>
          <Header className={css['group'] ?? ''}>
            {say(`found.${kind}`)} <span className={css['soft']}>{counted.get(kind) ?? ''}</span>
          </Header>
          {hits
            .filter((hit) => hit.kind === kind)
            .map((hit) => (
              <ListBoxItem
                key={keyOf(hit)}
                id={keyOf(hit)}
                textValue={`${hit.mark ?? ''} ${hit.title}`.trim()}
                className={css['hit'] ?? ''}
              >
                <Shown hit={hit} />
              </ListBoxItem>
            ))}
        </ListBoxSection>
      ))}
    </ListBox>
  )
}

function keyOf({ kind, id }: Hit): string {
  return `${kind} ${id}`
}

function Shown({ hit }: { readonly hit: Hit }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const icon = hit.kind === 'exhibit' ? kindIcons[hit.exhibitKind ?? 'document'] : icons[hit.kind]
  return (
    <>
      <Icon name={icon} size={18} />
      <div className={css['words']}>
        <div className={css['line']}>
          {hit.mark === null ? null : <bdi className={css['mark']}>{hit.mark}</bdi>}
          <bdi className={css['name']}>
            <Marked text={hit.title} ranges={hit.titleMarked} />
          </bdi>
          <Tags hit={hit} />
        </div>
        <p className={css['snippet']} dir="auto">
          {isUnnamed(hit) ? say('search.notNamed') : <Marked text={hit.snippet} ranges={hit.marked} />}
        </p>
        <p className={css['about']}>
          {hit.case === null ? null : <bdi>{hit.case}</bdi>}
          {hit.day === null ? null : <span>{formatDay(intl, hit.day)}</span>}
          {hit.passages > 1 ? <span>{say('search.places', { count: hit.passages })}</span> : null}
        </p>
      </div>
    </>
  )
}

/** Whether a protected party was found by what is not shown of it. */
function isUnnamed({ kind, snippet, titleMarked }: Hit): boolean {
  return kind === 'party' && snippet === '' && titleMarked.length === 0
}

/** Where it was found, and what else is to be known of that at a glance. */
function Tags({ hit }: { readonly hit: Hit }): ReactElement {
  const say = useSay()
  return (
    <>
      {hit.source === 'page' ? <Badge>{say('search.page', { page: hit.place })}</Badge> : null}
      {hit.source === 'custody' ? <Badge>{say('search.custody')}</Badge> : null}
      {hit.restricted ? (
        <Badge tone="warning" icon="lock">
          {say('search.restricted')}
        </Badge>
      ) : null}
      {hit.near ? <Badge tone="accent">{say('search.near')}</Badge> : null}
    </>
  )
}
