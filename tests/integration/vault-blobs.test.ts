import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FailureCode } from '../../src-main/contract/failure.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { identityText, newIdentity } from '../../src-main/vault/age-keys.ts'
import { sealedSize } from '../../src-main/vault/age-stream.ts'
import { openBlobs, type BlobRef, type BlobStore, type StoredBlob } from '../../src-main/vault/blobs.ts'

let root = ''
let vault = ''
let blobs: BlobStore
const identity = newIdentity()

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'clarkson-blobs-'))
  vault = join(root, 'vault')
  mkdirSync(vault)
  blobs = openBlobs(vault, { currentEpoch: 1, identityOf: (epoch) => (epoch === 1 ? identity : undefined) })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function pathOf({ blobId }: BlobRef): string {
  return join(vault, 'blobs', blobId.slice(0, 2), `${blobId}.age`)
}

function source(name: string, bytes: Uint8Array): string {
  const path = join(root, name)
  writeFileSync(path, bytes)
  return path
}

function hex(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex')
}

async function refusal(work: Promise<unknown>): Promise<FailureCode | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Refusal) return error.code
      throw error
    },
  )
}

async function drain(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part.slice())
  return Buffer.concat(all)
}

/** Everything in the vault's folder that is a file. */
function files(folder = vault): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

const sizes = [0, 1, 65_535, 65_536, 65_537, 1_048_575, 1_048_576, 1_048_577, 2_097_152, 5_000_000]

describe('taking in evidence', () => {
  test.each(sizes)('a file of %i bytes is stored with its digests and read back the same', async (size) => {
    const bytes = randomBytes(size)
    const seen: number[] = []
    const stored = await blobs.putFile(source('file', bytes), { onProgress: (done) => seen.push(done) })
    expect(stored).toMatchObject({
      size,
      sha256: hex('sha256', bytes),
      sha1: hex('sha1', bytes),
      md5: hex('md5', bytes),
      epoch: 1,
    })
    expect(seen.at(-1)).toBe(size)
    expect(bytes.equals(await blobs.readAll(stored, 10_000_000))).toBe(true)
    expect(await blobs.verify(stored)).toEqual({ ok: true, sha256: stored.sha256 })
    const file = readFileSync(pathOf(stored))
    // R20: the size on the disk says no more than the size of the plain bytes.
    expect(file.length).toBe(184 + sealedSize(size))
    expect(files()).toEqual([pathOf(stored)])
  })

  test('any lab opens a blob with the age command line and the exported identity', async (context) => {
    if (spawnSync('age', ['--version']).status !== 0) return context.skip('age is not installed')
    const bytes = randomBytes(200_000)
    const stored = await blobs.putBytes(bytes)
    writeFileSync(join(root, 'identity'), identityText(identity))
    const opened = execFileSync('age', ['-d', '-i', join(root, 'identity'), pathOf(stored)])
    expect(opened.equals(bytes)).toBe(true)
  })

  test('a blob written in uneven pieces is the same as one written whole', async () => {
    const bytes = randomBytes(3_333_333)
    const writer = await blobs.create()
    for (let at = 0; at < bytes.length;) {
      const end = at + 1 + ((at * 7919) % 1_500_000)
      await writer.write(bytes.subarray(at, end))
      at = end
    }
    const stored = await writer.commit()
    expect(stored.sha256).toBe(hex('sha256', bytes))
    expect(stored.md5).toBe(hex('md5', bytes))
    expect(bytes.equals(await drain(blobs.read(stored)))).toBe(true)
  })

  test('a blob that is given up leaves no trace', async () => {
    const writer = await blobs.create()
    await writer.write(randomBytes(2_000_000))
    await writer.abort()
    await writer.abort()
    expect(files()).toEqual([])
  })

  test('many files at once keep their own digests', async () => {
    const all = Array.from({ length: 12 }, (_, i) => randomBytes(1 + i * 300_000))
    const stored = await Promise.all(all.map((bytes, i) => blobs.putFile(source(`f${String(i)}`, bytes))))
    for (const [i, bytes] of all.entries()) {
      expect(stored[i]?.sha1).toBe(hex('sha1', bytes))
      expect(stored[i]?.md5).toBe(hex('md5', bytes))
    }
  })

  test('a sparse file beyond four gibibytes is taken in whole', { timeout: 300_000 }, async (context) => {
    if (process.env['CLARKSON_SLOW'] === undefined) return context.skip('set CLARKSON_SLOW to run it: 30 s and 4 GiB')
    const path = source('sparse', new Uint8Array())
    truncateSync(path, 2 ** 32 + 12_345)
    const before = process.memoryUsage().rss
    const stored = await blobs.putFile(path)
    const sum = execFileSync('sha256sum', [path], { encoding: 'utf8' }).slice(0, 64)
    expect(stored.sha256).toBe(sum)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
    const end = await drain(blobs.read(stored, { start: 2 ** 32, end: stored.size }))
    expect(end.equals(Buffer.alloc(12_345))).toBe(true)
  })
})

