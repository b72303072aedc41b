import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { createReaderClient } from '../../src-main/pages/reader-client.ts'
import { forkReader } from '../../src-main/pages/reader-fork.ts'
import { makeBundle, soundPlan } from '../support/pages-bundle.ts'
import { png, tiff } from '../support/pages-pictures.ts'

const LIMIT_MS = 10_000
const reader = fileURLToPath(new URL('../../src-main/reader.ts', import.meta.url))
const client = createReaderClient(forkReader(reader), { timeoutMs: LIMIT_MS, mostOpenDocuments: 2 })
afterAll(() => client.stop())

/** Opens a file and draws its first page in the reader; what became of it, by the name of the refusal. */
async function outcomeOf(key: string, bytes: Uint8Array): Promise<string> {
  const source = { key, bytes: async () => bytes }
  try {
    await client.describe(source)
    await client.render(source, 0, 1000)
    await client.text(source, 0)
    return 'drawn'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** A generator of numbers that is the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A PDF of the given objects, with a right cross-reference table. */
function pdfOf(objects: readonly (string | Buffer)[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let at = 9
  objects.forEach((object, i) => {
    offsets.push(at)
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')])
    parts.push(whole)
    at += whole.length
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Root 1 0 R/Size ${size}>>\nstartxref\n${at}\n%%EOF`,
    ),
  )
  return Buffer.concat(parts)
}

function stream(dictionary: string, data: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${data.length}>>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ])
}

const catalog = '<</Type/Catalog/Pages 2 0 R>>'
const onePage = '<</Type/Pages/Kids[3 0 R]/Count 1>>'

const traps: Readonly<Record<string, () => Uint8Array>> = {
  'a page tree that goes in a circle': () => pdfOf([catalog, '<</Type/Pages/Kids[2 0 R]/Count 1>>']),
  'a page tree that claims a thousand million pages': () =>
    pdfOf([catalog, '<</Type/Pages/Kids[3 0 R]/Count 1000000000>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>']),
  'a page of two million points': () =>
    pdfOf([catalog, onePage, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000000 2000000]>>']),
  'a page without a size': () => pdfOf([catalog, onePage, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]>>']),
  'a form that draws itself': () =>
    pdfOf([
      catalog,
      onePage,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R>>',
      stream('', Buffer.from('/F Do')),
      stream(
        '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>',
        Buffer.from('/F Do /F Do /F Do'),
      ),
    ]),
  'contents that unpack to two hundred million bytes': () =>
    pdfOf([
      catalog,
      onePage,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>',
      stream('/Filter[/FlateDecode/FlateDecode]', deflateSync(deflateSync(Buffer.alloc(200_000_000, 0x20)))),
    ]),
  'a picture of ten thousand pixels a side': () =>
    pdfOf([
      catalog,
      onePage,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>',
      stream('', Buffer.from('99 0 0 99 0 0 cm /I Do')),
      stream(
        '/Type/XObject/Subtype/Image/Width 10000/Height 10000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode',
        deflateSync(Buffer.alloc(300_000_000)),
      ),
    ]),
  'a picture that claims more pixels than there are atoms in it': () =>
    pdfOf([
      catalog,
      onePage,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>',
      stream('', Buffer.from('99 0 0 99 0 0 cm /I Do')),
      stream(
        '/Type/XObject/Subtype/Image/Width 2000000000/Height 2000000000/ColorSpace/DeviceCMYK/BitsPerComponent 16',
        Buffer.alloc(9),
      ),
    ]),
}

describe('a file that means harm', () => {
  test.each(Object.keys(traps))(
    '%s is drawn or refused within the limit',
    async (name) => {
      const outcome = await outcomeOf(name, traps[name]?.() ?? new Uint8Array(0))
      expect(['drawn', 'pdf.damaged', 'pdf.no-pages', 'source.too-large']).toContain(outcome)
    },
    60_000,
  )

  test('a damaged file never takes the reader with it: truncated, bits flipped, bytes at random', async () => {
    const random = numbers(2026)
    const whole: readonly Uint8Array[] = [await makeBundle(soundPlan()), png(6), tiff([1, 8])]
    const outcomes = new Set<string>()
    for (let i = 0; i < 60; i++) {
      const bytes = Uint8Array.from(whole[i % whole.length] ?? [])
      const length = i % 2 === 0 ? bytes.length : Math.floor(random() * bytes.length)
      for (let flips = 0; flips < 40; flips++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
      outcomes.add(await outcomeOf(`damaged ${i}`, bytes.subarray(0, length)))
    }
    for (let i = 0; i < 20; i++) {
      const noise = Uint8Array.from({ length: 2000 }, () => Math.floor(random() * 256))
      outcomes.add(await outcomeOf(`noise ${i}`, Buffer.concat([Buffer.from('%PDF-1.7\n'), noise])))
    }
    expect(outcomes).not.toContain('reader.failed')
    expect(outcomes).not.toContain('reader.timed-out')
  }, 60_000)

  const corpora = fileURLToPath(new URL('../../../shared/corpora/dev', import.meta.url))
  test.skipIf(!existsSync(corpora))(
    'every file of the corpora is drawn or refused within the limit (skipped where they are absent)',
    async () => {
      const table = new Map<string, number>()
      const lost: string[] = []
      for (const file of filesUnder(join(corpora, 'pdf')).concat(filesUnder(join(corpora, 'images')))) {
        const outcome = await outcomeOf(file, readFileSync(file))
        table.set(outcome, (table.get(outcome) ?? 0) + 1)
        if (outcome.startsWith('reader.')) lost.push(file)
      }
      console.info(Object.fromEntries(table))
      expect(lost).toEqual([])
    },
    240_000,
  )
})

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}
