import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { showCustody } from '../../src-main/acts/custody.ts'
import { deriveExhibit, lineageOf } from '../../src-main/acts/derive/make-derived.ts'
import { getExhibit, getFile } from '../../src-main/acts/exhibits.ts'
import { fileMadeEvidence } from '../../src-main/acts/import-evidence.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { verifyLedger } from '../../src-main/acts/verify-ledger.ts'
import { DeriveRecipe } from '../../src-main/contract/derive.ts'
import { encodePng } from '../../src-main/pages/png.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, openTestOffice } from '../support/office.ts'
import { wordyPdf } from '../support/source-pdfs.ts'
import { readPages } from '../support/typeset-pages.ts'

const folder = ownFolder('derive')
let office: Office
let caseId: string
let photo: string
let report: string

/** Four quarters: red and green above, blue and white below. */
function quarters(): Uint8Array {
  const [width, height] = [40, 20]
  const colours = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ]
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rgb.set(colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? [], (y * width + x) * 3)
  return encodePng({ widthPixels: width, heightPixels: height, rgb }, 72)
}

async function bytesOf(exhibitId: string): Promise<Uint8Array> {
  const file = office.desk.connection.read((reader) => getFile(reader, exhibitId))
  return office.desk.blobs.readAll(file, 10_000_000)
}

/** Words as a PDF's own text may hold them: plain, or as hex. */
function asPdfWrites(text: string): RegExp {
  return new RegExp(`${text}|${Buffer.from(text).toString('hex')}`, 'iu')
}

/** The colour in the middle of a picture, and its size. */
async function middle(
  bytes: Uint8Array,
): Promise<{ readonly size: readonly number[]; readonly colour: readonly number[] }> {
  const mupdf = await import('mupdf')
  const pixmap = new mupdf.Image(bytes).toPixmap()
  const [width, height] = [pixmap.getWidth(), pixmap.getHeight()]
  const at = Math.floor(height / 2) * pixmap.getStride() + Math.floor(width / 2) * pixmap.getNumberOfComponents()
  const components = pixmap.getNumberOfComponents()
  const raw = Array.from(pixmap.getPixels().slice(at, at + components))
  return { size: [width, height], colour: components === 1 ? [raw[0] ?? 0, raw[0] ?? 0, raw[0] ?? 0] : raw.slice(0, 3) }
}

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'office'))
  caseId = newCase(office.desk)
  const file = async (name: string, bytes: Uint8Array): Promise<string> =>
    (
      await fileMadeEvidence(office.desk, {
        caseId,
        name,
        bytes,
        details: { sensitivity: 'sensitive', language: 'hi' },
        before: [],
      })
    ).exhibitId
  photo = await file('photo.png', quarters())
  report = await file('report.pdf', await wordyPdf('report', 4))
})

test('a part of a picture is a new exhibit that names its original, the tool and every setting; the original is as it was', async () => {
  const before = await bytesOf(photo)
  const crop = { left: 500, top: 0, right: 1000, bottom: 500 }
  const recipe = DeriveRecipe.parse({ way: 'picture', crop, turns: 1, to: 'png' })
  const { exhibitId, mark } = await deriveExhibit(office.desk, { exhibitId: photo, recipe })
  expect(await middle(await bytesOf(exhibitId))).toEqual({ size: [10, 20], colour: [0, 255, 0] })
  expect(Buffer.from(await bytesOf(photo)).equals(before)).toBe(true)

  const { sha256 } = office.desk.connection.read((reader) => getFile(reader, photo))
  const made = office.desk.connection.read((reader) => getExhibit(reader, exhibitId))
  expect(made).toMatchObject({ mark, derivedFrom: photo, details: { sensitivity: 'sensitive', source: 'EX-0001' } })
  const [first] = showCustody(office.desk, exhibitId).events
  expect(first).toMatchObject({
    kind: 'created',
    by: 'Amina',
    details: {
      parent: { exhibitId: photo, sha256 },
      tool: { name: 'Clarkson (MuPDF)' },
      settings: { way: 'crop', left: 500, right: 1000, turns: 1, format: 'png' },
    },
  })
  expect(showCustody(office.desk, photo).events.at(-1)).toMatchObject({ kind: 'copied', note: `crop: ${mark}` })
  expect(lineageOf(office.desk, photo).made).toMatchObject([{ exhibitId, way: 'crop', parentSha256: sha256 }])
  expect(lineageOf(office.desk, exhibitId).parent).toMatchObject({ exhibitId: photo, mark: 'EX-0001' })
})

