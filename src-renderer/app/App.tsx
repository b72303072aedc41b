import { useEffect, type ReactElement } from 'react'
import { BackupReminder } from '../backup/BackupReminder.tsx'
import { BundleScreen } from '../bundles/BundleScreen.tsx'
import { CaseScreen } from '../cases/CaseScreen.tsx'
import { CasesScreen } from '../cases/CasesScreen.tsx'
import { SearchScreen } from '../search/SearchScreen.tsx'
import { OfficeScreen } from '../office/OfficeScreen.tsx'
import { StatementScreen } from '../statements/StatementScreen.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Waiting } from '../ui/Note.tsx'
import { UnlockScreen } from '../vault/UnlockScreen.tsx'
import css from './App.module.css'
import { hearKeys, useCommand } from './command-handlers.ts'
import { OpenDialogs } from './OpenDialogs.tsx'
import { useDialogs } from './dialogs.ts'
import { attempt } from './notices.ts'
import { Notices } from './Notices.tsx'
import { ProofDialog } from './ProofDialog.tsx'
import { usePlaces, type Place } from './places.ts'
import { useAsk } from './queries.ts'
import { LockWarning } from './LockWarning.tsx'
import { lock, panic, useSession } from './session.ts'
import { densities, themes, useSettings } from './settings.ts'
import { StatusBar } from './StatusBar.tsx'
import { TopBar } from './TopBar.tsx'
import { useSay } from './words.tsx'

/** The whole window: the unlock screen, or the frame with the place that the person is at. */
export function App(): ReactElement {
  const opened = useSession((session) => session.opened)
  useEffect(hearKeys, [])
  useWindowCommands(opened !== null && opened !== undefined)
  return (
    <div className={css['frame']}>
      <TrialBanner />
      {opened === undefined ? <Waiting /> : opened === null ? <UnlockScreen /> : <Opened />}
      <Notices />
      <OpenDialogs />
      <ProofDialog />
      {opened === undefined || opened === null ? null : <LockWarning />}
    </div>
  )
}

function Opened(): ReactElement {
  const place = usePlaces((places) => places.place)
  return (
    <>
      <TopBar />
      <BackupReminder />
      <main className={css['place']}>
        <Shown place={place} />
      </main>
      <StatusBar />
    </>
  )
}

function Shown({ place }: { readonly place: Place }): ReactElement {
  if (place.kind === 'cases') return <CasesScreen />
  if (place.kind === 'search') return <SearchScreen />
  if (place.kind === 'office') return <OfficeScreen place={place} />
  if (place.kind === 'case') return <CaseScreen key={place.caseId} place={place} />
  if (place.kind === 'statement') return <StatementScreen key={place.statementId} place={place} />
  return <BundleScreen key={place.bundleId} place={place} />
}

/** Stands for as long as the window is open on a runtime that is for trial alone. */
function TrialBanner(): ReactElement | null {
  const say = useSay()
  const about = useAsk('app.about', {})
  if (about.data?.trialRuntime !== true) return null
  return (
    <div className={css['banner']} role="note">
      <Icon name="warning" size={15} />
      {say('banner.trial')}
    </div>
  )
}

function useWindowCommands(isOpen: boolean): void {
  const open = useDialogs((dialogs) => dialogs.open)
  const { past, future, go, back, forward } = usePlaces()
  const { theme, density, setTheme, setDensity } = useSettings()
  useCommand('palette', () => open({ kind: 'palette' }))
  useCommand('shortcuts', () => open({ kind: 'shortcuts' }))
  useCommand('about', () => open({ kind: 'about' }))
  useCommand('theme', () => setTheme(after(themes, theme)))
  useCommand('density', () => setDensity(after(densities, density)))
  useCommand('lock', () => attempt(lock), isOpen)
  useCommand('travel', () => open({ kind: 'travel' }), isOpen)
  useCommand('panic', () => attempt(panic))
  useCommand('back', back, isOpen && past.length > 0)
  useCommand('forward', forward, isOpen && future.length > 0)
  useCommand('cases', () => go({ kind: 'cases' }), isOpen)
  useCommand('search', () => go({ kind: 'search' }), isOpen)
  useCommand('office', () => go({ kind: 'office', tab: 'ledger' }), isOpen)
  useCommand('office.people', () => go({ kind: 'office', tab: 'people' }), isOpen)
  useCommand('office.ledger', () => go({ kind: 'office', tab: 'ledger' }), isOpen)
  useCommand('office.backup', () => go({ kind: 'office', tab: 'backup' }), isOpen)
  useCommand('office.health', () => go({ kind: 'office', tab: 'health' }), isOpen)
  useCommand('case.new', () => open({ kind: 'new-case' }), isOpen)
}

function after<T>(all: readonly T[], now: T): T {
  return all[(all.indexOf(now) + 1) % all.length] ?? now
}
