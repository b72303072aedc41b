import { joined, long, short, utf8 } from './octets.ts'
import { chunk, riff } from './sound.ts'

/** A moving picture: JPEG frames, all of one size. */
export interface Film {
  readonly frames: readonly Uint8Array[]
  readonly width: number
  readonly height: number
  readonly perSecond: number
  readonly notes: string
}

function headers(film: Film, largest: number): Uint8Array {
  const { width, height, perSecond } = film
  const count = film.frames.length
  const main = [
    Math.round(1e6 / perSecond),
    largest * perSecond,
    0,
    0x10,
    count,
    0,
    1,
    largest,
    width,
    height,
    0,
    0,
    0,
    0,
  ]
  const frame = joined([short(0), short(0), short(width), short(height)])
  const stream = joined([
    utf8('vids'),
    utf8('MJPG'),
    ...[0, 0, 0, 1, perSecond, 0, count, largest, 0xffffffff, 0].map(long),
    frame,
  ])
  const format = joined([
    long(40),
    long(width),
    long(height),
    short(1),
    short(24),
    utf8('MJPG'),
    long(width * height * 3),
    ...[0, 0, 0, 0].map(long),
  ])
  const streamList = chunk('LIST', joined([utf8('strl'), chunk('strh', stream), chunk('strf', format)]))
  return chunk('LIST', joined([utf8('hdrl'), chunk('avih', joined(main.map(long))), streamList]))
}

/**
 * An AVI film of JPEG frames with an index, without sound.
 * Source: the AVI RIFF file reference (Microsoft), chunks hdrl, movi and idx1.
 */
export function motionJpeg(film: Film): Uint8Array {
  const frames = film.frames.map((frame) => chunk('00dc', frame))
  let at = 4
  const index = frames.map((frame, position) => {
    const entry = joined([utf8('00dc'), long(0x10), long(at), long(film.frames[position]?.length ?? 0)])
    at += frame.length
    return entry
  })
  const notes = chunk('LIST', joined([utf8('INFO'), chunk('ICMT', utf8(`${film.notes}\0`))]))
  const largest = Math.max(...film.frames.map((frame) => frame.length))
  const movie = chunk('LIST', joined([utf8('movi'), ...frames]))
  return riff('AVI ', [headers(film, largest), notes, movie, chunk('idx1', joined(index))])
}
