import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { degrees, PDFDocument, PDFString, StandardFonts } from '@cantoo/pdf-lib'
import { BundleWriter } from '../src-main/pdf/bundle-writer.ts'
import type { OutlineNode } from '../src-main/pdf/outline.ts'
import { openPdf } from '../src-main/pdf/source.ts'
import type { Stamp } from '../src-main/pdf/stamps.ts'
import { type Contender, measure, printCosts, printTarget, takeTurns } from './support.ts'

// The whole job of assembly - pages copied, stamped, labelled, bookmarked and linked - in a process of its own, against
// qpdf's bare merge of the same files. Run without arguments; `assemble LIST OUT` is what the measured process runs,
// and `make FOLDER PAGES` leaves a job to be looked into.

const script = new URL(import.meta.url).pathname
const corpus = new URL('../../shared/corpora/dev/pdf/ordinary', import.meta.url).pathname

interface Job {
  readonly files: readonly string[]
  readonly index: string
  readonly pages: number
}

const WORDS =
  'the kiln owner kept a ledger of advances and the families were told that no one may leave before it is paid'.split(
    ' ',
  )

const stamp = (page: number): Stamp => ({
  text: `CLK-${String(page + 1).padStart(6, '0')}`,
  position: 'bottom-right',
  sizePoints: 9,
  plate: true,
})

/** Binds the files of a job as an act would: cover reserved, index links resolved at the end. */
async function assemble(list: string, out: string): Promise<void> {
  const job = JSON.parse(readFileSync(list, 'utf8')) as Job
  const font = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf')
  const file = openSync(out, 'w')
  const hash = createHash('sha256')
  const sink = {
    write(bytes: Uint8Array): void {
      hash.update(bytes)
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at)
    },
  }
  const writer = new BundleWriter(sink, { id: new Uint8Array(16), font: readFileSync(font) })
  const index = await openPdf(readFileSync(job.index))
  const room = writer.reserve(index.pageCount)
  const outline: OutlineNode[] = []
  const firsts: number[] = []
  for (const [i, path] of job.files.entries()) {
    const source = await openPdf(readFileSync(path))
    const placed = await writer.addPdf(source, { stamp, keepOutline: true })
    firsts.push(placed.first)
    outline.push({ title: `Document ${String(i + 1)}`, page: placed.first, children: placed.outline })
    source.close()
  }
  await writer.fill(room, index, { stamp, resolve: (key) => firsts[Number(key)] })
  const labels = [{ from: 0, style: 'decimal', prefix: 'CLK-' }] as const
  const { pages } = await writer.finish({ title: 'Bench', producer: 'Clarkson', outline, labels })
  closeSync(file)
  process.stdout.write(`${JSON.stringify({ pages, sha256: hash.digest('hex') })}\n`)
}

