import { useEffect, useState, type CSSProperties, type ReactElement } from 'react'
import { pagePicture } from '../app/bridge.ts'
import { useSay } from '../app/words.tsx'
import { pictureWidth, type PageSize, type Turn } from './pages-layout.ts'
import css from './PagesViewer.module.css'

/** Boxes on a page of a size, all in one unit. */
export interface Lit {
  readonly width: number
  readonly height: number
  readonly boxes: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[]
}

interface PageImageProps {
  readonly token: string
  readonly position: number
  readonly name: string
  /** The size on the screen after turning, in CSS pixels. */
  readonly size: PageSize
  readonly turn: Turn
  readonly lit?: Lit | undefined
}

/** One page's picture. It is asked for only when the page has been in sight for a moment, not while it flies past. */
export function PageImage({ token, position, name, size, turn, lit }: PageImageProps): ReactElement {
  const say = useSay()
  const [isWanted, setWanted] = useState(false)
  const [failed, setFailed] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setWanted(true), 70)
    return () => clearTimeout(timer)
  }, [])
  const isSideways = turn === 90 || turn === 270
  const [width, height] = isSideways ? [size.height, size.width] : [size.width, size.height]
  const source = pagePicture(token, position, pictureWidth(width, devicePixelRatio))
  return (
    <div className={css['paper']} style={{ inlineSize: size.width, blockSize: size.height }}>
      {failed === source ? <span className={css['missing']}>{say('viewer.missing')}</span> : null}
      {isWanted && failed !== source ? (
        <img
          src={source}
          alt={name}
          draggable={false}
          style={{ inlineSize: width, blockSize: height, transform: `translate(-50%, -50%) rotate(${turn}deg)` }}
          onError={() => setFailed(source)}
        />
      ) : null}
      {lit === undefined ? null : (
        <div
          className={css['lights']}
          style={{ inlineSize: width, blockSize: height, transform: `translate(-50%, -50%) rotate(${turn}deg)` }}
        >
          {lit.boxes.map((box, i) => (
            <span key={i} style={placeOf(box, lit)} />
          ))}
        </div>
      )}
    </div>
  )
}

/** A box as a part of its page, a little wider than the word so that its edge is not on the letters. */
function placeOf(box: Lit['boxes'][number], { width, height }: Lit): CSSProperties {
  return {
    left: percent(box.x - 1, width),
    top: percent(box.y, height),
    width: percent(box.width + 2, width),
    height: percent(box.height, height),
  }
}

function percent(part: number, whole: number): string {
  return `${String((100 * part) / whole)}%`
}
