import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { restrictCase } from '../../src-main/acts/compartments/restrict-case.ts'
import { importEvidence } from '../../src-main/acts/import-evidence.ts'
import { verifyExhibit } from '../../src-main/acts/integrity/verify-exhibit.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { languagesAt } from '../../src-main/acts/texts/languages.ts'
import { readTexts, recogniseTexts, textsWaiting } from '../../src-main/acts/texts/read-texts.ts'
import { textOfExhibit, textOfPage, textState } from '../../src-main/acts/texts/text-of-page.ts'
import { createGrants } from '../../src-main/door/grants.ts'
import { createHandlers } from '../../src-main/door/handlers.ts'
import { createIncidents } from '../../src-main/door/incidents.ts'
import { createJobs } from '../../src-main/door/jobs.ts'
import { serve } from '../../src-main/door/serve.ts'
import { createSession } from '../../src-main/door/session.ts'
import { openDocument } from '../../src-main/pages/document.ts'
import { renderPage } from '../../src-main/pages/render.ts'
import { textOfPage as textOfLayer } from '../../src-main/pages/text.ts'
import * as custody from '../../src-main/store/custody.ts'
import * as texts from '../../src-main/store/texts.ts'
import { characterErrors } from '../support/character-errors.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, openTestOffice, places, testTools } from '../support/office.ts'
import { openTypesetter, profileOf } from '../support/typeset-pages.ts'

const sentences = {
  Spanish: 'El peón pidió un adelanto y el dueño guardó sus papeles.',
  Hindi: 'मज़दूर ने ठेकेदार से पाँच हज़ार रुपये का कर्ज़ लिया और उसकी चिट्ठी मालिक ने रख ली।',
  Bengali: 'শ্রমিকটি ঠিকাদারের কাছ থেকে টাকা ধার নিয়েছিল এবং মালিক কাগজ রেখে দিয়েছে।',
  Tamil: 'தொழிலாளி கடனை திருப்பிக் கொடுத்தும் முதலாளி அவரை வெளியே விடவில்லை.',
  Khmer: 'កម្មករម្នាក់ខ្ចីប្រាក់ពីម្ចាស់ឡឥដ្ឋ ហើយមិនអាចចាកចេញបានទេ។',
  Thai: 'คนงานกู้เงินจากนายจ้างและถูกยึดหนังสือเดินทางไว้',
  Burmese: 'အလုပ်သမားသည် ငွေချေးပြီးနောက် စက်ရုံမှ ထွက်ခွင့်မရခဲ့ပါ။',
  Arabic: 'اقترض العامل 5000 من صاحب العمل في 12/10/2025 واحتجز جواز سفره.',
} as const
const english = 'The brick kiln owner kept the identity card of the worker until the advance was repaid in full.'

const folder = ownFolder('texts')
const tools = testTools()
const languages = languagesAt({ modules: places.modules, stateFolder: join(folder, 'state') })
let office: Office
let caseId: string
/** The exhibits by the names of their files. */
const ids = new Map<string, string>()

function idOf(name: string): string {
  const id = ids.get(name)
  if (id === undefined) throw new Error(`no exhibit of ${name}`)
  return id
}

function statement(bodies: readonly string[]): Uint8Array {
  return openTypesetter().statement({
    profile: profileOf('GENERIC'),
    caption: [],
    values: { NAME: 'Priya Raman', OCCUPATION: 'Labour inspector' },
    facts: [],
    body: bodies.map((text) => ({ kind: 'paragraph', text })),
    exhibits: [],
    links: true,
  })
}

function squeezed(text: string): string {
  return text.normalize('NFC').replaceAll(/\s/gu, '')
}

async function pictureOf(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await openDocument(pdf)
  try {
    return renderPage(document, 0, { dpi: 200 }).png
  } finally {
    document.close()
  }
}

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'vault'))
  caseId = newCase(office.desk)
  const scripts = statement(Object.values(sentences))
  const files: readonly (readonly [string, Uint8Array])[] = [
    ['scripts.pdf', scripts],
    ['card.png', await pictureOf(statement([english]))],
    [
      'letter.txt',
      Buffer.from([...Buffer.from('The owner said: pay first. Caf'), 0xe9, ...Buffer.from(' Mumbai, signed')]),
    ],
    ['broken.pdf', scripts.subarray(0, 900)],
    ['noise.bin', Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 73) % 256))],
  ]
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
  const paths = files.map(([name]) => join(folder, name))
  const { added } = await importEvidence(office.desk, {
    caseId,
    paths,
    recursive: false,
    details: {},
    keepDuplicates: true,
  })
  for (const { exhibitId, file } of added) ids.set(file.name, exhibitId)
})

