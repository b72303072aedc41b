import type { Cancel } from '../../kernel/cancel.ts'
import * as checks from '../../store/checks.ts'
import type { Desk } from '../desk.ts'
import { getExhibit, getFile } from '../exhibits.ts'

/** What reading a file again gave. */
export interface FileCheck {
  readonly ok: boolean
  readonly mark: string
  /** The digest that was recorded when the file came in. */
  readonly expected: string
  /** The digest that was found; null where not all bytes are authentic, so that there is nothing to take one of. */
  readonly found: string | null
  readonly reason: 'missing' | 'damaged' | null
  /** The stretches of the file that cannot be read, from their first byte to before their last; its other bytes are whole. */
  readonly damage: readonly { readonly from: number; readonly to: number }[]
}

/**
 * Reads a file again to its last byte and compares it with what was recorded when it came in; what came of it is noted as
 * its last check. The chain is the caller's matter.
 *
 * @throws Refusal `exhibit.not-found`, `cancelled`
 */
export async function checkFile(desk: Desk, exhibitId: string, cancel?: Cancel): Promise<FileCheck> {
  const { file, mark } = desk.connection.read((reader) => ({
    file: getFile(reader, exhibitId),
    mark: getExhibit(reader, exhibitId).mark,
  }))
  const read = await desk.blobs.verify(file, cancel ? { cancel } : {})
  const found = read.ok ? (read.sha256 ?? null) : null
  const ok = found === file.sha256
  const damage = read.ok ? [] : await desk.blobs.damageOf(file, cancel ? { cancel } : {})
  const reason = ok ? null : (read.reason ?? 'damaged')
  desk.connection.write((writer) =>
    checks.put(writer, { exhibitId, checkedAt: desk.clock().at, holds: ok, found, damage }),
  )
  return { ok, mark, expected: file.sha256, found, reason, damage }
}
