import type { ReactElement, ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useIntl } from '../app/words.tsx'
import { classes } from './Button.tsx'
import css from './Tabs.module.css'

/** One leaf of a set. */
interface Leaf {
  readonly id: string
  readonly label: string
  readonly count?: number | undefined
  readonly content: ReactNode
  /** Whether the leaf scrolls as a whole; otherwise its content does. */
  readonly scrolls?: boolean
}

interface LeavesProps {
  readonly label: string
  readonly leaves: readonly Leaf[]
  readonly shown: string
  readonly onShow: (id: string) => void
}

/** Leaves with tabs above them. */
export function Leaves({ label, leaves, shown, onShow }: LeavesProps): ReactElement {
  const intl = useIntl()
  return (
    <Tabs className={css['tabs'] ?? ''} selectedKey={shown} onSelectionChange={(key) => onShow(String(key))}>
      <TabList aria-label={label} className={css['list'] ?? ''} items={leaves}>
        {(leaf) => (
          <Tab id={leaf.id} className={css['tab'] ?? ''}>
            {leaf.label}
            {leaf.count === undefined ? null : <span className={css['count']}>{intl.formatNumber(leaf.count)}</span>}
          </Tab>
        )}
      </TabList>
      {leaves.map((leaf) => (
        <TabPanel key={leaf.id} id={leaf.id} className={classes(css['panel'], leaf.scrolls === true && css['scrolls'])}>
          {leaf.content}
        </TabPanel>
      ))}
    </Tabs>
  )
}