test('reading that is cancelled goes on where it was, and every file says what came of it', async () => {
  expect(textsWaiting(office.desk)).toBe(5)
  const stop = new AbortController()
  const watch = { cancel: stop.signal, onProgress: () => stop.abort() }
  await expect(readTexts(office.desk, caseId, { languages, watch })).rejects.toMatchObject({ code: 'cancelled' })
  expect(textsWaiting(office.desk)).toBe(3)
  expect(await readTexts(office.desk, undefined, { languages })).toEqual({ read: 1, nothing: 1, failed: 1 })
  expect(textsWaiting(office.desk)).toBe(0)
  expect(textState(office.desk, idOf('broken.pdf'))).toMatchObject({ state: 'failed', reason: 'pdf.damaged' })
  expect(textState(office.desk, idOf('noise.bin'))).toMatchObject({ state: 'nothing', canRecognise: false })
  expect(textState(office.desk, idOf('card.png'))).toMatchObject({ state: 'nothing', canRecognise: true })
  expect((await verifyExhibit(office.desk, idOf('broken.pdf'))).ok).toBe(true)
  expect(textOfExhibit(office.desk, idOf('letter.txt')).pages[0]?.text).toContain('Café Mumbai')
})

test.each(Object.entries(sentences))(
  'what our own documents say in %s is kept word for word, and lit where it stands',
  (_, sentence) => {
    const exhibitId = idOf('scripts.pdf')
    const whole = textOfExhibit(office.desk, exhibitId).pages
    expect(squeezed(whole.map(({ text }) => text).join('\n'))).toContain(squeezed(sentence))
    const word = sentence.split(' ')[1] ?? sentence.slice(0, 6)
    const lit = whole.flatMap(({ page }) => textOfPage(office.desk, { exhibitId, page, find: word }))
    const boxes = lit.flatMap((one) => one.lit.map((box) => ({ ...box, right: one.width, bottom: one.height })))
    expect(boxes.length).toBeGreaterThan(0)
    for (const { x, y, width, height, right, bottom } of boxes) {
      expect([x, y, right - x - width, bottom - y - height].every((room) => room > 10)).toBe(true)
      expect(width > 2 && width < 450 && height > 6 && height < 40).toBe(true)
    }
  },
)

describe('recognition', () => {
  test('finds the words of a picture and where they stand, beside which language and how sure', async () => {
    const exhibitId = idOf('card.png')
    expect(await recogniseTexts(office.desk, { exhibitIds: [exhibitId], languages: ['eng'] }, { languages })).toEqual({
      read: 1,
      nothing: 0,
      failed: 0,
    })
    const [page] = textOfPage(office.desk, { exhibitId, page: 1, find: 'identity card' })
    expect(page).toMatchObject({ source: 'ocr', language: 'eng' })
    expect(page?.confidence).toBeGreaterThan(80)
    expect(squeezed(page?.text ?? '')).toContain(squeezed(english))
    expect(page?.lit).toHaveLength(2)
    const [first, second] = page?.lit ?? []
    expect(second?.x).toBeGreaterThan(first?.x ?? Number.POSITIVE_INFINITY)
  }, 60_000)

  test('leaves a page alone that has a text of its own, and refuses a language that is not there', async () => {
    const exhibitIds = [idOf('scripts.pdf')]
    await recogniseTexts(office.desk, { exhibitIds, languages: ['hin'] }, { languages })
    const read = office.desk.connection.read((reader) => texts.pagesRead(reader, idOf('scripts.pdf')))
    expect(read.every(({ source }) => source === 'layer')).toBe(true)
    await expect(recogniseTexts(office.desk, { exhibitIds, languages: ['khm'] }, { languages })).rejects.toMatchObject({
      code: 'language.unknown',
    })
  })

  test('takes a language from a file that is one, and no other', async () => {
    const brought = join(places.modules, '@tesseract.js-data/swa/4.0.0_best_int/swa.traineddata.gz')
    cpSync(brought, join(folder, 'lug.traineddata.gz'))
    writeFileSync(join(folder, 'xho.traineddata'), Buffer.alloc(4_096, 7))
    writeFileSync(join(folder, 'zul.traineddata.gz'), readFileSync(brought).subarray(0, 50_000))
    const { reader } = office.desk
    expect(await languages.add(join(folder, 'lug.traineddata.gz'), reader)).toBe('lug')
    expect(await languages.list()).toContainEqual({ code: 'lug', from: 'person' })
    for (const name of ['xho.traineddata', 'zul.traineddata.gz', 'letter.txt'])
      await expect(languages.add(join(folder, name), reader), name).rejects.toMatchObject({ code: 'language.damaged' })
    expect(
      await recogniseTexts(office.desk, { exhibitIds: [idOf('card.png')], languages: ['lug'] }, { languages }),
    ).toMatchObject({ read: 1 })
  }, 60_000)
})

