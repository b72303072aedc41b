import type { ReactElement } from 'react'
import { officeTabs, usePlaces, type OfficeTab, type Place } from '../app/places.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { BackupTab } from '../backup/BackupTab.tsx'
import { CompartmentsTab } from '../compartments/CompartmentsTab.tsx'
import { HealthTab } from '../health/HealthTab.tsx'
import { LedgerTab } from '../ledger/LedgerTab.tsx'
import { PeopleTab } from '../people/PeopleTab.tsx'
import css from '../ui/Screen.module.css'
import { Leaves } from '../ui/Tabs.tsx'

type OfficePlace = Extract<Place, { kind: 'office' }>

/** What is of the vault as a whole: who did what in it, its backups, and whether it is whole. */
export function OfficeScreen({ place }: { readonly place: OfficePlace }): ReactElement {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const opened = useSession((session) => session.opened)
  const contents: Record<OfficeTab, ReactElement> = {
    people: <PeopleTab />,
    compartments: <CompartmentsTab />,
    ledger: <LedgerTab />,
    backup: <BackupTab />,
    health: <HealthTab />,
  }
  return (
    <section className={css['screen']} aria-label={say('nav.office')}>
      <div className={css['head']}>
        <div className={css['heading']}>
          <h1>{say('nav.office')}</h1>
          <span className={css['soft']}>
            <bdi>{opened?.name}</bdi>
          </span>
        </div>
      </div>
      <Leaves
        label={say('office.leaves')}
        shown={place.tab}
        onShow={(id) => {
          const next = officeTabs.find((one) => one === id)
          if (next !== undefined && next !== place.tab) go({ kind: 'office', tab: next })
        }}
        leaves={officeTabs.map((id) => ({
          id,
          label: say(`office.${id}`),
          content: contents[id],
          scrolls: id !== 'ledger',
        }))}
      />
    </section>
  )
}