describe('what can go wrong with a source', () => {
  test('each failure is its own refusal, and nothing is left behind', async () => {
    expect(await refusal(blobs.putFile(join(root, 'absent')))).toBe('source.not-found')
    expect(await refusal(blobs.putFile(root))).toBe('source.unreadable')
    execFileSync('mkfifo', [join(root, 'pipe')])
    expect(await refusal(blobs.putFile(join(root, 'pipe')))).toBe('source.unreadable')
    expect(files()).toEqual([])
  })

  test('a file without read permission is refused as unreadable', async (context) => {
    if (process.getuid?.() === 0) return context.skip('root may read everything')
    const path = source('private', randomBytes(10))
    chmodSync(path, 0)
    expect(await refusal(blobs.putFile(path))).toBe('source.unreadable')
  })

  test('a file that changes, or goes, while it is read is refused', async () => {
    const path = source('growing', randomBytes(3_000_000))
    const grow = (): void => writeFileSync(path, 'more', { flag: 'a' })
    expect(await refusal(blobs.putFile(path, { onProgress: grow }))).toBe('source.changed')
    const touched = source('touched', randomBytes(3_000_000))
    const rewrite = (): void => writeFileSync(touched, randomBytes(3_000_000))
    expect(await refusal(blobs.putFile(touched, { onProgress: rewrite }))).toBe('source.changed')
    const going = source('going', randomBytes(3_000_000))
    expect(await refusal(blobs.putFile(going, { onProgress: () => rmSync(going, { force: true }) }))).toBe(
      'source.vanished',
    )
    const swapped = source('swapped', randomBytes(3_000_000))
    const swap = (): void => {
      if (existsSync(`${swapped}.old`)) return
      renameSync(swapped, `${swapped}.old`)
      writeFileSync(swapped, readFileSync(`${swapped}.old`))
    }
    expect(await refusal(blobs.putFile(swapped, { onProgress: swap }))).toBe('source.changed')
    expect(files()).toEqual([])
  })

  test('cancelling at any point leaves nothing behind', async () => {
    const path = source('long', randomBytes(6_000_000))
    for (const after of [0, 1, 3, 6]) {
      const cancel = { aborted: after === 0 }
      let calls = 0
      const onProgress = (): void => {
        if (++calls === after) cancel.aborted = true
      }
      expect(await refusal(blobs.putFile(path, { cancel, onProgress }))).toBe('cancelled')
      expect(files()).toEqual([])
    }
  })

  test('a full disk is refused as such, and what was there stays', async (context) => {
    const small = join(root, 'small')
    mkdirSync(small)
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', small]).status !== 0)
      return context.skip('a small disk can be made by root alone')
    try {
      const store = openBlobs(small, { currentEpoch: 1, identityOf: () => identity })
      const kept = await store.putBytes(randomBytes(500_000))
      const path = source('large', randomBytes(5_000_000))
      expect(await refusal(store.putFile(path))).toBe('disk.full')
      expect(files(small)).toHaveLength(1)
      expect((await store.verify(kept)).ok).toBe(true)
    } finally {
      spawnSync('umount', [small])
    }
  })
})

describe('R17: no change of a blob goes unnoticed', () => {
  const bytes = randomBytes(300_000)
  let stored: StoredBlob
  let sound: Buffer

  beforeEach(async () => {
    stored = await blobs.putBytes(bytes)
    sound = readFileSync(pathOf(stored))
  })

  async function fails(altered: Uint8Array): Promise<boolean> {
    writeFileSync(pathOf(stored), altered)
    if ((await blobs.verify(stored)).ok) return false
    const given: Uint8Array[] = []
    try {
      for await (const part of blobs.read(stored)) given.push(part.slice())
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
    writeFileSync(pathOf(stored), altered)
    expect(await blobs.verify(stored)).toEqual({ ok: false, reason: 'damaged', firstBadByte: 131_072 })
    rmSync(pathOf(stored))
    expect(await blobs.verify(stored)).toEqual({ ok: false, reason: 'missing' })
    expect(await refusal(drain(blobs.read(stored)))).toBe('blob.missing')
  })
})