test('the window reads what an exhibit says only when that was opened, which is an event of its custody', async () => {
  const session = createSession()
  const [grants, incidents, emit] = [createGrants(), createIncidents(), (): void => undefined]
  const jobs = createJobs({ emit, incidents, now: () => '2026-03-02T10:30:00.000Z', newId: randomUUID })
  const answer = serve(createHandlers({ session, grants, jobs, tools, places, emit }), incidents)
  session.enter(office)
  const exhibitId = idOf('letter.txt')
  await readTexts(office.desk, caseId, { languages })
  const asked = { exhibitId, page: 1, find: 'pay first' }
  const events = (): number =>
    office.desk.connection.read((reader) => custody.chain(reader, exhibitId)).filter(({ kind }) => kind === 'accessed')
      .length
  const before = events()
  expect(await answer('texts.page', asked)).toMatchObject({ ok: false, failure: { code: 'grant.unknown' } })
  expect(events()).toBe(before)
  expect(await answer('exhibit.view', { exhibitId })).toMatchObject({ ok: true })
  expect(events()).toBe(before + 1)
  expect(await answer('texts.page', asked)).toMatchObject({ ok: true, value: [{ hits: [{ start: 16 }] }] })
  expect(events()).toBe(before + 1)
  await jobs.close()
})

test('a case that is restricted takes its texts along, each as it was', async () => {
  const before = textOfPage(office.desk, { exhibitId: idOf('card.png'), page: 1, find: 'card' })
  await restrictCase(office, { caseId, holders: [office.desk.user.id] })
  const desk = office.compartments.deskOf([caseId])
  expect(desk).not.toBe(office.desk)
  expect(textOfPage(desk, { exhibitId: idOf('card.png'), page: 1, find: 'card' })).toEqual(before)
  const left = office.desk.connection.read((reader) => reader.all('SELECT text FROM exhibit_pages_text'))
  expect(left).toEqual([])
})

const corpus = resolve(import.meta.dirname, '../../../shared/corpora/dev/ocr-and-text/udhr-rendered')

// The corpora stand beside a checkout on some machines only; our own documents above carry the behaviour without them.
test.skipIf(!existsSync(corpus) || !existsSync('/usr/bin/pdftotext'))(
  "no language of the shared corpus is read worse than by poppler's pdftotext and two hundredths more",
  async () => {
    for (const code of 'arb ben eng hin khm mya nep spa swh tam tgl tha urd'.split(' ')) {
      const path = join(corpus, `udhr-${code}.pdf`)
      const truth = readFileSync(join(corpus, `udhr-${code}.gt.txt`), 'utf8')
      const document = await openDocument(readFileSync(path))
      const own = Array.from({ length: document.pageCount }, (_, page) => textOfLayer(document, page).plain).join('\n')
      document.close()
      const theirs = execFileSync('/usr/bin/pdftotext', [path, '-'], { encoding: 'utf8' })
      expect(characterErrors(own, truth), code).toBeLessThanOrEqual(characterErrors(theirs, truth) + 2)
    }
  },
)
