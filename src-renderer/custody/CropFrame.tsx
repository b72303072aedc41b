import { useRef, useState, type PointerEvent, type ReactElement } from 'react'
import type { View } from '../../src-main/contract/viewing.ts'
import { pagePicture } from '../app/bridge.ts'
import { useSay } from '../app/words.tsx'
import css from './Custody.module.css'

/** A part of a picture in thousandths of its sides, from the top left. */
export interface Part {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export const whole: Part = { left: 0, top: 0, right: 1000, bottom: 1000 }

/** Whether nothing is cut off. */
export function isWhole({ left, top, right, bottom }: Part): boolean {
  return left === 0 && top === 0 && right === 1000 && bottom === 1000
}

interface CropFrameProps {
  readonly view: Extract<View, { as: 'pages' }>
  /** Counted from 1. */
  readonly page: number
  readonly part: Part
  readonly onPart: (part: Part) => void
  readonly turns: number
  readonly brightness: number
  readonly contrast: number
}

const PIXELS = 900

/** The picture as it will be, but for the turn, on which the part to keep is drawn with the mouse; the fields say it too. */
export function CropFrame(props: CropFrameProps): ReactElement {
  const { view, page, part, onPart, turns, brightness, contrast } = props
  const say = useSay()
  const begun = useRef<readonly [number, number]>(undefined)
  const [isDragging, setDragging] = useState(false)
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    const from = begun.current
    if (from === undefined) return
    const to = at(event)
    const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])]
    const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])]
    if (right - left > 5 && bottom - top > 5) onPart({ left, top, right, bottom })
  }
  const light = `brightness(${1 + brightness / 100}) contrast(${1 + contrast / 100})`
  return (
    <figure aria-label={say('derive.preview')}>
      <div
        className={css['frame']}
        style={{ transform: isDragging ? undefined : `rotate(${turns * 90}deg)` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          begun.current = at(event)
          setDragging(true)
        }}
        onPointerMove={drag}
        onPointerUp={() => {
          begun.current = undefined
          setDragging(false)
        }}
      >
        <img
          src={pagePicture(view.token, page - 1, PIXELS)}
          alt={say('derive.preview')}
          draggable={false}
          style={{ filter: light }}
        />
        {isWhole(part) ? null : (
          <div
            className={css['cut']}
            style={{
              left: `${part.left / 10}%`,
              top: `${part.top / 10}%`,
              width: `${(part.right - part.left) / 10}%`,
              height: `${(part.bottom - part.top) / 10}%`,
            }}
          />
        )}
      </div>
      <figcaption className={css['soft']}>{say('derive.preview.drag')}</figcaption>
    </figure>
  )
}

function at(event: PointerEvent<HTMLDivElement>): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect()
  return [share((event.clientX - box.x) / box.width), share((event.clientY - box.y) / box.height)]
}

function share(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 1000)
}
