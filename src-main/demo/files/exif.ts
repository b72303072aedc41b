import { joined, long, short, utf8 } from './octets.ts'

/** What a camera writes into a photograph. */
export interface Shot {
  readonly make: string
  readonly model: string
  readonly description: string
  /** Local time with its offset, as in `2026-02-18T07:12:40+05:30`. */
  readonly takenAt: string
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number
  /** How the picture must be turned to be shown upright: 1 not at all, 6 a quarter turn clockwise. */
  readonly orientation: 1 | 6
  /** As stored, before it is turned. */
  readonly width: number
  readonly height: number
}

interface Field {
  readonly tag: number
  readonly type: number
  readonly count: number
  readonly value: Uint8Array
}

const text = (tag: number, value: string): Field => {
  const bytes = utf8(`${value}\0`)
  return { tag, type: 2, count: bytes.length, value: bytes }
}
const whole = (tag: number, value: number): Field => ({ tag, type: 3, count: 1, value: short(value) })
const pointer = (tag: number, value: number): Field => ({ tag, type: 4, count: 1, value: long(value) })
const fraction = (tag: number, values: readonly (readonly [number, number])[]): Field => ({
  tag,
  type: 5,
  count: values.length,
  value: joined(values.flatMap(([top, bottom]) => [long(top), long(bottom)])),
})

/** A directory of fields with the values that do not fit in it, as it stands at `offset`. */
function directory(fields: readonly Field[], offset: number): Uint8Array {
  const sorted = fields.toSorted((a, b) => a.tag - b.tag)
  const entries: Uint8Array[] = []
  const values: Uint8Array[] = []
  let next = offset + 2 + sorted.length * 12 + 4
  for (const field of sorted) {
    const fits = field.value.length <= 4
    const inline = fits ? joined([field.value, new Uint8Array(4 - field.value.length)]) : long(next)
    entries.push(short(field.tag), short(field.type), long(field.count), inline)
    if (fits) continue
    const padded = field.value.length % 2 ? joined([field.value, new Uint8Array(1)]) : field.value
    values.push(padded)
    next += padded.length
  }
  return joined([short(sorted.length), ...entries, long(0), ...values])
}

/** Degrees, minutes and seconds to a hundredth. */
function sexagesimal(degrees: number): readonly (readonly [number, number])[] {
  const hundredths = Math.round(Math.abs(degrees) * 360_000)
  const minutes = Math.floor(hundredths / 6000)
  return [
    [Math.floor(minutes / 60), 1],
    [minutes % 60, 1],
    [hundredths % 6000, 100],
  ]
}

const offsetPattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([+-]\d\d:\d\d)$/u

/** The position of a photograph, with the time that the satellites give, which is UTC. */
function positionOf(shot: Shot): readonly Field[] {
  const [day = '', clock = ''] = new Date(shot.takenAt).toISOString().slice(0, 19).split('T')
  return [
    { tag: 0, type: 1, count: 4, value: Uint8Array.of(2, 3, 0, 0) },
    text(1, shot.latitude < 0 ? 'S' : 'N'),
    fraction(2, sexagesimal(shot.latitude)),
    text(3, shot.longitude < 0 ? 'W' : 'E'),
    fraction(4, sexagesimal(shot.longitude)),
    fraction(
      7,
      clock.split(':').map((part) => [Number(part), 1]),
    ),
    text(29, day.replaceAll('-', ':')),
    fraction(31, [[shot.accuracyMetres, 1]]),
  ]
}

/**
 * Puts a camera's notes into a JPEG, after its start marker.
 * Source: Exif 2.32 (JEITA CP-3451E), sections 4.6 and 4.7.
 */
export function withExif(jpeg: Uint8Array, shot: Shot): Uint8Array {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', offset = ''] =
    offsetPattern.exec(shot.takenAt) ?? []
  const local = `${year}:${month}:${day} ${hour}:${minute}:${second}`
  const picture = (exif: number, gps: number): readonly Field[] => [
    text(0x010e, shot.description),
    text(0x010f, shot.make),
    text(0x0110, shot.model),
    whole(0x0112, shot.orientation),
    fraction(0x011a, [[72, 1]]),
    fraction(0x011b, [[72, 1]]),
    whole(0x0128, 2),
    text(0x0132, local),
    pointer(0x8769, exif),
    pointer(0x8825, gps),
  ]
  const taking: readonly Field[] = [
    fraction(0x829a, [[1, 500]]),
    fraction(0x829d, [[22, 10]]),
    whole(0x8827, 100),
    { tag: 0x9000, type: 7, count: 4, value: utf8('0232') },
    text(0x9003, local),
    text(0x9011, offset),
    fraction(0x920a, [[43, 10]]),
    pointer(0xa002, shot.width),
    pointer(0xa003, shot.height),
  ]
  const exifAt = 8 + directory(picture(0, 0), 8).length
  const exif = directory(taking, exifAt)
  const gpsAt = exifAt + exif.length
  const head = joined([utf8('II'), short(42), long(8)])
  const tiff = joined([head, directory(picture(exifAt, gpsAt), 8), exif, directory(positionOf(shot), gpsAt)])
  const length = tiff.length + 8
  const marker = Uint8Array.of(0xff, 0xe1, length >> 8, length & 255, 0x45, 0x78, 0x69, 0x66, 0, 0)
  return joined([jpeg.subarray(0, 2), marker, tiff, jpeg.subarray(2)])
}
