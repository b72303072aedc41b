import { type FoundString, stringsIn } from '../intake/strings.ts'
import type { BlobRef } from '../vault/blobs.ts'
import type { Desk } from './desk.ts'

/** What reads as text in a stretch of a file, and where to go on; null at its end. */
export interface StringsFound {
  readonly found: readonly FoundString[]
  readonly next: number | null
}

/** So much is looked through at a time, in bytes, and so much of it again the next time, lest a run be cut in two. */
const STEP = 512 * 1024
const OVERLAP = 4 * 1024

/** Looks for what reads as text in a file of any length, from a place on. @throws Refusal `blob.damaged`, `blob.missing` */
export async function stringsFrom(desk: Desk, blob: BlobRef, offset: number): Promise<StringsFound> {
  const start = Math.min(offset, blob.size)
  const end = Math.min(blob.size, start + STEP)
  const isLast = end >= blob.size
  const parts: Uint8Array[] = []
  for await (const part of desk.blobs.read(blob, { start, end })) parts.push(part.slice())
  const found = stringsIn(Buffer.concat(parts))
  // What begins near the end is left for the next time, when its own end is there.
  const until = isLast ? Number.POSITIVE_INFINITY : STEP - OVERLAP
  return {
    found: found.filter(({ at }) => at < until).map((one) => ({ ...one, at: one.at + start })),
    next: isLast ? null : start + STEP - OVERLAP,
  }
}
