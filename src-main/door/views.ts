import { randomBytes } from 'node:crypto'
import type { View } from '../contract/exhibits.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Desk } from '../acts/desk.ts'
import type { Viewed } from '../acts/view-exhibit.ts'

/** What the window is looking at, under tokens that say nothing of what they stand for. */
export interface Views {
  /** Gives the window a token for what was opened at a desk; the oldest tokens are let go. */
  show(viewed: Viewed, desk: Desk): View
  /** One page as a PNG. `index` counts from 0, `width` is in device pixels. @throws Refusal `grant.unknown` */
  page(token: string, index: number, width: number): Promise<Uint8Array>
  /** What a media token stands for. @throws Refusal `grant.unknown` */
  media(token: string): { readonly size: number; readonly mediaType: string }
  /** Bytes of a media token, from `start` to before `end`. @throws Refusal `grant.unknown` */
  bytes(token: string, start: number, end: number): Promise<Uint8Array>
}

const MOST_TOKENS = 64

/** Keeps the views of one session. */
export function createViews(): Views {
  const shown = new Map<string, { readonly viewed: Viewed; readonly desk: Desk }>()

  const find = <A extends Viewed['as']>(
    token: string,
    as: A,
  ): { readonly viewed: Extract<Viewed, { as: A }>; readonly desk: Desk } => {
    const found = shown.get(token)
    if (found?.viewed.as !== as) throw new Refusal('grant.unknown', {})
    return { viewed: found.viewed as Extract<Viewed, { as: A }>, desk: found.desk }
  }

  const keep = (viewed: Viewed, desk: Desk): string => {
    const token = randomBytes(16).toString('base64url')
    shown.set(token, { viewed, desk })
    for (const oldest of shown.keys()) {
      if (shown.size <= MOST_TOKENS) break
      shown.delete(oldest)
    }
    return token
  }

  return {
    show(viewed, desk) {
      switch (viewed.as) {
        case 'pages':
          return { as: 'pages', token: keep(viewed, desk), pages: [...viewed.pages] }
        case 'media':
          return { as: 'media', token: keep(viewed, desk), mediaType: viewed.mediaType }
        case 'text':
        case 'facts':
          return viewed
      }
    },
    async page(token, index, width) {
      const { viewed, desk } = find(token, 'pages')
      return (await desk.reader.render(viewed.source, index, width)).png
    },
    media(token) {
      const { blob, mediaType } = find(token, 'media').viewed
      return { size: blob.size, mediaType }
    },
    async bytes(token, start, end) {
      const { viewed, desk } = find(token, 'media')
      const { blob } = viewed
      const parts: Uint8Array[] = []
      for await (const bytes of desk.blobs.read(blob, { start, end: Math.min(end, blob.size) }))
        parts.push(bytes.slice())
      return Buffer.concat(parts)
    },
  }
}
