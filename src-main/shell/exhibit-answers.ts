import { MOST_MEDIA_BYTES, type MediaInfo } from '../door/keeper-messages.ts'
import { APP_ORIGIN, askedRange, exhibitAddress, type ByteRange } from './addresses.ts'
import { COMMON_HEADERS } from './policy.ts'

/** Where decrypted pages and streams come from: the keeper, which answers undefined when there is nothing to show. */
export interface ExhibitSource {
  page(token: string, index: number, width: number): Promise<Uint8Array | undefined>
  mediaInfo(token: string): Promise<MediaInfo | undefined>
  media(token: string, range: ByteRange): Promise<Uint8Array | undefined>
}

// Sound, video and flat pictures. Nothing that can carry a script is ever answered, whatever the record says it is.
const SHOWN = /^(?:audio|video)\/[a-z0-9][a-z0-9.+-]{0,80}$|^image\/(?:png|jpeg|gif|webp|avif|bmp)$/u

/** The answer to whatever is not to be had. It says no more. */
export function notFound(): Response {
  return new Response(null, { status: 404, headers: COMMON_HEADERS })
}

/** Answers a request for an `exhibit:` address: a page as a picture, or a stream, whole or in part. */
export async function answerExhibit(request: Request, source: ExhibitSource): Promise<Response> {
  const asked = request.method === 'GET' ? exhibitAddress(request.url) : undefined
  if (asked === undefined) return notFound()
  if (asked.kind === 'media') return answerMedia(asked.token, request.headers.get('range'), source)
  const png = await source.page(asked.token, asked.index, asked.width)
  if (png === undefined) return notFound()
  return new Response(bodyOf(png), { headers: { ...COMMON_HEADERS, 'content-type': 'image/png' } })
}

async function answerMedia(token: string, header: string | null, source: ExhibitSource): Promise<Response> {
  const info = await source.mediaInfo(token)
  if (info === undefined || !SHOWN.test(info.mediaType)) return notFound()
  const { size, mediaType } = info
  const common = {
    ...COMMON_HEADERS,
    'content-type': mediaType,
    'accept-ranges': 'bytes',
    'access-control-allow-origin': APP_ORIGIN,
  }
  const range = askedRange(header, size)
  if (range === 'none') {
    return new Response(null, { status: 416, headers: { ...common, 'content-range': `bytes */${size}` } })
  }
  if (range === 'whole') {
    const body = streamOf(token, { start: 0, end: size }, source)
    return new Response(body, { headers: { ...common, 'content-length': String(size) } })
  }
  const { start, end } = range
  const headers = {
    ...common,
    'content-length': String(end - start),
    'content-range': `bytes ${start}-${end - 1}/${size}`,
  }
  return new Response(streamOf(token, range, source), { status: 206, headers })
}

/** Asks for a stream piece by piece, as fast as it is taken and no further ahead. */
function streamOf(token: string, { start, end }: ByteRange, source: ExhibitSource): ReadableStream<Uint8Array> {
  let at = start
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (at >= end) {
          controller.close()
          return
        }
        const bytes = await source.media(token, { start: at, end: Math.min(end, at + MOST_MEDIA_BYTES) })
        if (bytes === undefined || bytes.length === 0) {
          controller.error(new Error('the stream ended early'))
          return
        }
        at += bytes.length
        controller.enqueue(bytes)
      },
    },
    { highWaterMark: 0 },
  )
}

/** The same bytes, in the form that the fetch standard's types ask for. */
function bodyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes)
}
