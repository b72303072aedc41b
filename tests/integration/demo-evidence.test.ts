import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import * as mupdf from 'mupdf'
import { beforeAll, describe, expect, test } from 'vitest'
import { openEvidenceTools } from '../../src-main/demo/files/tools.ts'
import { makeEvidence } from '../../src-main/demo/make-evidence.ts'
import { protectedNames, sampleEvidence, sampleOffice } from '../../src-main/demo/sample-office.ts'

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const families = ['noto-sans', 'noto-serif', 'noto-sans-devanagari', 'noto-sans-khmer']
const tools = openEvidenceTools({
  texts: at('resources/sample'),
  fonts: families.map((family) => at(`node_modules/@expo-google-fonts/${family}`)),
})

const withFiles = sampleEvidence.filter((item) => item.file)
const files = new Map<string, Uint8Array>()
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function fileOf(key: string): Uint8Array {
  const bytes = files.get(key)
  if (!bytes) throw new Error(`no file was made for ${key}`)
  return bytes
}

beforeAll(async () => {
  for (const item of withFiles) files.set(item.key, await makeEvidence(item.key, tools))
}, 120_000)

/** Reads one directory of a little-endian TIFF: its fields by tag, as text or numbers. */
function directory(tiff: DataView, offset: number): ReadonlyMap<number, string | readonly number[]> {
  const fields = new Map<number, string | readonly number[]>()
  const size = [0, 1, 1, 2, 4, 8, 0, 1]
  for (let index = 0; index < tiff.getUint16(offset, true); index++) {
    const entry = offset + 2 + index * 12
    const type = tiff.getUint16(entry + 2, true)
    const count = tiff.getUint32(entry + 4, true)
    const width = size[type] ?? 1
    const place = count * width <= 4 ? entry + 8 : tiff.getUint32(entry + 8, true)
    const bytes = new Uint8Array(tiff.buffer, tiff.byteOffset + place, count * width)
    const numbers = Array.from({ length: count }, (_, n) => {
      const from = place + n * width
      if (type === 3) return tiff.getUint16(from, true)
      if (type === 4) return tiff.getUint32(from, true)
      if (type === 5) return tiff.getUint32(from, true) / tiff.getUint32(from + 4, true)
      return tiff.getUint8(from)
    })
    fields.set(tiff.getUint16(entry, true), type === 2 ? new TextDecoder().decode(bytes.subarray(0, -1)) : numbers)
  }
  return fields
}

const degrees = (value: string | readonly number[] | undefined): number => {
  const [whole = Number.NaN, minutes = 0, seconds = 0] = typeof value === 'string' ? [] : (value ?? [])
  return whole + minutes / 60 + seconds / 3600
}

describe('photographs', () => {
  const photographs = withFiles.filter((item) => item.content?.make === 'photograph')

  test.each(photographs.map((item) => [item.key, item] as const))('%s can be decoded and is not flat', (key) => {
    const image = new mupdf.Image(fileOf(key))
    expect([image.getWidth(), image.getHeight()]).toEqual([1280, 960])
    const pixels = image.toPixmap().getPixels()
    expect(new Set(pixels.subarray(pixels.length / 2, pixels.length / 2 + 600_000)).size).toBeGreaterThan(100)
  })

  test.each(photographs.map((item) => [item.key, item] as const))(
    '%s carries the hour and place that its record states',
    (key, item) => {
      const bytes = fileOf(key)
      const view = new DataView(bytes.buffer, bytes.byteOffset)
      expect(view.getUint16(2)).toBe(0xffe1)
      const tiff = new DataView(bytes.buffer, bytes.byteOffset + 12, view.getUint16(4) - 8)
      const picture = directory(tiff, tiff.getUint32(4, true))
      const taking = directory(tiff, Number(picture.get(0x8769)))
      const position = directory(tiff, Number(picture.get(0x8825)))
      const local = String(taking.get(0x9003)).replace(/^(\d{4}):(\d\d):(\d\d) /u, '$1-$2-$3T')
      expect(`${local}${String(taking.get(0x9011))}`).toBe(item.collectedAt)
      expect(degrees(position.get(2))).toBeCloseTo(item.place.latitude ?? Number.NaN, 4)
      expect(degrees(position.get(4))).toBeCloseTo(item.place.longitude ?? Number.NaN, 4)
      expect(picture.get(0x010f)).toBe('Sample Optics')
      expect(picture.get(0x010e)).toContain('not a photograph')
      expect(picture.get(0x0112)).toEqual([key === 'quarters' ? 6 : 1])
    },
  )
})

/** The words of a PDF, page by page. */
function words(bytes: Uint8Array): readonly string[] {
  const document = mupdf.Document.openDocument(bytes, 'application/pdf')
  return Array.from({ length: document.countPages() }, (_, page) =>
    document.loadPage(page).toStructuredText('preserve-whitespace').asText(),
  )
}

