import { deflateSync } from 'node:zlib'
import { asBuffer } from './bytes.ts'
import { Output } from './output.ts'
import type { Sink } from './sink.ts'

/** Objects to one object stream, and the bytes at which it is full. */
const OBJECTS_TO_A_STREAM = 200
const STREAM_BYTES = 512 * 1024

/**
 * Writes numbered objects as they come; only their offsets are kept. Objects without data are packed into object streams.
 * Source: ISO 32000-2, 7.5.7 (object streams), 7.5.8 (cross-reference streams).
 */
export class ObjectWriter {
  readonly output: Output
  readonly #compress: boolean
  #next = 1
  /** Per object: 0 not written, 1 in the file, else the number of its object stream plus 1. */
  #where = new Float64Array(1024)
  /** Per object: its offset in the file, or its index in its object stream. */
  #place = new Float64Array(1024)
  #packed = Buffer.allocUnsafe(STREAM_BYTES * 2)
  #packedBytes = 0
  #packedNumber = 0
  #directory: number[] = []

  constructor(sink: Sink, compress: boolean) {
    this.output = new Output(sink)
    this.#compress = compress
    this.output.text('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n')
  }

  /** A number for an object to be written later. One never written is a free entry, and references to it are null. */
  allocate(): number {
    return this.#next++
  }

  /** Writes an object that is Latin-1 text. */
  object(number: number, text: string): void {
    if (this.#compress) {
      this.#openPacked(number, text.length + 1)
      this.#packedBytes += this.#packed.write(text, this.#packedBytes, 'latin1')
      this.#closePacked()
    } else {
      this.#open(number)
      this.output.text(`${text}\nendobj\n`)
    }
  }

  /** Writes a stream whose dictionary, with its `/Length`, is Latin-1 text. */
  streamWithDictionary(number: number, dictionary: string, data: Uint8Array): void {
    this.#open(number)
    this.output.text(dictionary)
    this.#data(data)
  }

  /** Writes a stream. `entries` are those of its dictionary but `/Length`, as PDF syntax. */
  stream(number: number, entries: string, data: Uint8Array): void {
    this.#open(number)
    this.output.text(`<<${entries}/Length ${data.length}>>`)
    this.#data(data)
  }

  /** Writes a stream that is compressed if that is wanted and makes it smaller. */
  compressedStream(number: number, entries: string, data: Uint8Array): void {
    const deflated = this.#compress && data.length > 256 ? deflateSync(data) : data
    if (deflated.length < data.length) this.stream(number, `${entries}/Filter/FlateDecode`, deflated)
    else this.stream(number, entries, data)
  }

  /** Writes the cross-references and the trailer, and hands everything to the sink. Returns the bytes of the file. */
  async finish(trailer: { readonly root: number; readonly info: number; readonly id: Uint8Array }): Promise<number> {
    this.#writePacked()
    const number = this.allocate()
    const offset = this.output.position
    this.#enter(number, 1, offset)
    const rows = this.#crossReferences()
    const id = asBuffer(trailer.id).toString('hex')
    const refs = `/Root ${trailer.root} 0 R/Info ${trailer.info} 0 R/ID[<${id}><${id}>]`
    const entries = `/Type/XRef/Size ${this.#next}/W[1 6 2]${refs}`
    if (this.#compress) {
      const data = deflateSync(upPredicted(rows, 9))
      this.#streamHere(number, `${entries}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 9>>`, data)
    } else {
      this.#streamHere(number, entries, rows)
    }
    this.output.text(`startxref\n${offset}\n%%EOF\n`)
    await this.output.flush()
    return this.output.position
  }

  #streamHere(number: number, entries: string, data: Uint8Array): void {
    this.output.text(`${number} 0 obj\n<<${entries}/Length ${data.length}>>`)
    this.#data(data)
  }

  #open(number: number): void {
    this.#enter(number, 1, this.output.position)
    this.output.text(`${number} 0 obj\n`)
  }

  #data(data: Uint8Array): void {
    this.output.text('\nstream\n')
    this.output.bytes(data)
    this.output.text('\nendstream\nendobj\n')
  }

  #openPacked(number: number, length: number): void {
    if (this.#packedBytes + length > STREAM_BYTES) this.#writePacked()
    if (this.#packedNumber === 0) this.#packedNumber = this.allocate()
    if (this.#packedBytes + length >= this.#packed.length) {
      const larger = Buffer.allocUnsafe((this.#packedBytes + length) * 2)
      larger.set(this.#packed.subarray(0, this.#packedBytes))
      this.#packed = larger
    }
    this.#enter(number, this.#packedNumber + 1, this.#directory.length / 2)
    this.#directory.push(number, this.#packedBytes)
  }

  #closePacked(): void {
    this.#packed[this.#packedBytes++] = 10
    if (this.#directory.length >= OBJECTS_TO_A_STREAM * 2) this.#writePacked()
  }

  #writePacked(): void {
    if (this.#packedNumber === 0) return
    const directory = Buffer.from(`${this.#directory.join(' ')} `, 'latin1')
    const data = deflateSync(Buffer.concat([directory, this.#packed.subarray(0, this.#packedBytes)]))
    const count = this.#directory.length / 2
    const number = this.#packedNumber
    this.#packedNumber = 0
    this.#packedBytes = 0
    this.#directory = []
    this.stream(number, `/Type/ObjStm/N ${count}/First ${directory.length}/Filter/FlateDecode`, data)
  }

  #enter(number: number, where: number, place: number): void {
    if (number >= this.#where.length) {
      const room = Math.max(number + 1, this.#where.length * 2)
      this.#where = enlarged(this.#where, room)
      this.#place = enlarged(this.#place, room)
    }
    this.#where[number] = where
    this.#place[number] = place
  }

  /** Rows of 9 bytes: kind, 6 bytes of offset or stream number, 2 bytes of index. */
  #crossReferences(): Buffer {
    const rows = Buffer.alloc(this.#next * 9)
    rows.writeUInt16BE(65_535, 7)
    for (let number = 1; number < this.#next; number++) {
      const where = this.#where[number] ?? 0
      const place = this.#place[number] ?? 0
      const at = number * 9
      if (where === 0) continue
      rows[at] = where === 1 ? 1 : 2
      rows.writeUIntBE(where === 1 ? place : where - 1, at + 1, 6)
      if (where > 1) rows.writeUInt16BE(place, at + 7)
    }
    return rows
  }
}

function enlarged(list: Float64Array, room: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(room)
  larger.set(list)
  return larger
}

/** PNG's Up filter, which makes offsets that grow evenly compress well. */
function upPredicted(rows: Uint8Array, width: number): Uint8Array {
  const count = rows.length / width
  const out = new Uint8Array(count * (width + 1))
  for (let r = 0; r < count; r++) {
    out[r * (width + 1)] = 2
    for (let i = 0; i < width; i++) {
      const above = r > 0 ? (rows[(r - 1) * width + i] as number) : 0
      out[r * (width + 1) + 1 + i] = (rows[r * width + i] as number) - above
    }
  }
  return out
}
