import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const text = readFileSync(resolve(root, 'docs/PROOFS.md'), 'utf8')

interface Proof {
  readonly file: string
  readonly title: string | undefined
}

const proofsIn = (cell: string): readonly Proof[] =>
  [...cell.matchAll(/`((?:tests|bench|scripts)\/[^`]+)`(?:: \*([^*]+)\*)?/gu)].map(([, file = '', title]) => ({
    file,
    title,
  }))

/** Every line of a table that begins with a requirement's number. */
const requirements = [...text.matchAll(/^\| (R\d+) +\|[^|]*\|([^|]*)\|([^|]*)\|$/gmu)].map(
  ([, number = '', proofs = '', lacking = '']) => ({ number, proofs: proofsIn(proofs), lacking: lacking.trim() }),
)

/** Those of the vault, of its locks and of the window; the others belong to evidence and to handing over. */
const numbers = [...Array.from({ length: 26 }, (_, i) => i + 1), 31, 32, 33, 34, 35, 36, 40].map((n) => `R${String(n)}`)

function sourceOf(file: string): string {
  const path = resolve(root, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

describe('the page that says what proves what', () => {
  test('has each requirement once, in order', () => {
    expect(requirements.map(({ number }) => number)).toEqual(numbers)
  })

  test.each(requirements)(
    'names proofs of $number that exist, in files that name it, or says what is lacking',
    (one) => {
      if (one.proofs.length === 0) expect(one.lacking).not.toBe('')
      for (const { file } of one.proofs) {
        const isTest = file.startsWith('tests/')
        expect(sourceOf(file), file).toMatch(isTest ? new RegExp(String.raw`\b${one.number}\b`, 'u') : /./u)
      }
    },
  )

  test('names no title that no test has', () => {
    const all = proofsIn(text)
    expect(all.length).toBeGreaterThan(60)
    for (const { file, title } of all) {
      const source = sourceOf(file)
      expect(source, file).not.toBe('')
      if (title === undefined) continue
      const isThere = ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`))
      expect(isThere, `${file}: ${title}`).toBe(true)
    }
  })
})
