import type { BytesReason } from '../contract/viewing.ts'
import { Refusal } from '../kernel/errors.ts'
import { contentsKindOf } from '../intake/contents-kind.ts'
import { decodeText } from '../intake/text.ts'
import type { ReaderSource } from '../pages/reader-client.ts'
import * as bundles from '../store/bundles.ts'
import { findFile, type FileRow } from '../store/exhibits.ts'
import type { BlobRef } from '../vault/blobs.ts'
import type { Desk } from './desk.ts'
import { getExhibit } from './exhibits.ts'
import { mustBeAllowed, record } from './record.ts'
import { beginningOf, viewContents, type ViewedContents, whyNot } from './view-contents.ts'

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
  | { readonly as: 'bytes'; readonly blob: BlobRef; readonly reason: BytesReason }
  | ViewedContents
  | { readonly as: 'facts'; readonly reason: 'no-file' }

/** The most that is read whole to be shown as pages, and the most of a text that is shown. */
const MOST_PAGES_BYTES = 512 * 1024 * 1024
const MOST_TEXT_BYTES = 2 * 1024 * 1024

/**
 * What Chromium's own decoders are tried on; whether they know the codec within is seen when it plays. AVI, ASF, MPEG-1, AMR and MIDI
 * they do not know at all.
 */
const PLAYED = /^(?:audio\/(?:wav|mpeg|mp4|ogg|flac|webm|aac)|video\/(?:mp4|webm|ogg|quicktime|x-matroska|3gpp2?))$/u

/** Opens an exhibit to be looked at. Looking is an act: it is entered in the exhibit's chain. @throws Refusal `exhibit.not-found`, `blob.damaged`, `blob.missing` */
export async function viewExhibit(desk: Desk, exhibitId: string): Promise<Viewed> {
  mustBeAllowed(desk, 'exhibit.view')
  const file = desk.connection.write((writer) => {
    const found = findFile(writer, exhibitId)
    if (!found) {
      getExhibit(writer, exhibitId)
      return undefined
    }
    record(desk, writer, {
      act: 'exhibit.view',
      object: exhibitId,
      custody: [{ exhibitId, kind: 'accessed' }],
    })
    return found
  })
  if (!file) return { as: 'facts', reason: 'no-file' }
  const { mediaType } = file
  if (mediaType === 'application/pdf' || (mediaType.startsWith('image/') && mediaType !== 'image/svg+xml'))
    return asPages(desk, file)
  if (PLAYED.test(mediaType)) return { as: 'media', blob: file, mediaType }
  const contents = await asContents(desk, file)
  if (typeof contents === 'object') return contents
  if (isText(mediaType)) return asText(desk, file)
  return {
    as: 'bytes',
    blob: file,
    reason: contents ?? (/^(?:audio|video)\//u.test(mediaType) ? 'not-played' : 'not-shown'),
  }
}

function asContents(desk: Desk, file: FileRow): Promise<ViewedContents | BytesReason | undefined> {
  const kind = contentsKindOf(file.mediaType)
  return kind === undefined ? Promise.resolve(undefined) : viewContents(desk, file, { exhibitId: file.exhibitId, kind })
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
  if (blob.size > MOST_PAGES_BYTES) return { as: 'bytes', blob, reason: 'too-large' }
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
    return { as: 'bytes', blob, reason: whyNot(error) }
  }
}

/** Markup, mail and data are text too, where nothing better is known of them: shown as it is written, never as it asks for. */
function isText(mediaType: string): boolean {
  return (
    mediaType.startsWith('text/') ||
    mediaType === 'image/svg+xml' ||
    /^(?:message\/rfc822|application\/(?:json|xml|xhtml\+xml|mbox|x-pem-file|rtf|postscript))$/u.test(mediaType)
  )
}

async function asText(desk: Desk, blob: BlobRef): Promise<Viewed> {
  const { text, encoding } = decodeText(await beginningOf(desk, blob, MOST_TEXT_BYTES))
  return { as: 'text', text, encoding, truncated: blob.size > MOST_TEXT_BYTES }
}