describe('papers', () => {
  test.each([
    ['ledger', 3],
    ['ledger-masked', 3],
    ['inspection-report', 4],
    ['medical-report', 2],
    ['release-certificate', 1],
  ] as const)('%s has %i pages', (key, pages) => {
    expect(words(fileOf(key)).length).toBe(pages)
  })

  test('the scanned register has no text layer, the typed reports have one on every page', () => {
    for (const key of ['ledger', 'ledger-masked']) expect(words(fileOf(key)).join('').trim()).toBe('')
    for (const key of ['inspection-report', 'medical-report', 'release-certificate']) {
      for (const page of words(fileOf(key))) expect(page.length).toBeGreaterThan(200)
    }
  })

  test('no paper that can be read names a protected person', () => {
    const names = sampleOffice.cases.flatMap(protectedNames)
    for (const [key, bytes] of files) {
      const isPdf = new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-'
      const text = isPdf ? words(bytes).join('\n') : new TextDecoder('utf8').decode(bytes)
      for (const name of names) expect(text.includes(name), `${key} shows a protected name`).toBe(false)
    }
  })

  test('the receipt is a picture of the sheet at 150 dots per inch', () => {
    const image = new mupdf.Image(fileOf('receipt'))
    expect([image.getWidth(), image.getHeight()]).toEqual([975, 662])
    expect(Math.round(image.getXResolution())).toBe(150)
  })
})

/** The parts of a ZIP archive whose parts are stored without compression. */
function parts(bytes: Uint8Array): ReadonlyMap<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const found = new Map<string, string>()
  const end = bytes.length - 22
  expect(view.getUint32(end, true)).toBe(0x06054b50)
  let entry = view.getUint32(end + 16, true)
  for (let index = 0; index < view.getUint16(end + 10, true); index++) {
    const nameLength = view.getUint16(entry + 28, true)
    const local = view.getUint32(entry + 42, true)
    const start = local + 30 + nameLength
    const data = bytes.subarray(start, start + view.getUint32(entry + 24, true))
    found.set(
      new TextDecoder().decode(bytes.subarray(entry + 46, entry + 46 + nameLength)),
      new TextDecoder().decode(data),
    )
    entry += 46 + nameLength
  }
  return found
}

test('the work sheet is a workbook of three sheets with formulas, and its sums are the report’s', () => {
  const found = parts(fileOf('wages'))
  for (const name of [
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/workbook.xml',
    'xl/styles.xml',
    'xl/worksheets/sheet3.xml',
  ]) {
    expect(found.get(name)).toMatch(/^<\?xml /u)
  }
  expect(found.get('xl/worksheets/sheet1.xml')).toContain('<f>SUM(G2:G6)</f><v>22673.125</v>')
})

test('the recording is 25 seconds of one-channel sound with the recorder’s notes', () => {
  const bytes = fileOf('recording')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  expect(view.getUint32(4, true)).toBe(bytes.length - 8)
  expect([view.getUint16(22, true), view.getUint32(24, true), view.getUint16(34, true)]).toEqual([1, 16_000, 16])
  expect(new TextDecoder().decode(bytes.subarray(36, 300))).toContain('Tones stand for voices')
  const samples = new Int16Array(bytes.slice(-25 * 32_000).buffer)
  expect(samples.length).toBe(25 * 16_000)
  expect(samples.some((sample) => Math.abs(sample) > 8000)).toBe(true)
})

test('the film is three seconds of frames that can each be decoded', () => {
  const bytes = fileOf('walk')
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const frames: number[] = []
  for (let from = raw.indexOf('00dc'); from >= 0; from = raw.indexOf('00dc', from + 4)) frames.push(from)
  expect(frames.length).toBe(60)
  const first = (frames[0] ?? 0) + 8
  const image = new mupdf.Image(bytes.slice(first, frames[1]))
  expect([image.getWidth(), image.getHeight()]).toEqual([480, 270])
})

test('the e-mail carries the extract of slips whole', async () => {
  const message = new TextDecoder().decode(fileOf('mail'))
  const encoded = message.split('base64\r\n\r\n')[1]?.split('------=')[0] ?? ''
  expect(Buffer.from(encoded, 'base64').toString('utf8')).toBe(await tools.text('despatch-extract.csv'))
})

test('made again, by other tools, every file has the same bytes', async () => {
  const again = openEvidenceTools({
    texts: at('resources/sample'),
    fonts: families.map((family) => at(`node_modules/@expo-google-fonts/${family}`)),
  })
  for (const key of [
    'scale',
    'receipt',
    'ledger-masked',
    'inspection-report',
    'medical-report',
    'wages',
    'recording',
  ]) {
    expect(hashOf(await makeEvidence(key, again)), key).toBe(hashOf(fileOf(key)))
  }
}, 60_000)

test('a thing that has no file is not made', async () => {
  await expect(makeEvidence('hook', tools)).rejects.toThrow('only exhibits of the sample office that have a file')
})
