/** One frame, where the film does not say how long its frames are: those of most telephones, in seconds. */
const FRAME = 1 / 30
const FASTEST = 4

/** Moves on or back, in seconds, within what there is. */
export function step(media: HTMLMediaElement, seconds: number): void {
  const end = Number.isFinite(media.duration) ? media.duration : media.currentTime + Math.abs(seconds)
  media.currentTime = Math.max(0, Math.min(end, media.currentTime + seconds))
}

/** Plays, or stands still. */
export function toggle(media: HTMLMediaElement): void {
  if (media.paused) void media.play().catch(() => undefined)
  else media.pause()
}

/** Plays; each time again a little faster. */
function faster(media: HTMLMediaElement): void {
  media.playbackRate = media.paused ? 1 : Math.min(FASTEST, media.playbackRate * 1.5)
  if (media.paused) void media.play().catch(() => undefined)
}

function stepFrame(media: HTMLMediaElement, frames: number): void {
  media.pause()
  step(media, frames * FRAME)
}

const keys: Readonly<Record<string, (media: HTMLMediaElement) => void>> = {
  j: (media) => step(media, -10),
  k: (media) => {
    media.playbackRate = 1
    toggle(media)
  },
  l: faster,
  ',': (media) => stepFrame(media, -1),
  '.': (media) => stepFrame(media, 1),
  m: (media) => {
    media.muted = !media.muted
  },
}

/** Does what a key stands for, as editors of film have it; false for any other key. */
export function pressKey(media: HTMLMediaElement, key: string): boolean {
  const work = keys[key.toLowerCase()]
  work?.(media)
  return work !== undefined
}
