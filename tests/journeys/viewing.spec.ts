import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { addClient, importFiles, makeVault, openNewCase } from '../support/journey.ts'
import { launchClarkson, type Launched } from '../support/electron.ts'

let folder: string
let clarkson: Launched

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clarkson-journey-'))
  clarkson = await launchClarkson()
})
test.afterEach(async () => {
  await clarkson.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A film of two seconds, recorded by the window itself: white first, then blue. */
async function film(window: Page): Promise<Buffer> {
  const letters = await window.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 160
    canvas.height = 90
    const drawing = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    recorder.start()
    const began = performance.now()
    await new Promise<void>((resolve) => {
      const draw = (): void => {
        const seconds = (performance.now() - began) / 1_000
        if (drawing) {
          drawing.fillStyle = seconds < 1 ? '#ffffff' : '#0000ff'
          drawing.fillRect(0, 0, 160, 90)
          drawing.fillRect(0, 0, (seconds * 1_000) % 7, 1)
        }
        if (seconds < 2) setTimeout(draw, 40)
        else resolve()
      }
      draw()
    })
    const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve))
    recorder.stop()
    await ended
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  })
  return Buffer.from(letters, 'latin1')
}

/** A tone of two minutes: 16-bit mono at 8 kHz. */
function tone(): Buffer {
  const samples = 8_000 * 120
  const wav = Buffer.alloc(44 + samples * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + samples * 2, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(8_000, 24)
  wav.writeUInt32LE(16_000, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples * 2, 40)
  for (let i = 0; i < samples; i += 1) wav.writeInt16LE(Math.round(6_000 * Math.sin(i / 3)), 44 + i * 2)
  return wav
}

const mail = `From: Ravi <ravi@kiln.example>\r\nTo: office@kiln.example\r\nSubject: Wages of March\r\nDate: Mon, 2 Mar 2026 09:00:00 +0530\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>The list is with this.</p><img src="https://x.example/p.gif" onerror="document.title='ran'"><script>document.title='ran'</script>\r\n--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="wages.csv"\r\n\r\nname,paid,owed\r\nAsha,100,2000\r\nRavi,0,50\r\n--b--\r\n`
const chat = Array.from(
  { length: 400 },
  (_, i) => `3/4/24, 10:${String(i % 60).padStart(2, '0')} - ${i % 2 === 0 ? 'Asha' : 'Boss'}: message ${String(i)}`,
).join('\n')
const calls = [
  'caller;called;datetime;duration;cell id',
  ...Array.from({ length: 5_000 }, (_, i) => `77${String(i)};88;2026-03-01 10:00:00;${String(i)};13084`),
].join('\n')

test('mail, a conversation, calls, sound, film and bytes are looked at in the window', async () => {
  test.setTimeout(150_000)
  const { app, window } = clarkson
  const faults: string[] = []
  window.on('pageerror', ({ message }) => faults.push(message))
  const files = {
    'a.eml': mail,
    'b.txt': chat,
    'c.csv': calls,
    'd.wav': tone(),
    'e.webm': await film(window),
    'f.bin': Buffer.from('\u007fELF\u0002\u0001\u0001 a hidden sentence\u0000\u0001', 'latin1'),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  await makeVault(app, window, join(folder, 'vault'))
  await openNewCase(window, 'Brick kiln')
  await addClient(window, 'Asha Devi')
  await importFiles(
    app,
    window,
    Object.keys(files).map((name) => join(folder, name)),
  )
  const register = window.getByRole('grid', { name: 'Evidence register' })
  const open = async (mark: string): Promise<Locator> => {
    await register.getByRole('row', { name: new RegExp(mark, 'u') }).click()
    return window.getByRole('region', { name: `Exhibit ${mark}` })
  }

  const letter = await open('EX-0001')
  await expect(letter.getByRole('region', { name: 'Mail' })).toContainText('The list is with this.')
  await expect(letter).toContainText('It would fetch one thing from the network; it was not fetched.')
  await letter.getByRole('button', { name: 'Make an exhibit of wages.csv' }).click()
  await expect(letter).toContainText('Is EX-0007')

  const conversation = await open('EX-0002')
  await expect(conversation).toContainText('3 Apr 2024')
  await conversation.getByText('Month, day, year').click()
  await expect(conversation).toContainText('4 Mar 2024')
  await conversation.getByText(/^Who wrote/u).click()
  await conversation.getByRole('button', { name: /Party who wrote as Asha/u }).click()
  await window.getByRole('option', { name: 'Client 1' }).click()
  await expect(conversation.getByRole('article').first()).toContainText('Asha (Client 1)')

  const table = await open('EX-0003')
  const cells = table.getByRole('table', { name: 'Calls' })
  await expect(cells.getByRole('columnheader', { name: 'Caller' })).toBeVisible()
  await table.locator('table').evaluate((grid) => grid.parentElement?.scrollTo(0, 1e7))
  await expect(cells).toContainText('1:23:19')
  await table.getByRole('button', { name: 'Columns of calls…' }).click()

  // Sound is taken in ranges: it stands at its hundredth second before all of it was read.
  const sound = await open('EX-0004')
  const audio = sound.locator('audio')
  await audio.evaluate(
    (media: HTMLMediaElement) =>
      new Promise((resolve) => (media.readyState > 0 ? resolve(0) : media.addEventListener('loadedmetadata', resolve))),
  )
  await sound.getByRole('region', { name: 'Player' }).focus()
  for (let i = 0; i < 3; i += 1) await sound.getByRole('button', { name: 'On 10 s' }).click()
  await sound.getByRole('region', { name: 'Player' }).press('j')
  await expect.poll(() => audio.evaluate((media: HTMLMediaElement) => Math.round(media.currentTime))).toBe(20)
  expect(await audio.evaluate((media: HTMLMediaElement) => Math.round(media.duration))).toBe(120)

  const recording = await open('EX-0005')
  const video = recording.locator('video')
  await video.evaluate(async (media: HTMLVideoElement) => {
    media.currentTime = 1.6
    await new Promise((resolve) => media.addEventListener('seeked', resolve, { once: true }))
  })
  await recording.getByRole('button', { name: 'Keep this frame' }).click()
  await expect(window.getByRole('region', { name: 'Notices' })).toContainText('EX-0008')
  const frame = await open('EX-0008')
  const picture = frame.getByRole('img').first()
  await expect(picture).toBeVisible()
  await frame.getByRole('tab', { name: 'Details' }).click()
  await expect(frame).toContainText(/00:00:01\.\d{3}/u)

  const bytes = await open('EX-0006')
  await expect(bytes).toContainText('7f 45 4c 46')
  await bytes.getByRole('tab', { name: 'Text found' }).click()
  await expect(bytes).toContainText('a hidden sentence')

  expect(await window.title()).not.toContain('ran')
  expect(faults).toEqual([])
})
