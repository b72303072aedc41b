import { useState, type ReactElement, type ReactNode } from 'react'
import { useIntl, useSay } from '../app/words.tsx'
import { IconButton } from './Button.tsx'
import { findPage, nextZoom } from './pages-layout.ts'
import css from './PagesViewer.module.css'

interface PagesToolsProps {
  readonly tool: ReactNode
  readonly labels: readonly string[]
  readonly page: number
  readonly zoom: number
  readonly isFit: boolean
  readonly onPage: (page: number) => void
  /** A zoom, or undefined to fit the width. */
  readonly onZoom: (zoom: number | undefined) => void
  readonly onTurn: () => void
}

/** The tools above the pages: which page, how large, which way up. */
export function PagesTools(props: PagesToolsProps): ReactElement {
  const { tool, labels, page, zoom, isFit, onPage, onZoom, onTurn } = props
  const say = useSay()
  const intl = useIntl()
  return (
    <div className={css['tools']} role="toolbar" aria-label={say('viewer.tools')}>
      {tool}
      <IconButton
        small
        icon="up"
        name={say('viewer.previous')}
        isDisabled={page === 0}
        onPress={() => onPage(page - 1)}
      />
      <IconButton
        small
        icon="down"
        name={say('viewer.next')}
        isDisabled={page >= labels.length - 1}
        onPress={() => onPage(page + 1)}
      />
      <PageBox key={page} labels={labels} page={page} onPage={onPage} />
      <span className={css['spacer']} />
      <IconButton small icon="zoomOut" name={say('viewer.zoom-out')} onPress={() => onZoom(nextZoom(zoom, 'out'))} />
      <span className={css['zoom']} aria-live="polite">
        {intl.formatNumber(zoom, { style: 'percent', maximumFractionDigits: 0 })}
      </span>
      <IconButton small icon="zoomIn" name={say('viewer.zoom-in')} onPress={() => onZoom(nextZoom(zoom, 'in'))} />
      <IconButton small icon="fit" name={say('viewer.fit')} pressed={isFit} onPress={() => onZoom(undefined)} />
      <IconButton small icon="rotate" name={say('viewer.turn')} onPress={onTurn} />
    </div>
  )
}

interface PageBoxProps {
  readonly labels: readonly string[]
  readonly page: number
  readonly onPage: (page: number) => void
}

function PageBox({ labels, page, onPage }: PageBoxProps): ReactElement {
  const say = useSay()
  const label = labels[page] ?? ''
  const [typed, setTyped] = useState(label)
  const isCounted = label === String(page + 1) || label === ''
  return (
    <form
      className={css['page']}
      onSubmit={(event) => {
        event.preventDefault()
        const found = findPage(labels, typed)
        if (found === undefined) setTyped(label)
        else onPage(found)
      }}
    >
      <input
        aria-label={say('viewer.go')}
        value={label === '' && typed === '' ? String(page + 1) : typed}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.target.select()}
      />
      <span>{say('viewer.of', { page: page + 1, count: labels.length, counted: isCounted ? 'yes' : 'no' })}</span>
    </form>
  )
}
