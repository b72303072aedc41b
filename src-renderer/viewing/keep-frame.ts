import type { ExhibitId } from '../../src-main/contract/ids.ts'
import type { Output } from '../../src-main/contract/index.ts'
import { call } from '../app/bridge.ts'

/** The most that one frame may take when it goes to the keeper, in letters of base64. */
const MOST = 900_000

/** The frame as a JPEG in base64, as good as fits. */
function pictureOf(film: HTMLVideoElement): string {
  const canvas = document.createElement('canvas')
  canvas.width = film.videoWidth
  canvas.height = film.videoHeight
  const drawing = canvas.getContext('2d')
  if (drawing === null || canvas.width === 0) throw new Error('no frame is there yet')
  drawing.drawImage(film, 0, 0)
  const png = lettersOf(canvas.toDataURL('image/png'))
  if (png.length <= MOST) return png
  for (const quality of [0.95, 0.9, 0.85, 0.75, 0.6]) {
    const jpeg = lettersOf(canvas.toDataURL('image/jpeg', quality))
    if (jpeg.length <= MOST) return jpeg
  }
  return lettersOf(canvas.toDataURL('image/jpeg', 0.4))
}

function lettersOf(address: string): string {
  return address.slice(address.indexOf(',') + 1)
}

/** Keeps the frame at which a film stands as an exhibit of its own. */
export function keepFrame(exhibitId: ExhibitId, film: HTMLVideoElement): Promise<Output<'derive.make'>> {
  film.pause()
  const atMs = Math.round(film.currentTime * 1_000)
  return call('derive.make', { exhibitId, recipe: { way: 'frame', atMs, picture: pictureOf(film) } })
}
