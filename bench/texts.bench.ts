import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { openDocument } from '../src-main/pages/document.ts'
import { textOfPage } from '../src-main/pages/text.ts'
import { characterErrors } from '../tests/support/character-errors.ts'

// What is read wrongly in the layers of PDFs in thirteen languages, in hundredths of their characters, against poppler's
// pdftotext on the same files in the same run. The files stand beside a checkout on some machines only.

const MOST_MORE = 2
const corpus = resolve(import.meta.dirname, '../../shared/corpora/dev/ocr-and-text/udhr-rendered')

function popplers(path: string): string | undefined {
  try {
    return execFileSync('pdftotext', [path, '-'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}

async function ownText(path: string): Promise<string> {
  const document = await openDocument(readFileSync(path))
  try {
    return Array.from({ length: document.pageCount }, (_, page) => textOfPage(document, page).plain).join('\n')
  } finally {
    document.close()
  }
}

if (existsSync(corpus)) {
  process.stdout.write('language  poppler   Clarkson  ms\n')
  for (const name of readdirSync(corpus).filter((file) => file.endsWith('.pdf'))) {
    const path = resolve(corpus, name)
    const truth = readFileSync(path.replace('.pdf', '.gt.txt'), 'utf8')
    const theirs = popplers(path)
    const began = performance.now()
    const own = characterErrors(await ownText(path), truth)
    const took = performance.now() - began
    const judged = theirs === undefined ? undefined : characterErrors(theirs, truth)
    const isWorse = judged !== undefined && own > judged + MOST_MORE
    if (isWorse) process.exitCode = 1
    const columns = [
      name.slice('udhr-'.length, -'.pdf'.length).padEnd(8),
      judged?.toFixed(2).padStart(6) ?? 'none',
      own.toFixed(2).padStart(8),
    ]
    process.stdout.write(`${columns.join('  ')}  ${took.toFixed(0).padStart(4)}${isWorse ? '  worse' : ''}\n`)
  }
} else process.stdout.write('skipped: the corpora are not beside this checkout\n')
