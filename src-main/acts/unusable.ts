import type { SkipReason } from '../contract/failure.ts'
import { type Refusal, refusalCode } from '../kernel/errors.ts'

/** The reasons for which a document cannot be placed; anything else stops the bundle. */
const UNUSABLE: Readonly<Partial<Record<Refusal['code'], SkipReason>>> = {
  'pdf.encrypted': 'encrypted',
  'pdf.damaged': 'damaged',
  'pdf.no-pages': 'no-pages',
  'image.damaged': 'damaged',
  'reader.failed': 'damaged',
  'reader.timed-out': 'damaged',
  'source.unsupported': 'unsupported',
  'source.too-large': 'too-large',
  'source.not-found': 'not-found',
  'source.unreadable': 'unreadable',
  'source.vanished': 'vanished',
  'blob.damaged': 'damaged',
  'blob.missing': 'not-found',
}

/** Why a document cannot be placed in a bundle; nothing where the error is not the document's. */
export function whyUnusable(error: unknown): SkipReason | undefined {
  const code = refusalCode(error)
  return code && UNUSABLE[code]
}
