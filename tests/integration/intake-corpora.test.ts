import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { detectMediaType } from '../../src-main/intake/media-type.ts'
import type { StatementText } from '../../src-main/intake/paragraphs.ts'
import { readStatementSource, type StatementKind } from '../../src-main/intake/statement-source.ts'

const corpus = join(import.meta.dirname, '../../../shared/corpora/dev')

function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(corpus, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** ExifTool's names where they are not ours; ours is the registered one, or the plainer. */
const others: Readonly<Record<string, string>> = {
  'audio/x-wav': 'audio/wav',
  'image/x-tiff-big': 'image/tiff',
  'application/vnd.adobe.photoshop': 'image/vnd.adobe.photoshop',
  'image/apng': 'image/png',
  'image/x-sony-arw': 'image/tiff',
  'image/x-adobe-dng': 'image/tiff',
  'image/x-nikon-nef': 'image/tiff',
  'image/x-nikon-nrw': 'image/tiff',
}

// The corpora stand beside a checkout on some machines only; the unit tests carry the behaviour without them.
describe.skipIf(!existsSync(corpus))('on the shared corpora (skipped where they are not)', () => {
  test("media types agree with another program's", () => {
    const lines = readFileSync(join(corpus, 'ORACLE.jsonl'), 'utf8').trim().split('\n')
    const wrong: string[] = []
    let compared = 0
    for (const line of lines) {
      const { path, oracle } = JSON.parse(line) as { path: string; oracle: { MIMEType?: string } }
      if (oracle.MIMEType === undefined || !existsSync(join(corpus, path))) continue
      const bytes = readFileSync(join(corpus, path))
      const found = detectMediaType(bytes.subarray(0, 65_536), bytes.length, bytes.subarray(-65_536))
      compared++
      if (found !== (others[oracle.MIMEType] ?? oracle.MIMEType))
        wrong.push(`${path}: ${found}, not ${oracle.MIMEType}`)
    }
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(100)
  })

  test('every document is read or refused as a statement, none for long', () => {
    let read = 0
    for (const path of [...filesUnder('legal/uk-judgments-docx'), ...filesUnder('office')]) {
      const bytes = readFileSync(path)
      const kind: StatementKind = bytes[0] === 0x50 && bytes[1] === 0x4b ? 'docx' : 'text'
      const started = performance.now()
      let statement: StatementText | undefined
      try {
        statement = readStatementSource(bytes, kind)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        expect(['statement.unreadable-source', 'statement.empty']).toContain(error.code)
      }
      expect(performance.now() - started, path).toBeLessThan(10_000)
      if (statement !== undefined) read++
    }
    expect(read).toBeGreaterThan(100)
  })
})
