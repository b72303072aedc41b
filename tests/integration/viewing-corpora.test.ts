import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Contents, contentsKindOf } from '../../src-main/intake/contents-kind.ts'
import { detectMediaType } from '../../src-main/intake/media-type.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { createReaderClient } from '../../src-main/pages/reader-client.ts'
import { forkReader } from '../../src-main/pages/reader-fork.ts'

const corpus = join(import.meta.dirname, '../../../shared/corpora/dev')
const slowest = 30_000
const reader = createReaderClient(forkReader(resolve(import.meta.dirname, '../../out/main/reader.cjs')), {
  timeoutMs: slowest,
})
afterAll(() => reader.stop())

const modern = /^image\/(?:webp|avif|hei[cf])/u

/** What becomes of a file: as what it is shown, or why not; undefined for one of another format. */
async function outcomeOf(path: string): Promise<string | undefined> {
  const bytes = readFileSync(path)
  const mediaType = detectMediaType(bytes.subarray(0, 65_536), bytes.length, bytes.subarray(-65_536))
  const kind = contentsKindOf(mediaType)
  if (kind === undefined && !modern.test(mediaType)) return undefined
  try {
    if (kind === undefined) {
      await reader.describe({ key: path, bytes: () => Promise.resolve(bytes) })
      return 'picture: shown'
    }
    const { is } = await reader.parse('contents', bytes, { options: { kind }, schema: Contents })
    return `${kind}: ${is === 'none' ? 'as text or bytes' : `shown as ${is}`}`
  } catch (error) {
    return `${kind ?? 'picture'}: ${error instanceof Refusal ? error.code : String(error)}`
  }
}

describe.skipIf(!existsSync(corpus))('the formats of the shared corpora (skipped where they are not)', () => {
  test('are each shown, or it is said why not; none ends the reader or takes half a minute', async () => {
    const counts: Record<string, number> = {}
    const lost: string[] = []
    const files = readdirSync(corpus, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const entry of files) {
      const path = join(entry.parentPath, entry.name)
      const outcome = await outcomeOf(path)
      if (outcome === undefined) continue
      counts[outcome] = (counts[outcome] ?? 0) + 1
      if (/ (?:reader\.|(?!image|source|pdf)\w+Error)/u.test(outcome)) lost.push(`${outcome} ${path}`)
    }
    console.info(Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    expect(lost).toEqual([])
  }, 240_000)
})
