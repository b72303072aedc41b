import type { EvidenceDetails, EvidenceFile } from '../contract/exhibits.ts'
import type { SkipReason } from '../contract/failure.ts'
import { internalMark } from '../domain/marks.ts'
import { kindOf } from '../domain/exhibit-kind.ts'
import { detectMediaType } from '../intake/media-type.ts'
import { stopIfCancelled } from '../kernel/cancel.ts'
import { type Refusal, refusalCode } from '../kernel/errors.ts'
import * as exhibits from '../store/exhibits.ts'
import type { StoredBlob } from '../vault/blobs.ts'
import { getCase } from './case-file.ts'
import type { CustodyAddition } from './custody-addition.ts'
import type { Desk, Watch } from './desk.ts'
import { mustBeAllowed, record } from './record.ts'
import { findSources, type SkippedSource, type SourceFile } from './source-files.ts'

/** What is to be filed, and what the collector says of it. */
export interface Evidence {
  readonly caseId: string
  readonly paths: readonly string[]
  readonly recursive: boolean
  readonly details: EvidenceDetails
  /** What a file's own line in a list says of it, over what is said of all. */
  readonly detailsOf?: (file: SourceFile) => EvidenceDetails | undefined
  readonly keepDuplicates: boolean
}

/** One file that was filed. */
export interface Filed {
  readonly exhibitId: string
  readonly mark: string
  readonly file: EvidenceFile
}

/** What became of an import: what was filed, and what was left out and why. */
export interface ImportResult {
  readonly added: readonly Filed[]
  readonly skipped: readonly SkippedSource[]
}

/** The bytes at the head of a file that tell what it is. */
const HEAD_BYTES = 65_536

/**
 * Files evidence in a case. Each file's bytes are hashed and encrypted to disk first and entered in one transaction
 * after, so that the register never names an exhibit whose bytes are not safe; a blob that nothing names is swept at
 * unlock. What was filed before a cancellation or a failure of the system stays filed.
 *
 * @throws Refusal `case.not-found`, `cancelled`, `disk.full`
 * Source: ISO/IEC 27037:2012, clause 6.1 (custody begins with acquisition).
 */
export async function importEvidence(desk: Desk, evidence: Evidence, watch: Watch = {}): Promise<ImportResult> {
  mustBeAllowed(desk, 'exhibit.import')
  desk.connection.read((reader) => getCase(desk, reader, evidence.caseId))
  const { files, skipped, totalBytes } = await findSources(evidence.paths, evidence.recursive)

  const added: Filed[] = []
  const left: SkippedSource[] = [...skipped]
  let finished = 0
  for (const source of files) {
    stopIfCancelled(watch.cancel)
    const from = finished
    try {
      const outcome = await fileOne(desk, evidence, source, {
        ...watch,
        onProgress: ({ done }) => watch.onProgress?.({ done: from + done, total: totalBytes }),
      })
      if ('reason' in outcome) left.push(outcome)
      else added.push(outcome)
    } catch (error) {
      left.push({ name: source.name, path: source.path.toString(), reason: skipReason(error) })
    }
    finished = from + source.size
    watch.onProgress?.({ done: finished, total: totalBytes })
  }
  return { added, skipped: left }
}

async function fileOne(
  desk: Desk,
  evidence: Evidence,
  source: SourceFile,
  watch: Watch,
): Promise<Filed | SkippedSource> {
  const blob = await desk.blobs.putFile(source.path, {
    onProgress: (bytes) => watch.onProgress?.({ done: bytes, total: source.size }),
    ...(watch.cancel ? { cancel: watch.cancel } : {}),
  })
  try {
    const same = desk.connection.read((reader) => exhibits.findMarkByDigest(reader, evidence.caseId, blob.sha256))
    if (same !== undefined && !evidence.keepDuplicates) {
      await desk.blobs.forget([blob.blobId])
      return { name: source.name, path: source.path.toString(), reason: 'duplicate', of: same }
    }
    const details = { ...evidence.details, ...evidence.detailsOf?.(source) }
    return enter(desk, { caseId: evidence.caseId, details }, source, { blob, mediaType: await mediaTypeOf(desk, blob) })
  } catch (error) {
    await desk.blobs.forget([blob.blobId])
    throw error
  }
}

