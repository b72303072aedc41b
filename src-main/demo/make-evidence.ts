import { assert, unreachable } from '../kernel/errors.ts'
import { windowOn, pressThumb, scanned, turnedLeft } from './drawing/paper.ts'
import { draw, type Picture, type Stage } from './drawing/picture.ts'
import { gate, quarters } from './drawing/stages-life.ts'
import { lorry, scale } from './drawing/stages-work.ts'
import { kiln, stacks } from './drawing/stages.ts'
import { withExif } from './files/exif.ts'
import { motionJpeg } from './files/film.ts'
import { utf8 } from './files/octets.ts'
import { scannedPdf, type ScannedPage } from './files/scanned-pdf.ts'
import { recording } from './files/sound.ts'
import type { EvidenceTools } from './files/tools.ts'
import { wagesWorkbook } from './files/wages.ts'
import { sampleEvidence } from './sample-office.ts'
import type { SampleContent, SampleEvidence, SceneName } from './sample-types.ts'

const specimen = 'Specimen of an invented case, made for a sample office'

const stages: Record<SceneName, () => Stage> = { kiln, stacks, gate, quarters, scale, lorry }

/** Lets the process answer whoever else is asking, between two pieces of work. */
const breathe = async (): Promise<void> => {
  await new Promise<void>((resume) => {
    setImmediate(resume)
  })
}

const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)

type Of<M extends SampleContent['make']> = Extract<SampleContent, { make: M }>

async function photograph(item: SampleEvidence, content: Of<'photograph'>, tools: EvidenceTools): Promise<Uint8Array> {
  const { latitude, longitude, accuracyMetres } = item.place
  assert(latitude !== undefined && longitude !== undefined, 'a sample photograph says where it was taken')
  const stage = stages[content.scene]()
  const picture = content.upright ? turnedLeft(draw(stage, 960, 1280)) : draw(stage, 1280, 960)
  return withExif(await tools.jpeg(picture, 84), {
    make: 'Sample Optics',
    model: content.model,
    description: `Drawn by a program, not a photograph. ${specimen}.`,
    takenAt: item.collectedAt,
    latitude,
    longitude,
    accuracyMetres: accuracyMetres ?? 10,
    orientation: content.upright ? 6 : 1,
    width: picture.width,
    height: picture.height,
  })
}

async function film(tools: EvidenceTools): Promise<Uint8Array> {
  const wide = draw(kiln(), 720, 270)
  const frames: Uint8Array[] = []
  for (let frame = 0; frame < 30; frame++) {
    frames.push(await tools.jpeg(windowOn(wide, Math.round((frame / 29) * 240), 480), 80))
  }
  return motionJpeg({ frames, width: 480, height: 270, perSecond: 10, notes: `${specimen}. Drawn by a program.` })
}

/** Typesets a hand-written paper with its protected names shown or covered. */
async function handwritten(name: string, masked: boolean, tools: EvidenceTools): Promise<Uint8Array> {
  return tools.typeset(`#let masked = ${String(masked)}\n${await tools.text(name)}`, secondsOf('2026-02-20T06:00:00Z'))
}

async function ledger(item: SampleEvidence, masked: boolean, tools: EvidenceTools): Promise<Uint8Array> {
  const clean = await handwritten('ledger.typ', masked, tools)
  const pages: ScannedPage[] = []
  const dpi = masked ? 150 : 200
  for (let index = 0; index < 3; index++) {
    const page = await tools.page(clean, index, dpi)
    const sheet = { seed: index + 1, askew: 0.6 - index * 0.5, paper: [240, 230, 205], bound: 'left' } as const
    const picture = scanned(page, sheet)
    pages.push({ jpeg: await tools.jpeg(picture, 70), width: picture.width, height: picture.height, dpi })
    await breathe()
  }
  const stamp = item.collectedAt.slice(0, 19).replaceAll(/[-T:]/gu, '')
  return scannedPdf(pages, { title: 'Scan', producer: specimen, created: `D:${stamp}+05'30'` })
}

/** Covers a rectangle of a page in black. */
function cover(page: Picture, box: { x: number; y: number; width: number; height: number }): void {
  for (let y = box.y; y < box.y + box.height; y++) {
    page.rgb.fill(0, (y * page.width + box.x) * 3, (y * page.width + box.x + box.width) * 3)
  }
}

async function receipt(masked: boolean, tools: EvidenceTools): Promise<Uint8Array> {
  const page = await tools.page(await handwritten('receipt.typ', masked, tools), 0, 150)
  if (masked) cover(page, { x: 192, y: 455, width: 110, height: 132 })
  else pressThumb(page, { x: 248, y: 525, size: 79 }, 3)
  return tools.png(scanned(page, { seed: 1, askew: -0.7, paper: [241, 233, 214], bound: 'none' }), 150)
}

async function mail(content: Of<'mail'>, tools: EvidenceTools): Promise<Uint8Array> {
  const attached = Buffer.from(await tools.text(content.attachment), 'utf8').toString('base64')
  const lines = attached.replaceAll(/.{76}/gu, '$&\r\n')
  const message = (await tools.text(content.source)).replaceAll('\n', '\r\n')
  return utf8(message.replace('{{attachment}}', lines))
}

function sound(item: SampleEvidence): Uint8Array {
  return recording(25, {
    INAM: item.title,
    ICRD: item.collectedAt.slice(0, 10),
    ISFT: 'Sample Recorder 3',
    ICMT: `${specimen}. Tones stand for voices; nothing is said.`,
  })
}

async function made(item: SampleEvidence, content: SampleContent, tools: EvidenceTools): Promise<Uint8Array> {
  switch (content.make) {
    case 'photograph':
      return photograph(item, content, tools)
    case 'film':
      return film(tools)
    case 'ledger':
      return ledger(item, content.masked, tools)
    case 'receipt':
      return receipt(content.masked, tools)
    case 'paper': {
      const source = `${await tools.text('paper.typ')}\n${await tools.text(content.source)}`
      return tools.typeset(source, secondsOf(item.collectedAt))
    }
    case 'recording':
      return sound(item)
    case 'wages':
      return wagesWorkbook()
    case 'text':
      return utf8(await tools.text(content.source))
    case 'mail':
      return mail(content, tools)
    default:
      return unreachable(content)
  }
}

/**
 * Makes the bytes of one exhibit of the sample office: the same every time on one version of the program. Gives way to
 * other work of the process before it starts.
 *
 * @throws Bug for a key that is not in {@link sampleEvidence}, or an exhibit that has no file.
 */
export async function makeEvidence(key: string, tools: EvidenceTools): Promise<Uint8Array> {
  const item = sampleEvidence.find((one) => one.key === key)
  assert(item?.content, 'only exhibits of the sample office that have a file are made')
  await breathe()
  return made(item, item.content, tools)
}
