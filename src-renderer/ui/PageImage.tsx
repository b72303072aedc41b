import { useEffect, useState, type ReactElement } from 'react'
import { pagePicture } from '../app/bridge.ts'
import { useSay } from '../app/words.tsx'
import { pictureWidth, type PageSize, type Turn } from './pages-layout.ts'
import css from './PagesViewer.module.css'

interface PageImageProps {
  readonly token: string
  readonly position: number
  readonly name: string
  /** The size on the screen after turning, in CSS pixels. */
  readonly size: PageSize
  readonly turn: Turn
}

/** One page's picture. It is asked for only when the page has been in sight for a moment, not while it flies past. */
export function PageImage({ token, position, name, size, turn }: PageImageProps): ReactElement {
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
    </div>
  )
}
