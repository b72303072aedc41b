import { useRef, type PointerEvent, type ReactElement } from 'react'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import css from './Custody.module.css'

/** A pen's path: x, y, x, y … in the pad's own units. */
export type Strokes = readonly (readonly number[])[]

const WIDTH = 1000
const HEIGHT = 350
/** What the contract takes. */
const MOST_STROKES = 120
const MOST_NUMBERS = 2000

interface SignaturePadProps {
  readonly label: string
  readonly strokes: Strokes
  readonly onStrokes: (strokes: Strokes) => void
}

/** Where somebody signs with a pen, a finger or the mouse. Whoever cannot signs on paper, of which a scan is added. */
export function SignaturePad({ label, strokes, onStrokes }: SignaturePadProps): ReactElement {
  const say = useSay()
  const isDown = useRef(false)
  const at = (event: PointerEvent<SVGSVGElement>): readonly number[] => {
    const box = event.currentTarget.getBoundingClientRect()
    return [within((event.clientX - box.x) / box.width, WIDTH), within((event.clientY - box.y) / box.height, HEIGHT)]
  }
  const begin = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.button !== 0 || strokes.length >= MOST_STROKES) return
    event.currentTarget.setPointerCapture(event.pointerId)
    isDown.current = true
    onStrokes([...strokes, at(event)])
  }
  const draw = (event: PointerEvent<SVGSVGElement>): void => {
    const last = strokes.at(-1)
    if (!isDown.current || last === undefined || last.length + 2 > MOST_NUMBERS) return
    const next = at(event)
    if (last.at(-2) === next[0] && last.at(-1) === next[1]) return
    onStrokes([...strokes.slice(0, -1), [...last, ...next]])
  }
  const end = (event: PointerEvent<SVGSVGElement>): void => {
    if (!isDown.current) return
    isDown.current = false
    // A form hears of it as of any other field of its own.
    event.currentTarget.dispatchEvent(new Event('input', { bubbles: true }))
  }
  return (
    <div className={css['pad']}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <line className={css['rule']} x1="60" x2="940" y1="285" y2="285" />
        <path className={css['ink']} d={strokes.map(pathOf).join('')} />
      </svg>
      <Button small look="quiet" icon="undo" isDisabled={strokes.length === 0} onPress={() => onStrokes([])}>
        {say('signature.clear')}
      </Button>
    </div>
  )
}

/** A share of a length, in whole units within it. */
function within(share: number, most: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * most)
}

/** One stroke as a path; a touch without a stroke is a dot. */
export function pathOf(stroke: readonly number[]): string {
  const points: string[] = []
  for (let i = 0; i + 1 < stroke.length; i += 2) points.push(`${stroke[i] ?? 0} ${stroke[i + 1] ?? 0}`)
  return `M${points[0] ?? '0 0'}L${(points.length === 1 ? points : points.slice(1)).join('L')}`
}

/** A signature as it was drawn. */
export function Ink({ label, strokes }: { readonly label: string; readonly strokes: Strokes }): ReactElement {
  return (
    <svg role="img" aria-label={label} className={css['drawn']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <path className={css['ink']} d={strokes.map(pathOf).join('')} />
    </svg>
  )
}