describe('R18: a blob is the one that its row names', () => {
  test('two sound blobs that changed places are found out before a byte is shown', async () => {
    const [a, b] = [await blobs.putBytes(randomBytes(70_000)), await blobs.putBytes(randomBytes(70_000))]
    const [bytesA, bytesB] = [readFileSync(pathOf(a)), readFileSync(pathOf(b))]
    writeFileSync(pathOf(a), bytesB)
    writeFileSync(pathOf(b), bytesA)
    for (const blob of [a, b]) {
      const reading = blobs.read(blob, { start: 10, end: 20 })[Symbol.asyncIterator]()
      expect(await refusal(reading.next())).toBe('blob.damaged')
    }
  })

  test('the same bytes encrypted once more to the same identity are not the same blob', async () => {
    const bytes = randomBytes(70_000)
    const [old, other] = [await blobs.putBytes(bytes), await blobs.putBytes(bytes)]
    writeFileSync(pathOf(old), readFileSync(pathOf(other)))
    expect(await refusal(blobs.readAll(old, 100_000))).toBe('blob.damaged')
  })

  test('a row of an epoch whose identity is not there is refused', async () => {
    const stored = await blobs.putBytes(randomBytes(10))
    expect(await refusal(blobs.readAll({ ...stored, epoch: 2 }, 100))).toBe('blob.damaged')
  })
})

test('R19: any part of a blob equals that part of the original', async () => {
  const bytes = randomBytes(1_500_000)
  const stored = await blobs.putBytes(bytes)
  const times: number[] = []
  for (let i = 0; i < 1_000; i++) {
    const start = Math.floor(Math.random() * (bytes.length + 1))
    const end = Math.min(bytes.length, start + Math.floor(Math.random() ** 3 * 200_000))
    const begun = performance.now()
    const part = await drain(blobs.read(stored, { start, end }))
    times.push(performance.now() - begun)
    expect(part.equals(bytes.subarray(start, end))).toBe(true)
  }
  // p95 of reads of up to 200 kB, header included; a generous bound on a busy machine.
  expect(times.toSorted((a, b) => a - b)[950]).toBeLessThan(25)
})

describe('keeping house', () => {
  test('forgetting removes a blob, and one that is not there is no failure', async () => {
    const stored = await blobs.putBytes(randomBytes(10))
    await blobs.forget([stored.blobId, stored.blobId, 'f'.repeat(32)])
    expect(files()).toEqual([])
  })

  test('sweeping puts aside what no row names, deletes nothing, and names what is missing', async () => {
    const [kept, orphan] = [await blobs.putBytes(randomBytes(10)), await blobs.putBytes(randomBytes(20))]
    const shelf = join(vault, 'blobs', 'ab')
    mkdirSync(shelf, { recursive: true })
    const part = `ab${'0'.repeat(30)}.age.part`
    writeFileSync(join(shelf, part), 'half a blob')
    const missing = 'c'.repeat(32)
    // The session that wrote them leaves them alone: their rows may be about to come.
    expect((await blobs.sweep(new Set())).orphans).toEqual([])
    mkdirSync(shelf, { recursive: true })
    writeFileSync(join(shelf, part), 'half a blob')
    const later = openBlobs(vault, { currentEpoch: 1, identityOf: () => identity })
    expect(await later.sweep(new Set([kept.blobId, missing]))).toEqual({
      orphans: [orphan.blobId],
      unfinished: 1,
      missing: [missing],
    })
    expect(readdirSync(join(vault, 'orphans')).toSorted()).toEqual([`${orphan.blobId}.age`, part].toSorted())
    expect((await later.verify(kept)).ok).toBe(true)
  })

  test('a decrypted copy is written whole, and never over another file unless told to', async () => {
    const bytes = randomBytes(1_200_000)
    const stored = await blobs.putBytes(bytes)
    const out = join(root, 'out')
    mkdirSync(out)
    const path = join(out, 'copy.bin')
    expect(await blobs.extractTo(stored, path)).toEqual({ size: bytes.length, sha256: stored.sha256 })
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(await refusal(blobs.extractTo(stored, path))).toBe('destination.exists')
    await blobs.extractTo(stored, path, { overwrite: true })
    expect(await refusal(blobs.extractTo(stored, join(root, 'absent', 'copy')))).toBe('destination.unwritable')
    const cancel = { aborted: true }
    expect(await refusal(blobs.extractTo(stored, join(out, 'other'), { cancel }))).toBe('cancelled')
    truncateSync(pathOf(stored), 70_000)
    expect(await refusal(blobs.extractTo(stored, join(out, 'bad')))).toBe('blob.damaged')
    expect(readdirSync(out)).toEqual(['copy.bin'])
  })
})
