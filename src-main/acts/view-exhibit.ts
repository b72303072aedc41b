import { Refusal } from '../kernel/errors.ts'
import { decodeText } from '../intake/text.ts'
import type { ReaderSource } from '../pages/reader-client.ts'
import * as bundles from '../store/bundles.ts'
import type { BlobRef } from '../vault/blobs.ts'
import type { Desk } from './desk.ts'
import { getFile } from './exhibits.ts'
import { mustBeAllowed, record } from './record.ts'

/** One page as it will be shown, in points. */
export interface ViewedPage {
  readonly width: number
  readonly height: number
  readonly label: string
}

/** How something in the vault can be looked at. */
export type Viewed =
  | { readonly as: 'pages'; readonly source: ReaderSource; readonly pages: readonly ViewedPage[] }
  | { readonly as: 'text'; readonly text: string; readonly encoding: string; readonly truncated: boolean }
  | { readonly as: 'media'; readonly blob: BlobRef; readonly mediaType: string }
  | { readonly as: 'facts'; readonly reason: 'no-file' | 'not-shown' | 'encrypted' | 'damaged' | 'too-large' }

/** The most that is read whole to be shown as pages, and the most of a text that is shown. */
const MOST_PAGES_BYTES = 512 * 1024 * 1024
const MOST_TEXT_BYTES = 2 * 1024 * 1024

/** What Chromium plays without help. */
const PLAYED = /^(?:audio\/(?:wav|x-wav|mpeg|mp4|ogg|flac|webm|aac)|video\/(?:mp4|webm|ogg))$/u

/** Opens an exhibit to be looked at. Looking is an act: it is entered in the exhibit's chain. @throws Refusal `exhibit.not-found`, `blob.damaged`, `blob.missing` */
export async function viewExhibit(desk: Desk, exhibitId: string): Promise<Viewed> {
  mustBeAllowed(desk, 'exhibit.view')
  const file = desk.connection.write((writer) => {
    const found = getFile(writer, exhibitId)
    record(desk, writer, {
      act: 'exhibit.view',
      object: exhibitId,
      custody: [{ exhibitId, kind: 'accessed' }],
    })
    return found
  })
  const { mediaType } = file
  if (mediaType === 'application/pdf' || mediaType.startsWith('image/')) return asPages(desk, file)
  if (PLAYED.test(mediaType)) return { as: 'media', blob: file, mediaType }
  if (isText(mediaType)) return asText(desk, file)
  return { as: 'facts', reason: 'not-shown' }
}

/** Opens a built bundle to be looked at. Looking is an act: it is entered in the ledger. @throws Refusal `build.not-found` */
export async function viewBuild(desk: Desk, buildId: string): Promise<Viewed> {
  mustBeAllowed(desk, 'bundle.view')
  const found = desk.connection.write((writer) => {
    const row = bundles.findBuild(writer, buildId)
    if (!row) throw new Refusal('build.not-found', {})
    record(desk, writer, { act: 'bundle.view', object: buildId, facts: { sha256: row.build.sha256 } })
    return row
  })
  return asPages(desk, { ...found, size: found.build.bytes })
}

async function asPages(desk: Desk, blob: BlobRef): Promise<Viewed> {
  if (blob.size > MOST_PAGES_BYTES) return { as: 'facts', reason: 'too-large' }
  const source = { key: blob.blobId, bytes: () => desk.blobs.readAll(blob, MOST_PAGES_BYTES) }
  try {
    const { pages } = await desk.reader.describe(source)
    const shown = pages.map(({ widthPt, heightPt, label }, i) => ({
      width: widthPt,
      height: heightPt,
      label: label ?? String(i + 1),
    }))
    return { as: 'pages', source, pages: shown }
  } catch (error) {
    return { as: 'facts', reason: notShown(error) }
  }
}

function notShown(error: unknown): 'encrypted' | 'damaged' | 'not-shown' {
  if (!(error instanceof Refusal)) throw error
  switch (error.code) {
    case 'pdf.encrypted':
      return 'encrypted'
    case 'pdf.damaged':
    case 'pdf.no-pages':
    case 'reader.failed':
    case 'reader.timed-out':
      return 'damaged'
    case 'source.unsupported':
      return 'not-shown'
    default:
      throw error
  }
}

function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/') || mediaType === 'message/rfc822' || mediaType === 'application/json'
}

async function asText(desk: Desk, blob: BlobRef): Promise<Viewed> {
  const parts: Uint8Array[] = []
  const end = Math.min(blob.size, MOST_TEXT_BYTES)
  for await (const bytes of desk.blobs.read(blob, { start: 0, end })) parts.push(bytes.slice())
  const { text, encoding } = decodeText(Buffer.concat(parts))
  return { as: 'text', text, encoding, truncated: end < blob.size }
}
