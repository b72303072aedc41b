import { useCallback, useRef, useState } from 'react'

const PIECE = 100

/** Of a long row of things, those that were asked for. */
export interface Pieces<T> {
  /** The thing at a place; undefined while it is awaited. */
  readonly at: (position: number) => T | undefined
  /** Says which are in sight. */
  readonly need: (first: number, last: number) => void
}

/**
 * Fetches a long row of things in pieces, as they come into sight.
 *
 * @param load the things from a place on, at most so many; the same function for as long as it is the same row
 */
export function usePieces<T>(load: (offset: number, limit: number) => Promise<readonly T[]>): Pieces<T> {
  const asked = useRef<{ load: unknown; pieces: Set<number> }>({ load, pieces: new Set() })
  const [got, setGot] = useState<{ readonly load: unknown; readonly pieces: ReadonlyMap<number, readonly T[]> }>({
    load,
    pieces: new Map(),
  })
  const need = useCallback(
    (first: number, last: number): void => {
      if (asked.current.load !== load) asked.current = { load, pieces: new Set() }
      for (let piece = Math.floor(first / PIECE); piece <= Math.floor(last / PIECE); piece++) {
        if (asked.current.pieces.has(piece)) continue
        asked.current.pieces.add(piece)
        void load(piece * PIECE, PIECE).then(
          (things) =>
            setGot((now) => ({
              load,
              pieces: new Map([...(now.load === load ? now.pieces : []), [piece, things]]),
            })),
          // What was let go of meanwhile is asked for again when it is looked at again.
          () => asked.current.pieces.delete(piece),
        )
      }
    },
    [load],
  )
  const at = (position: number): T | undefined =>
    got.load === load ? got.pieces.get(Math.floor(position / PIECE))?.[position % PIECE] : undefined
  return { at, need }
}