/** Bytes that are safe in the vault, and what is known of their way there. */
interface Stored {
  readonly blob: StoredBlob
  readonly mediaType: string
  readonly before?: readonly Omit<CustodyAddition, 'exhibitId'>[]
}

/** What was made inside the program, to be filed as evidence. */
export interface MadeEvidence {
  readonly caseId: string
  readonly name: string
  readonly bytes: Uint8Array
  readonly details: EvidenceDetails
  /** What happened to it before it came here. */
  readonly before: readonly Omit<CustodyAddition, 'exhibitId'>[]
}

/** Files bytes that were made inside the program, such as the sample office's. @throws Refusal `case.not-found`, `disk.full` */
export async function fileMadeEvidence(desk: Desk, { name, bytes, before, ...evidence }: MadeEvidence): Promise<Filed> {
  mustBeAllowed(desk, 'exhibit.import')
  desk.connection.read((reader) => getCase(desk, reader, evidence.caseId))
  const blob = await desk.blobs.putBytes(bytes)
  try {
    return enter(desk, evidence, { name, modifiedAt: null }, { blob, mediaType: await mediaTypeOf(desk, blob), before })
  } catch (error) {
    await desk.blobs.forget([blob.blobId])
    throw error
  }
}

async function mediaTypeOf(desk: Desk, blob: StoredBlob): Promise<string> {
  const head: Uint8Array[] = []
  for await (const bytes of desk.blobs.read(blob, { start: 0, end: Math.min(HEAD_BYTES, blob.size) }))
    head.push(bytes.slice())
  return detectMediaType(Buffer.concat(head), blob.size)
}

function enter(
  desk: Desk,
  { caseId, details }: Pick<Evidence, 'caseId' | 'details'>,
  source: Pick<SourceFile, 'name' | 'modifiedAt'>,
  { blob, mediaType, before = [] }: Stored,
): Filed {
  const file: EvidenceFile = {
    name: source.name,
    size: blob.size,
    mediaType,
    sha256: blob.sha256,
    sha1: blob.sha1,
    md5: blob.md5,
  }
  return desk.connection.write((writer) => {
    const number = exhibits.nextNumber(writer, caseId)
    const id = desk.newId()
    const { at } = desk.clock()
    const mark = internalMark(number)
    const title = details.title ?? titleFrom(source.name)
    const kind = details.kind ?? kindOf(mediaType)
    exhibits.insert(writer, { id, caseId, number, mark, title, kind, details, recordedAt: at })
    exhibits.insertFile(writer, {
      ...file,
      exhibitId: id,
      caseId,
      blobId: blob.blobId,
      headerSha256: blob.headerSha256,
      epoch: blob.epoch,
      sourceModifiedAt: source.modifiedAt,
      importedAt: at,
      importedBy: desk.user.id,
    })
    const imported = { kind: 'imported', note: `sha256:${blob.sha256}` } as const
    record(desk, writer, {
      act: 'exhibit.import',
      object: id,
      facts: { sha256: blob.sha256, size: blob.size },
      custody: [...before, imported].map((event) => ({ ...event, exhibitId: id })),
    })
    return { exhibitId: id, mark, file }
  })
}

/** A title from a file's name: without its extension, and without what would mislead a reader's eye. */
export function titleFrom(name: string): string {
  const bare = name
    .replace(/\.[A-Za-z0-9]{1,5}$/u, '')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return bare === '' ? 'Untitled' : bare.normalize('NFC')
}

const SKIPPED: Readonly<Partial<Record<Refusal['code'], SkipReason>>> = {
  // It was there when the files were listed.
  'source.not-found': 'vanished',
  'source.unreadable': 'unreadable',
  'source.vanished': 'vanished',
  'source.changed': 'changed-while-read',
}

/** The reason for which one file is left out; what stops the whole import is thrown on. */
function skipReason(error: unknown): SkipReason {
  const code = refusalCode(error)
  const reason = code && SKIPPED[code]
  if (!reason) throw error
  return reason
}