async function compare(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'clarkson-bench-'))
  try {
    const small = await makeJob(folder, 1000)
    const large = await makeJob(folder, 5000)
    const first = await race(folder, small, process.env['SLOW'] === '1' ? 5 : 3)
    const second = await race(folder, large, process.env['SLOW'] === '1' ? 3 : 1)
    const results = [
      printTarget('1,000 pages, CPU of qpdf merge', first.cpu, 1, ' x'),
      printTarget('1,000 pages, wall of qpdf merge', first.wall, 1, ' x'),
      printTarget('1,000 pages, peak', first.peak, 200, ' MiB'),
      printTarget('5,000 pages, CPU of qpdf merge', second.cpu, 0.4, ' x'),
      printTarget('5,000 pages, peak', second.peak, 250, ' MiB'),
    ]
    return results.every(Boolean)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function race(folder: string, job: Job, rounds: number): Promise<{ cpu: number; wall: number; peak: number }> {
  const list = join(folder, `job-${String(job.pages)}.json`)
  writeFileSync(list, JSON.stringify(job))
  const bytes = job.files.reduce((sum, path) => sum + statSync(path).size, 0)
  const contenders: readonly Contender[] = [
    {
      name: 'assembly: stamps, labels, outline, links',
      run: () =>
        measure([
          process.execPath,
          '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
          script,
          'assemble',
          list,
          join(folder, 'ours.pdf'),
        ]),
    },
    {
      name: 'qpdf: merge only',
      run: () =>
        measure([
          'qpdf',
          '--empty',
          '--no-warn',
          '--warning-exit-0',
          '--pages',
          ...job.files,
          '--',
          join(folder, 'qpdf.pdf'),
        ]),
    },
  ]
  process.stdout.write(
    `\n  ${String(job.pages)} pages, ${(bytes / 2 ** 20).toFixed(0)} MiB in ${String(job.files.length)} files\n`,
  )
  const costs = await takeTurns(contenders, rounds)
  printCosts(
    contenders.map(({ name }) => name),
    costs,
  )
  const [ours, theirs] = costs
  if (ours === undefined || theirs === undefined) throw new Error('both ran')
  return { cpu: ours.cpuSeconds / theirs.cpuSeconds, wall: ours.wallSeconds / theirs.wallSeconds, peak: ours.peakMiB }
}

/** Makes mixed documents: half text, a third scans, forms, turned pages, and third-party files where there are any. */
async function makeJob(folder: string, pages: number): Promise<Job> {
  const third = await thirdParty(pages / 20)
  const files = third.map(({ path }) => path)
  const scans = await makeScans()
  let room = pages - third.reduce((sum, document) => sum + document.pages, 0)
  for (let i = 0; room > 0; i++) {
    const document = await makeDocument(i, room, scans[i % scans.length] ?? new Uint8Array())
    const path = join(folder, `${String(pages)}-${String(i)}.pdf`)
    writeFileSync(path, document.bytes)
    files.push(path)
    room -= document.pages
  }
  const index = join(folder, `index-${String(pages)}.pdf`)
  writeFileSync(index, await indexDocument(files.length))
  return { files, index, pages }
}

interface Made {
  readonly bytes: Uint8Array
  readonly pages: number
}

function makeDocument(i: number, room: number, scan: Uint8Array): Promise<Made> {
  const kind = i % 6
  if (kind < 3) return textDocument(Math.min(room, 1 + (i % 11)), i, kind < 2 ? 0 : 90 * (1 + (i % 3)))
  return kind < 5 ? scanDocument(scan, Math.min(room, 1 + (i % 7)), i) : formDocument(Math.min(room, 2), i)
}

async function make(folder: string, pages: number): Promise<void> {
  writeFileSync(join(folder, 'job.json'), JSON.stringify(await makeJob(folder, pages)))
}

async function thirdParty(most: number): Promise<readonly { readonly path: string; readonly pages: number }[]> {
  if (!existsSync(corpus)) return []
  const taken: { path: string; pages: number }[] = []
  let sum = 0
  for (const name of readdirSync(corpus).toSorted()) {
    const path = join(corpus, name)
    try {
      const source = await openPdf(readFileSync(path))
      if (source.route !== 'index' || sum + source.pageCount > most) continue
      taken.push({ path, pages: source.pageCount })
      sum += source.pageCount
    } catch {
      // Broken ones are another measurement's matter; qpdf would stop at some of them.
    }
  }
  return taken
}

async function textDocument(pages: number, seed: number, rotate: number): Promise<Made> {
  const document = await PDFDocument.create()
  const body = await document.embedFont(StandardFonts.TimesRoman)
  const head = await document.embedFont(StandardFonts.HelveticaBold)
  for (let p = 0; p < pages; p++) {
    const page = document.addPage([595, 842])
    page.setRotation(degrees(rotate))
    page.drawText(`Statement ${String(seed)}, page ${String(p + 1)}`, { x: 60, y: 780, size: 16, font: head })
    for (let row = 0; row < 44; row++)
      page.drawText(line(seed * 977 + p * 53 + row), { x: 60, y: 750 - row * 16, size: 11, font: body })
  }
  return { bytes: await document.save(), pages }
}

function line(seed: number): string {
  return Array.from({ length: 14 }, (_, i) => WORDS[(seed * 7 + i * i + i) % WORDS.length]).join(' ')
}

async function scanDocument(scan: Uint8Array, pages: number, seed: number): Promise<Made> {
  const document = await PDFDocument.create()
  for (let p = 0; p < pages; p++) {
    // Cameras and scanners never give the same file twice: a comment makes each its own.
    const image = await document.embedJpg(withComment(scan, `${String(seed)}-${String(p)}`))
    document.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 })
  }
  return { bytes: await document.save(), pages }
}

function withComment(jpeg: Uint8Array, text: string): Uint8Array {
  const comment = Buffer.from(text)
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, comment.length + 2]),
    comment,
    jpeg.subarray(2),
  ])
}

async function formDocument(pages: number, seed: number): Promise<Made> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  const form = document.getForm()
  for (let p = 0; p < pages; p++) {
    const page = document.addPage([595, 842])
    for (let row = 0; row < 12; row++) {
      const field = form.createTextField(`field.${String(p)}.${String(row)}`)
      field.setText(line(seed + row).slice(0, 40))
      field.addToPage(page, { x: 200, y: 760 - row * 50, width: 300, height: 24, font })
    }
  }
  return { bytes: await document.save(), pages }
}

/** What typesetting would give: an index whose rows link to documents by key. */
async function indexDocument(rows: number): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  const { context } = document
  for (let from = 0; from < rows; from += 40) {
    const page = document.addPage([595, 842])
    for (let i = from; i < Math.min(rows, from + 40); i++) {
      const y = 790 - (i - from) * 18
      page.drawText(`${String(i + 1)}. Document`, { x: 60, y, size: 10, font })
      const link = { Type: 'Annot', Subtype: 'Link', Rect: [60, y - 4, 535, y + 12], Border: [0, 0, 0] }
      const action = { S: 'URI', URI: PDFString.of(`clarkson://${String(i)}`) }
      page.node.addAnnot(context.register(context.obj({ ...link, A: action })))
    }
  }
  return document.save()
}

/** Grey pages with the noise of paper, about 130 KiB each, as scanners give them. */
async function makeScans(): Promise<readonly Uint8Array[]> {
  const mupdf = await import('mupdf')
  return Array.from({ length: 6 }, (_, scan) => {
    const pixmap = new mupdf.Pixmap(mupdf.ColorSpace.DeviceGray, [0, 0, 720, 1020], false)
    const pixels = pixmap.getPixels()
    let state = scan + 1
    for (let i = 0; i < pixels.length; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      pixels[i] = (i >> 9) % 3 === 0 && (i % 720) % 9 < 4 ? state >>> 26 : 225 + (state >>> 28)
    }
    const jpeg = pixmap.asJPEG(60, false)
    pixmap.destroy()
    return jpeg
  })
}

if (process.argv[2] === 'make') await make(process.argv[3] ?? '', Number(process.argv[4]))
else if (process.argv[2] === 'assemble') await assemble(process.argv[3] ?? '', process.argv[4] ?? '')
else process.exitCode = (await compare()) ? 0 : 1