test('a picture is made darker by as much as was asked', async () => {
  const crop = { left: 600, top: 600, right: 900, bottom: 900 }
  const recipe = DeriveRecipe.parse({ way: 'picture', crop, brightness: -50, to: 'png' })
  const { exhibitId } = await deriveExhibit(office.desk, { exhibitId: photo, recipe })
  const { colour } = await middle(await bytesOf(exhibitId))
  for (const part of colour) expect(Math.abs(part - 128)).toBeLessThanOrEqual(1)
})

test('an excerpt has the pages that were asked for and nothing of the others', async () => {
  const { exhibitId } = await deriveExhibit(office.desk, {
    exhibitId: report,
    recipe: { way: 'excerpt', pages: '3,1' },
  })
  const bytes = await bytesOf(exhibitId)
  const pages = await readPages(bytes)
  expect(pages.map(({ text }) => /report page \d/u.exec(text)?.[0])).toEqual(['report page 3', 'report page 1'])
  const mupdf = await import('mupdf')
  const opened = mupdf.Document.openDocument(bytes, 'application/pdf').asPDF()
  const streams = Buffer.from(opened?.saveToBuffer('decompress').asUint8Array() ?? []).toString('latin1')
  expect(streams).toMatch(asPdfWrites('report page 3'))
  expect(streams).not.toMatch(asPdfWrites('report page 2'))
  const none = deriveExhibit(office.desk, { exhibitId: report, recipe: { way: 'excerpt', pages: '5' } })
  await expect(none).rejects.toMatchObject({ code: 'exhibit.no-such-pages', facts: { pages: 4 } })
  const wrong = deriveExhibit(office.desk, { exhibitId: photo, recipe: { way: 'excerpt', pages: '1' } })
  await expect(wrong).rejects.toMatchObject({ code: 'source.unsupported' })
})

test('a translation keeps its translator and certificate, and is a text beside its original', async () => {
  const recipe = DeriveRecipe.parse({
    way: 'translation',
    text: '[00:00:03] We came in November.',
    language: 'en',
    from: 'hi',
    translator: 'R. Iyer',
    certificate: 'I know both languages.',
    certifiedOn: '2026-03-01',
  })
  const { exhibitId } = await deriveExhibit(office.desk, { exhibitId: report, recipe })
  expect(Buffer.from(await bytesOf(exhibitId)).toString()).toBe('[00:00:03] We came in November.\n')
  expect(lineageOf(office.desk, exhibitId).parent?.settings).toMatchObject({
    language: 'en',
    translator: 'R. Iyer',
    certificate: 'I know both languages.',
    certifiedOn: '2026-03-01',
  })
  expect(office.desk.connection.read((reader) => getExhibit(reader, exhibitId)).details.language).toBe('en')
})

test('nothing is made from a file that is not what was imported', async () => {
  const { blobId } = office.desk.connection.read((reader) => getFile(reader, photo))
  const path = join(folder, 'office', 'blobs', blobId.slice(0, 2), `${blobId}.age`)
  const whole = readFileSync(path)
  writeFileSync(path, whole.with(250, (whole[250] ?? 0) ^ 1))
  const recipe = DeriveRecipe.parse({ way: 'picture' })
  await expect(deriveExhibit(office.desk, { exhibitId: photo, recipe })).rejects.toMatchObject({ code: 'blob.damaged' })
  writeFileSync(path, whole)
})

test('the ledger names what was made', async () => {
  const { desk, vault } = office
  expect(await verifyLedger({ look: (work) => desk.connection.read(work), vault })).toMatchObject({ ok: true })
})
