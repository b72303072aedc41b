import type { ReactElement } from 'react'
import { Link } from 'react-aria-components'
import { Button, IconButton, keysOf } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './App.module.css'
import { runCommand } from './command-handlers.ts'
import { caseOf, usePlaces, type Place } from './places.ts'
import { useAsk } from './queries.ts'
import { SettingsMenu } from './SettingsMenu.tsx'
import { useSay, type Say } from './words.tsx'

interface Crumb {
  readonly words: string
  readonly to: Place
}

/** The bar at the top: back and forth, where one is, commands, settings, lock. */
export function TopBar(): ReactElement {
  const say = useSay()
  const { past, future } = usePlaces()
  return (
    <header className={css['top']}>
      <IconButton
        icon="back"
        name={say('command.back')}
        command="back"
        isDisabled={past.length === 0}
        onPress={() => runCommand('back')}
      />
      <IconButton
        icon="forward"
        name={say('command.forward')}
        command="forward"
        isDisabled={future.length === 0}
        onPress={() => runCommand('forward')}
      />
      <Crumbs />
      <Button look="quiet" icon="search" onPress={() => runCommand('search')}>
        <span className={css['find']}>{say('command.search')}</span>
        <kbd className={css['keys']} aria-hidden>
          {keysOf('search').join(' ')}
        </kbd>
      </Button>
      <Button look="quiet" icon="command" onPress={() => runCommand('palette')}>
        <span className={css['find']}>{say('command.palette')}</span>
        <kbd className={css['keys']} aria-hidden>
          {keysOf('palette').join(' ')}
        </kbd>
      </Button>
      <IconButton icon="office" name={say('nav.office')} command="office" onPress={() => runCommand('office')} />
      <SettingsMenu />
      <IconButton icon="lock" name={say('command.lock')} command="lock" onPress={() => runCommand('lock')} />
    </header>
  )
}

function Crumbs(): ReactElement {
  const say = useSay()
  const { place, go } = usePlaces()
  const crumbs = useCrumbs(place, say)
  return (
    <nav aria-label={say('nav.where')} className={css['crumbs']}>
      {crumbs.map((crumb, position) => {
        const isLast = position === crumbs.length - 1
        return (
          <span key={crumb.words} className={css['crumb']}>
            {position === 0 ? null : <Icon name="next" size={14} />}
            {isLast ? (
              <span className={css['link']} data-current aria-current="page" dir="auto">
                {crumb.words}
              </span>
            ) : (
              <Link className={css['link'] ?? ''} onPress={() => go(crumb.to)} dir="auto">
                {crumb.words}
              </Link>
            )}
          </span>
        )
      })}
    </nav>
  )
}

function useCrumbs(place: Place, say: Say): readonly Crumb[] {
  const caseId = caseOf(place)
  const file = useAsk('case.show', caseId === undefined ? undefined : { caseId }).data
  const within = useWithin(place)
  const start: Crumb = { words: say('nav.cases'), to: { kind: 'cases' } }
  if (place.kind === 'search') return [start, { words: say('command.search'), to: place }]
  if (place.kind === 'office') return [start, { words: say('nav.office'), to: place }]
  if (caseId === undefined) return [start]
  const here: Crumb = { words: file?.reference ?? '\u2026', to: { kind: 'case', caseId, tab: 'overview' } }
  if (within === undefined) return [start, here]
  const { tab, words } = within
  return [start, here, { words: say(`tab.${tab}`), to: { kind: 'case', caseId, tab } }, { words, to: place }]
}

interface Within {
  readonly tab: 'statements' | 'bundles'
  readonly words: string
}

function useWithin(place: Place): Within | undefined {
  const inStatement = place.kind === 'statement' ? { statementId: place.statementId } : undefined
  const inBundle = place.kind === 'bundle' ? { bundleId: place.bundleId } : undefined
  const statement = useAsk('statement.show', inStatement).data
  const bundle = useAsk('bundle.show', inBundle).data
  if (inStatement !== undefined) return { tab: 'statements', words: statement?.witnessName ?? '\u2026' }
  return inBundle === undefined ? undefined : { tab: 'bundles', words: bundle?.title ?? '\u2026' }
}
