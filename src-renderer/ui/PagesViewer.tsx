import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from 'react'
import type { View } from '../../src-main/contract/viewing.ts'
import { useSay } from '../app/words.tsx'
import { scrollable } from './scrollable.ts'
import { PageImage, type Lit } from './PageImage.tsx'
import { PagesTools } from './PagesTools.tsx'
import { fitWhole, fitWidth, nextZoom, turned, turnRight, type PageSize, type Turn } from './pages-layout.ts'
import css from './PagesViewer.module.css'
import { useInSight } from './virtual.ts'

/** A document shown as its pages. */
type PagesView = Extract<View, { as: 'pages' }>

/** Boxes that are lit on a page, counted from 0; all in the same unit, origin top left of the page as it is not turned. */
export interface LitPage extends Lit {
  readonly page: number
}

interface PagesViewerProps {
  readonly label: string
  readonly view: PagesView
  /** A page to show, from 0. A new object asks again, even for the same page. */
  readonly target?: { readonly page: number } | undefined
  readonly onPage?: (page: number) => void
  /** What is lit on one page. */
  readonly lit?: LitPage | undefined
  /** A tool of the place where the pages are shown, before the viewer's own. */
  readonly tool?: ReactNode
}

const gap = 14
const edge = 12

/** Pages as pictures, drawn by a process that holds no key: only those in sight exist. */
export function PagesViewer({ label, view, target, onPage, lit, tool }: PagesViewerProps): ReactElement {
  const say = useSay()
  const scroller = useRef<HTMLDivElement>(null)
  const room = useRoom(scroller)
  const [chosen, setChosen] = useState<number>()
  const [turn, setTurn] = useState<Turn>(0)
  const { pages } = view
  const zoom = chosen ?? fitted(pages, turn, room)
  const sizeAt = (position: number): { readonly width: number; readonly height: number } => {
    const page = turned(pages[position] ?? { width: 595, height: 842 }, turn)
    const scale = (zoom * 96) / 72
    return { width: Math.round(page.width * scale), height: Math.round(page.height * scale) }
  }
  const sheets = useInSight({
    count: pages.length,
    scroller: () => scroller.current,
    heightOf: (position) => sizeAt(position).height + gap,
    overscan: 1,
    before: edge,
  })
  const page = pageInSight(sheets.getVirtualItems(), (sheets.scrollOffset ?? 0) + (sheets.scrollRect?.height ?? 0) / 3)
  const show = (position: number): void => sheets.scrollToIndex(clamp(position, pages.length), { align: 'start' })

  // A change of zoom or turn changes every height: the page in sight stays in sight.
  const drawn = useRef({ zoom, turn, page })
  useLayoutEffect(() => {
    if (drawn.current.zoom === zoom && drawn.current.turn === turn) return
    const kept = drawn.current.page
    drawn.current = { zoom, turn, page: kept }
    sheets.measure()
    sheets.scrollToIndex(kept, { align: 'start' })
  }, [sheets, zoom, turn])
  useEffect(() => {
    drawn.current = { ...drawn.current, page }
    onPage?.(page)
  }, [page, onPage])
  useEffect(() => {
    if (target !== undefined) sheets.scrollToIndex(clamp(target.page, pages.length), { align: 'start' })
  }, [target, sheets, pages.length])

  const press = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, () => void>> = {
      PageDown: () => show(page + 1),
      PageUp: () => show(page - 1),
      Home: () => show(0),
      End: () => show(pages.length - 1),
      '+': () => setChosen(nextZoom(zoom, 'in')),
      '=': () => setChosen(nextZoom(zoom, 'in')),
      '-': () => setChosen(nextZoom(zoom, 'out')),
      '0': () => setChosen(undefined),
      r: () => setTurn(turnRight(turn)),
    }
    const move = moves[event.key]
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    move()
  }
  const reading = { ...scrollable, onKeyDown: press }
  const widest = Math.max(0, ...sheets.getVirtualItems().map(({ index }) => sizeAt(index).width))
  return (
    <section className={css['viewer']} aria-label={label}>
      <PagesTools
        tool={tool}
        labels={pages.map((one) => one.label)}
        page={page}
        zoom={zoom}
        isFit={chosen === undefined}
        onPage={show}
        onZoom={setChosen}
        onTurn={() => setTurn(turnRight(turn))}
      />
      <section ref={scroller} aria-label={say('viewer.pages')} className={css['scroll']} {...reading}>
        <div className={css['sheets']} style={{ blockSize: sheets.getTotalSize(), minInlineSize: widest + 2 * edge }}>
          {sheets.getVirtualItems().map((item) => (
            <div key={item.key} className={css['sheet']} style={{ transform: `translateY(${item.start}px)` }}>
              <PageImage
                token={view.token}
                position={item.index}
                name={say('viewer.page', { label: pages[item.index]?.label ?? '', count: pages.length })}
                size={sizeAt(item.index)}
                turn={turn}
                lit={lit?.page === item.index ? lit : undefined}
              />
            </div>
          ))}
        </div>
      </section>
    </section>
  )
}

function clamp(position: number, count: number): number {
  return Math.max(0, Math.min(count - 1, position))
}

interface Placed {
  readonly index: number
  readonly start: number
  readonly end: number
}

function pageInSight(items: readonly Placed[], line: number): number {
  const found = items.find(({ start, end }) => start <= line && line < end) ?? items[0]
  return found?.index ?? 0
}

function fitted(pages: readonly PageSize[], turn: Turn, room: PageSize): number {
  const within = { width: Math.max(60, room.width - 2 * edge), height: Math.max(60, room.height - 2 * edge) }
  const [only] = pages
  return pages.length === 1 && only !== undefined ? fitWhole(only, turn, within) : fitWidth(pages, turn, within.width)
}

function useRoom(box: { readonly current: HTMLElement | null }): PageSize {
  const [room, setRoom] = useState<PageSize>({ width: 600, height: 600 })
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const watch = new ResizeObserver(() => setRoom({ width: element.clientWidth, height: element.clientHeight }))
    watch.observe(element)
    return () => watch.disconnect()
  }, [box])
  return room
}
