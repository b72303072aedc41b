import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { identityText } from '../../src-main/vault/age-keys.ts'
import { sealedSize } from '../../src-main/vault/age-stream.ts'
import { BlobBench, drain, filesUnder, hex, identity, openStore, refusal } from './vault-blob-fixture.ts'

const bench = new BlobBench()

const sizes = [0, 1, 65_535, 65_536, 65_537, 1_048_575, 1_048_576, 1_048_577, 2_097_152, 5_000_000]

describe('taking in evidence', () => {
  test.each(sizes)('a file of %i bytes is stored with its digests and read back the same', async (size) => {
    const bytes = randomBytes(size)
    const seen: number[] = []
    const stored = await bench.blobs.putFile(bench.source('file', bytes), { onProgress: (done) => seen.push(done) })
    expect(stored).toMatchObject({
      size,
      sha256: hex('sha256', bytes),
      sha1: hex('sha1', bytes),
      md5: hex('md5', bytes),
      epoch: 1,
    })
    expect(seen.at(-1)).toBe(size)
    expect(bytes.equals(await bench.blobs.readAll(stored, 10_000_000))).toBe(true)
    expect(await bench.blobs.verify(stored)).toEqual({ ok: true, sha256: stored.sha256 })
    const file = readFileSync(bench.pathOf(stored))
    // R20: the size on the disk says no more than the size of the plain bytes.
    expect(file.length).toBe(184 + sealedSize(size))
    expect(bench.files()).toEqual([bench.pathOf(stored)])
  })

  test('any lab opens a blob with the age command line and the exported identity', async (context) => {
    if (spawnSync('age', ['--version']).status !== 0) context.skip('age is not installed')
    const bytes = randomBytes(200_000)
    const stored = await bench.blobs.putBytes(bytes)
    writeFileSync(join(bench.root, 'identity'), identityText(identity))
    const opened = execFileSync('age', ['-d', '-i', join(bench.root, 'identity'), bench.pathOf(stored)])
    expect(opened.equals(bytes)).toBe(true)
  })

  test('a blob written in uneven pieces is the same as one written whole', async () => {
    const bytes = randomBytes(3_333_333)
    const writer = await bench.blobs.create()
    for (let at = 0; at < bytes.length;) {
      const end = at + 1 + ((at * 7919) % 1_500_000)
      await writer.write(bytes.subarray(at, end))
      at = end
    }
    const stored = await writer.commit()
    expect(stored.sha256).toBe(hex('sha256', bytes))
    expect(stored.md5).toBe(hex('md5', bytes))
    expect(bytes.equals(await drain(bench.blobs.read(stored)))).toBe(true)
  })

  test('a blob that is given up leaves no trace', async () => {
    const writer = await bench.blobs.create()
    await writer.write(randomBytes(2_000_000))
    await writer.abort()
    await writer.abort()
    expect(bench.files()).toEqual([])
  })

  test('many files at once keep their own digests', async () => {
    const all = Array.from({ length: 12 }, (_, i) => randomBytes(1 + i * 300_000))
    const stored = await Promise.all(all.map((bytes, i) => bench.blobs.putFile(bench.source(`f${String(i)}`, bytes))))
    for (const [i, bytes] of all.entries()) {
      expect(stored[i]?.sha1).toBe(hex('sha1', bytes))
      expect(stored[i]?.md5).toBe(hex('md5', bytes))
    }
  })

  test('a sparse file beyond four gibibytes is taken in whole', { timeout: 300_000 }, async (context) => {
    if (process.env['CLARKSON_SLOW'] === undefined) context.skip('set CLARKSON_SLOW to run it: 30 s and 4 GiB')
    const path = bench.source('sparse', new Uint8Array())
    truncateSync(path, 2 ** 32 + 12_345)
    const before = process.memoryUsage().rss
    const stored = await bench.blobs.putFile(path)
    const sum = execFileSync('sha256sum', [path], { encoding: 'utf8' }).slice(0, 64)
    expect(stored.sha256).toBe(sum)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20)
    const end = await drain(bench.blobs.read(stored, { start: 2 ** 32, end: stored.size }))
    expect(end.equals(Buffer.alloc(12_345))).toBe(true)
  })
})

