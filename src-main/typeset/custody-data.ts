import type { Words } from './compiler.ts'
import type { CustodyItem, CustodyReceiptInput, CustodyReportInput, CustodyRow, SignatureShown } from './inputs.ts'
import { lineOf, proseOf } from './prose.ts'
import { allText, type Data, halves, hashRows, sheetData } from './sheet-data.ts'

/** A template's data, and the pictures that it shows by their names. */
export interface Pictured {
  readonly data: Data
  readonly pictures: ReadonlyMap<string, Uint8Array>
}

/** Gives each picture a name that the template can show it by. */
interface Album {
  readonly pictures: Map<string, Uint8Array>
  readonly add: (bytes: Uint8Array) => string
}

function album(): Album {
  const pictures = new Map<string, Uint8Array>()
  return {
    pictures,
    add(bytes) {
      const name = `picture-${String(pictures.size + 1)}.jpg`
      pictures.set(name, bytes)
      return name
    },
  }
}

/** A custody report: each exhibit with its pictures, files and events, and how it was kept. */
export function custodyReportData(input: CustodyReportInput, words: Words): Pictured {
  const title = input.title ?? words['custody-report'] ?? ''
  const shown = album()
  const data = {
    heading: lineOf(title),
    facts: namedFacts(input.facts, words),
    head: halves(input.head),
    isServed: input.isServed,
    keys: input.keys.map(({ name, key }) => ({ name: lineOf(name), key: halves(key) })),
    items: input.items.map((item) => itemData(item, words, shown)),
    steps: ['1', '2', '3', '4', '5'].map((step) => (words[`verify-${step}`] ?? '').replace('{head}', input.head)),
  }
  const text = allText([input.caption, title, input.facts, textOf(input.items), input.keys.map(({ name }) => name)])
  return { data: { ...sheetData(input, title, text), ...data }, pictures: shown.pictures }
}

/** Every text of the items but their pictures and strokes. */
function textOf(items: readonly CustodyItem[]): readonly unknown[] {
  return items.map(({ pictures, events, ...rest }) => [
    rest,
    pictures.map(({ caption }) => caption),
    events.map(({ signatures, ...row }) => [row, signatures.map(({ name, text }) => [name, text ?? ''])]),
  ])
}

function itemData(item: CustodyItem, words: Words, shown: Album): Data {
  const { check } = item
  return {
    mark: lineOf(item.mark),
    description: proseOf(item.description),
    facts: namedFacts(item.facts, words),
    files: hashRows(item.files),
    pictures: item.pictures.map(({ bytes, caption }) => ({ name: shown.add(bytes), caption: lineOf(caption) })),
    noPicture: item.noPicture ?? null,
    check: check ? { ...check, found: halves(check.found), damage: check.damage.map(lineOf) } : null,
    faults: item.faults.map(({ kind, sequence }) => ({ kind, sequence: String(sequence) })),
    events: item.events.map((row) => rowData(row, words, shown)),
  }
}

/** An event with more letters than this may be broken over pages: it could fill one. */
const LONG = 1_200

function rowData(row: CustodyRow, words: Words, shown: Album): Data {
  return {
    sequence: String(row.sequence),
    at: lineOf(row.at),
    local: lineOf(row.local),
    recorded: lineOf(row.recorded ?? ''),
    kind: row.kind,
    standing: row.standing ?? '',
    by: lineOf(row.by),
    place: lineOf(row.place),
    note: proseOf(row.note),
    facts: namedFacts(row.facts, words),
    signatures: row.signatures.map((signature) => signatureData(signature, shown)),
    digest: halves(row.digest),
    isLong: JSON.stringify([row.note, row.facts]).length > LONG || row.signatures.length > 2,
  }
}

function signatureData({ as, name, how, strokes, text, picture }: SignatureShown, shown: Album): Data {
  return {
    as,
    name: lineOf(name),
    how,
    ink: strokes === undefined ? null : inkOf(strokes),
    text: proseOf(text ?? ''),
    picture: picture === undefined ? null : shown.add(picture),
  }
}

/** The strokes as a drawing. */
function inkOf(strokes: readonly (readonly number[])[]): string {
  const paths = strokes.map((stroke) => {
    const points = Array.from({ length: Math.floor(stroke.length / 2) }, (_, i) => [stroke[2 * i], stroke[2 * i + 1]])
    // A touch without a stroke is a dot.
    const all = points.length === 1 ? [...points, ...points] : points
    return all.map(([x = 0, y = 0], i) => `${i === 0 ? 'M' : 'L'}${String(x)} ${String(y)}`).join('')
  })
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 350">' +
    `<path d="${paths.join('')}" fill="none" stroke="#10204a" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"/></svg>`
  )
}

function namedFacts(facts: CustodyReportInput['facts'], words: Words): readonly Data[] {
  return facts.map(({ field, value }) => ({
    label: lineOf(words[`custody-${field}`] ?? field),
    value: proseOf(typeof value === 'string' ? value : (words[`custody-${value.word}`] ?? value.word)),
  }))
}

/** The receipt of one hand-over, on one page. */
export function custodyReceiptData(input: CustodyReceiptInput, words: Words): Pictured {
  const title = words['custody-receipt'] ?? ''
  const shown = album()
  const data = {
    heading: lineOf(title),
    mark: lineOf(input.mark),
    description: proseOf(input.description),
    facts: namedFacts(input.facts, words),
    files: hashRows(input.files),
    isPending: input.isPending,
    head: halves(input.head),
    digests: input.digests.map(({ label, digest }) => ({ label: lineOf(label), digest: halves(digest) })),
    sides: input.sides.map(({ as, facts, signature }) => ({
      as,
      facts: namedFacts(facts, words),
      signature: signatureData(signature, shown),
    })),
  }
  const texts = [
    input.caption,
    title,
    input.mark,
    input.description,
    input.facts,
    input.sides.map(({ facts }) => facts),
  ]
  return { data: { ...sheetData(input, title, allText(texts)), ...data }, pictures: shown.pictures }
}
