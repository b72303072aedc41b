import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactElement, type ReactNode } from 'react'
import css from './Splitter.module.css'

interface SplitterProps {
  readonly label: string
  readonly start: ReactNode
  readonly end: ReactNode
  /** The share of the width that the first pane begins with, from 0 to 1. */
  readonly share: number
}

function isRtl(): boolean {
  return document.documentElement.dir === 'rtl'
}

const least = 0.2
const most = 0.8

/** Two panes with a border between them that moves, by pointer or by arrow keys. */
export function Splitter({ label, start, end, share: first }: SplitterProps): ReactElement {
  const [share, setShare] = useState(first)
  const frame = useRef<HTMLDivElement>(null)
  const put = (value: number): void => setShare(Math.min(most, Math.max(least, value)))

  const drag = (event: PointerEvent): void => {
    const box = frame.current?.getBoundingClientRect()
    if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const from = isRtl() ? box.right - event.clientX : event.clientX - box.left
    put(from / box.width)
  }
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -0.03, ArrowRight: 0.03 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    put(share + (isRtl() ? -step : step))
  }
  // A separator that takes the focus is a control. Source: WAI-ARIA Authoring Practices, window splitter.
  const moving = {
    tabIndex: 0,
    onPointerDown: (event: PointerEvent): void => event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: drag,
    onKeyDown: press,
  }
  return (
    <div
      ref={frame}
      className={css['split']}
      style={{ gridTemplateColumns: `minmax(0, ${share}fr) auto minmax(0, ${1 - share}fr)` }}
    >
      <div className={css['pane']}>{start}</div>
      <hr
        aria-label={label}
        aria-orientation="vertical"
        aria-valuemin={least * 100}
        aria-valuemax={most * 100}
        aria-valuenow={Math.round(share * 100)}
        className={css['handle']}
        {...moving}
      />
      <div className={css['pane']}>{end}</div>
    </div>
  )
}