describe('what can go wrong with a source', () => {
  test('each failure is its own refusal, and nothing is left behind', async () => {
    expect(await refusal(bench.blobs.putFile(join(bench.root, 'absent')))).toBe('source.not-found')
    expect(await refusal(bench.blobs.putFile(bench.root))).toBe('source.unreadable')
    execFileSync('mkfifo', [join(bench.root, 'pipe')])
    expect(await refusal(bench.blobs.putFile(join(bench.root, 'pipe')))).toBe('source.unreadable')
    expect(bench.files()).toEqual([])
  })

  test('a file without read permission is refused as unreadable', async (context) => {
    if (process.getuid?.() === 0) context.skip('root may read everything')
    const path = bench.source('private', randomBytes(10))
    chmodSync(path, 0)
    expect(await refusal(bench.blobs.putFile(path))).toBe('source.unreadable')
  })

  test('R33: a file that changes, or goes, while it is read is refused', async () => {
    const path = bench.source('growing', randomBytes(3_000_000))
    const grow = (): void => writeFileSync(path, 'more', { flag: 'a' })
    expect(await refusal(bench.blobs.putFile(path, { onProgress: grow }))).toBe('source.changed')
    const touched = bench.source('touched', randomBytes(3_000_000))
    const rewrite = (): void => writeFileSync(touched, randomBytes(3_000_000))
    expect(await refusal(bench.blobs.putFile(touched, { onProgress: rewrite }))).toBe('source.changed')
    const going = bench.source('going', randomBytes(3_000_000))
    expect(await refusal(bench.blobs.putFile(going, { onProgress: () => rmSync(going, { force: true }) }))).toBe(
      'source.vanished',
    )
    const swapped = bench.source('swapped', randomBytes(3_000_000))
    const swap = (): void => {
      if (existsSync(`${swapped}.old`)) return
      renameSync(swapped, `${swapped}.old`)
      writeFileSync(swapped, readFileSync(`${swapped}.old`))
    }
    expect(await refusal(bench.blobs.putFile(swapped, { onProgress: swap }))).toBe('source.changed')
    expect(bench.files()).toEqual([])
  })

  test('cancelling at any point leaves nothing behind', async () => {
    const path = bench.source('long', randomBytes(6_000_000))
    for (const after of [0, 1, 3, 6]) {
      const cancel = { aborted: after === 0 }
      let calls = 0
      const onProgress = (): void => {
        if (++calls === after) cancel.aborted = true
      }
      expect(await refusal(bench.blobs.putFile(path, { cancel, onProgress }))).toBe('cancelled')
      expect(bench.files()).toEqual([])
    }
  })

  test('a full disk is refused as such, and what was there stays', async (context) => {
    const small = join(bench.root, 'small')
    mkdirSync(small)
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', small]).status !== 0)
      context.skip('a small disk can be made by root alone')
    try {
      const store = openStore(small)
      const kept = await store.putBytes(randomBytes(500_000))
      const path = bench.source('large', randomBytes(5_000_000))
      expect(await refusal(store.putFile(path))).toBe('disk.full')
      expect(filesUnder(small)).toHaveLength(1)
      expect((await store.verify(kept)).ok).toBe(true)
    } finally {
      spawnSync('umount', [small])
    }
  })
})

/** What rows name, as a sweep asks for it. */
function onShelf(blobIds: readonly string[]): (shelf: string) => ReadonlySet<string> {
  return (shelf) => new Set(blobIds.filter((blobId) => blobId.startsWith(shelf)))
}

describe('keeping house', () => {
  test('forgetting removes a blob, and one that is not there is no failure', async () => {
    const stored = await bench.blobs.putBytes(randomBytes(10))
    await bench.blobs.forget([stored.blobId, stored.blobId, 'f'.repeat(32)])
    expect(bench.files()).toEqual([])
  })

  test('sweeping puts aside what no row names, deletes nothing, and names what is missing', async () => {
    const [kept, orphan] = [await bench.blobs.putBytes(randomBytes(10)), await bench.blobs.putBytes(randomBytes(20))]
    const shelf = join(bench.vault, 'blobs', 'ab')
    mkdirSync(shelf, { recursive: true })
    const part = `ab${'0'.repeat(30)}.age.part`
    writeFileSync(join(shelf, part), 'half a blob')
    const missing = 'c'.repeat(32)
    // The session that wrote them leaves them alone: their rows may be about to come.
    expect((await bench.blobs.sweep(onShelf([]))).orphans).toEqual([])
    mkdirSync(shelf, { recursive: true })
    writeFileSync(join(shelf, part), 'half a blob')
    const later = openStore(bench.vault)
    expect(await later.sweep(onShelf([kept.blobId, missing]))).toEqual({
      orphans: [orphan.blobId],
      unfinished: 1,
      missing: [missing],
    })
    expect(readdirSync(join(bench.vault, 'orphans')).toSorted()).toEqual([`${orphan.blobId}.age`, part].toSorted())
    expect((await later.verify(kept)).ok).toBe(true)
  })

  test('a decrypted copy is written whole, and never over another file unless told to', async () => {
    const bytes = randomBytes(1_200_000)
    const stored = await bench.blobs.putBytes(bytes)
    const out = join(bench.root, 'out')
    mkdirSync(out)
    const path = join(out, 'copy.bin')
    expect(await bench.blobs.extractTo(stored, path)).toEqual({ size: bytes.length, sha256: stored.sha256 })
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(await refusal(bench.blobs.extractTo(stored, path))).toBe('destination.exists')
    await bench.blobs.extractTo(stored, path, { overwrite: true })
    expect(await refusal(bench.blobs.extractTo(stored, join(bench.root, 'absent', 'copy')))).toBe(
      'destination.unwritable',
    )
    const cancel = { aborted: true }
    expect(await refusal(bench.blobs.extractTo(stored, join(out, 'other'), { cancel }))).toBe('cancelled')
    truncateSync(bench.pathOf(stored), 70_000)
    expect(await refusal(bench.blobs.extractTo(stored, join(out, 'bad')))).toBe('blob.damaged')
    expect(readdirSync(out)).toEqual(['copy.bin'])
  })
})
