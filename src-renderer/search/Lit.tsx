import { useEffect, useRef, type ReactElement } from 'react'
import css from './Search.module.css'

interface MarkedProps {
  readonly text: string
  /** Where it is to be marked, in UTF-16 units, in order. */
  readonly ranges: readonly (readonly [number, number])[]
}

/** A text with some of it marked. */
export function Marked({ text, ranges }: MarkedProps): ReactElement {
  const parts: ReactElement[] = []
  let at = 0
  for (const [start, end] of ranges) {
    if (start < at) continue
    parts.push(<span key={`${String(at)} before`}>{text.slice(at, start)}</span>)
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}

/** A text with the first place of a phrase marked and brought into sight. */
export function Lit({ text, phrase }: { readonly text: string; readonly phrase: string }): ReactElement {
  const lit = useRef<HTMLElement>(null)
  const start = phrase === '' ? -1 : text.indexOf(phrase)
  useEffect(() => {
    if (start !== -1) lit.current?.scrollIntoView({ block: 'center' })
  }, [start])
  if (start === -1) return <>{text}</>
  return (
    <>
      {text.slice(0, start)}
      <mark ref={lit} className={css['lit']}>
        {text.slice(start, start + phrase.length)}
      </mark>
      {text.slice(start + phrase.length)}
    </>
  )
}
