import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { sealedSize } from '../../src-main/vault/age-stream.ts'
import { type StoredBlob } from '../../src-main/vault/blobs.ts'
import { BlobBench, drain, refusal } from './vault-blob-fixture.ts'

const bench = new BlobBench()

describe('R17: no change of a blob goes unnoticed', () => {
  const bytes = randomBytes(300_000)
  let stored: StoredBlob
  let sound: Buffer

  beforeEach(async () => {
    stored = await bench.blobs.putBytes(bytes)
    sound = readFileSync(bench.pathOf(stored))
  })

  async function fails(altered: Uint8Array): Promise<boolean> {
    writeFileSync(bench.pathOf(stored), altered)
    if ((await bench.blobs.verify(stored)).ok) return false
    const given: Uint8Array[] = []
    try {
      for await (const part of bench.blobs.read(stored)) given.push(part.slice())
      return false
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'blob.damaged') throw error
    }
    // Whatever was given out before is as it should be.
    const all = Buffer.concat(given)
    return all.equals(bytes.subarray(0, all.length))
  }

  test('one flipped bit anywhere', { timeout: 60_000 }, async () => {
    for (let i = 0; i < 2_000; i++) {
      const altered = Buffer.from(sound)
      const at = i < 250 ? i : Math.floor(Math.random() * sound.length)
      altered[at] = (altered[at] ?? 0) ^ (1 << (i % 8))
      expect(await fails(altered), `byte ${String(at)}`).toBe(true)
    }
  })

  test('cutting, lengthening, dropping, swapping or emptying chunks', async () => {
    const prefix = sound.length - sealedSize(bytes.length)
    const chunk = 65_552
    const cuts = Array.from({ length: 5 }, (_, i) => prefix + i * chunk)
    for (const cut of [
      0,
      1,
      100,
      ...cuts,
      ...Array.from({ length: 100 }, () => Math.floor(Math.random() * sound.length)),
    ])
      expect(await fails(sound.subarray(0, cut)), `cut at ${String(cut)}`).toBe(true)
    expect(await fails(Buffer.concat([sound, Buffer.alloc(1)]))).toBe(true)
    expect(await fails(Buffer.concat([sound, sound.subarray(prefix, prefix + chunk)]))).toBe(true)
    const part = (i: number): Buffer => sound.subarray(prefix + i * chunk, prefix + (i + 1) * chunk)
    const head = sound.subarray(0, prefix)
    expect(await fails(Buffer.concat([head, part(1), part(0), part(2), part(3), part(4)]))).toBe(true)
    expect(await fails(Buffer.concat([head, part(0), part(1), part(2), part(4)]))).toBe(true)
    expect(await fails(Buffer.alloc(sound.length))).toBe(true)
  })

  test('the check says where it begins', async () => {
    const altered = Buffer.from(sound)
    const prefix = sound.length - sealedSize(bytes.length)
    altered[prefix + 2 * 65_552 + 5] = 0
    altered[prefix + 2 * 65_552 + 6] = 0
    altered[prefix + 2 * 65_552 + 7] = 0
    writeFileSync(bench.pathOf(stored), altered)
    expect(await bench.blobs.verify(stored)).toEqual({ ok: false, reason: 'damaged', firstBadByte: 131_072 })
    rmSync(bench.pathOf(stored))
    expect(await bench.blobs.verify(stored)).toEqual({ ok: false, reason: 'missing' })
    expect(await refusal(drain(bench.blobs.read(stored)))).toBe('blob.missing')
  })
})

describe('R18: a blob is the one that its row names', () => {
  test('two sound blobs that changed places are found out before a byte is shown', async () => {
    const [a, b] = [await bench.blobs.putBytes(randomBytes(70_000)), await bench.blobs.putBytes(randomBytes(70_000))]
    const [bytesA, bytesB] = [readFileSync(bench.pathOf(a)), readFileSync(bench.pathOf(b))]
    writeFileSync(bench.pathOf(a), bytesB)
    writeFileSync(bench.pathOf(b), bytesA)
    for (const blob of [a, b]) {
      const reading = bench.blobs.read(blob, { start: 10, end: 20 })[Symbol.asyncIterator]()
      expect(await refusal(reading.next())).toBe('blob.damaged')
    }
  })

  test('the same bytes encrypted once more to the same identity are not the same blob', async () => {
    const bytes = randomBytes(70_000)
    const [old, other] = [await bench.blobs.putBytes(bytes), await bench.blobs.putBytes(bytes)]
    writeFileSync(bench.pathOf(old), readFileSync(bench.pathOf(other)))
    expect(await refusal(bench.blobs.readAll(old, 100_000))).toBe('blob.damaged')
  })

  test('a row of an epoch whose identity is not there is refused', async () => {
    const stored = await bench.blobs.putBytes(randomBytes(10))
    expect(await refusal(bench.blobs.readAll({ ...stored, epoch: 2 }, 100))).toBe('blob.damaged')
  })
})

test('R19: any part of a blob equals that part of the original', async () => {
  const bytes = randomBytes(1_500_000)
  const stored = await bench.blobs.putBytes(bytes)
  const times: number[] = []
  for (let i = 0; i < 1_000; i++) {
    const start = Math.floor(Math.random() * (bytes.length + 1))
    const end = Math.min(bytes.length, start + Math.floor(Math.random() ** 3 * 200_000))
    const begun = performance.now()
    const part = await drain(bench.blobs.read(stored, { start, end }))
    times.push(performance.now() - begun)
    expect(part.equals(bytes.subarray(start, end))).toBe(true)
  }
  // p95 of reads of up to 200 kB, header included; a generous bound on a busy machine.
  expect(times.toSorted((a, b) => a - b)[950]).toBeLessThan(25)
})
