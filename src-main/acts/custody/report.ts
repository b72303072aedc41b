import { createHash } from 'node:crypto'
import { version } from '../../../package.json'
import type { CaseFile } from '../../contract/cases.ts'
import type { NamingPolicy } from '../../contract/words.ts'
import type { z } from 'zod'
import { nameCover } from '../../domain/cover-names.ts'
import { getProfile } from '../../domain/profiles.ts'
import { stopIfCancelled } from '../../kernel/cancel.ts'
import type { Reader } from '../../store/connection.ts'
import * as exhibits from '../../store/exhibits.ts'
import * as ledger from '../../store/ledger.ts'
import * as users from '../../store/users.ts'
import type { CustodyItem, CustodyReportInput } from '../../typeset/inputs.ts'
import { caseContents } from '../bundle-contents.ts'
import type { Contents } from '../bundle-material.ts'
import { dayOf, getCase } from '../case-file.ts'
import { showCustody } from '../custody.ts'
import type { Desk, Watch } from '../desk.ts'
import type { WrittenDocument } from '../documents.ts'
import { getExhibit } from '../exhibits.ts'
import { createFileOutput } from '../file-output.ts'
import type { FileCheck } from '../integrity/check-file.ts'
import { verifyExhibit } from '../integrity/verify-exhibit.ts'
import { mustBeAllowed, record } from '../record.ts'
import { itemOf } from './report-item.ts'
import { pictureOf } from './report-pictures.ts'
import { shownUtc, type Wording } from './report-rows.ts'

/** Which report is asked for, and where it goes. */
export interface ReportAsked {
  readonly caseRef: string
  /** Left out: every exhibit of the case. */
  readonly exhibits?: readonly string[] | undefined
  readonly policy: z.infer<typeof NamingPolicy>
  readonly path: string
  readonly overwrite: boolean
}

/**
 * Writes a custody report: each exhibit with its picture, digests and every event of its chain, what reading each file
 * again gave, how it was kept and what that does not show, how to verify it, and the ledger's head. The reading is
 * entered in the chains, and the report in the ledger before it is outside.
 *
 * @throws Refusal `case.not-found`, `exhibit.not-found`, `destination.exists`, `destination.unwritable`, `disk.full`, `cancelled`
 * Source: FEATURES 3, 37, 57; docs/CUSTODY.md
 */
export async function writeCustodyReport(desk: Desk, asked: ReportAsked, watch: Watch = {}): Promise<WrittenDocument> {
  mustBeAllowed(desk, 'document.export')
  const { caseId, ids } = desk.connection.read((reader) => whatOf(desk, reader, asked))
  const total = ids.length * 2
  const checks = new Map<string, Read>()
  for (const exhibitId of ids) {
    stopIfCancelled(watch.cancel)
    checks.set(exhibitId, await readAgain(desk, exhibitId, watch))
    watch.onProgress?.({ done: checks.size, total })
  }
  const paper = await paperOf(desk, caseId, asked.policy, ids)
  const items: CustodyItem[] = []
  for (const [exhibitId, found] of checks) {
    stopIfCancelled(watch.cancel)
    const exhibit = desk.connection.read((reader) => getExhibit(reader, exhibitId))
    items.push(await itemOf(desk, paper.wording, { exhibit, ...found, parties: paper.contents.parties }))
    watch.onProgress?.({ done: ids.length + items.length, total })
  }
  const bytes = desk.typesetter().custodyReport({ ...reportInput(desk, paper, items), items })
  const object = asked.exhibits?.length === 1 ? (ids[0] ?? caseId) : caseId
  return writeDocument(desk, bytes, { ...asked, act: 'document.custody-report', object, exhibits: ids })
}

/** What reading a file again gave, and when; no check where there is no file. */
interface Read {
  readonly check: FileCheck | undefined
  readonly checkedAt: string
}

async function readAgain(desk: Desk, exhibitId: string, { cancel }: Watch): Promise<Read> {
  const hasFile = desk.connection.read((reader) => exhibits.findFile(reader, exhibitId) !== undefined)
  const check = hasFile ? await verifyExhibit(desk, exhibitId, cancel) : undefined
  return { check, checkedAt: desk.clock().at }
}

function whatOf(
  desk: Desk,
  reader: Reader,
  asked: ReportAsked,
): { readonly caseId: string; readonly ids: readonly string[] } {
  const { caseId } = getCase(desk, reader, asked.caseRef)
  if (!asked.exhibits) return { caseId, ids: exhibits.idsOfCase(reader, caseId) }
  return {
    caseId,
    ids: asked.exhibits
      .map((one) => getExhibit(reader, one))
      .flatMap((one) => (one.caseId === caseId ? [one.exhibitId] : [])),
  }
}

/** What every custody paper of a case is worded by. */
export interface Paper {
  readonly file: CaseFile
  readonly contents: Contents
  readonly wording: Wording
  readonly head: string
}

/** Gathers what a custody paper is worded by; scans of signed receipts only where they may be shown. */
export async function paperOf(
  desk: Desk,
  caseRef: string,
  policy: ReportAsked['policy'],
  ids: readonly string[],
): Promise<Paper> {
  const isServed = policy === 'served'
  const scans = isServed ? new Map<string, Uint8Array>() : await scansOf(desk, ids)
  return desk.connection.read((reader) => {
    const file = getCase(desk, reader, caseRef)
    const contents = caseContents(reader, file, dayOf(desk.clock()))
    const head = ledger.head(reader)
    const cover = isServed ? nameCover(contents.parties) : (text: string): string => text
    const keys = onlyKeys(reader)
    return {
      file,
      contents,
      head: head ? `${String(head.sequence)}:${head.digest}` : '',
      wording: { reader, cover, isServed, scans, keys },
    }
  })
}

/** The keys of those users who have had only one: of others it is not said here with which an entry was signed. */
function onlyKeys(reader: Reader): ReadonlyMap<string, string> {
  const all = users.keys(reader)
  const had = (userId: string): number => all.filter((key) => key.userId === userId).length
  return new Map(all.flatMap(({ userId, publicKey }) => (had(userId) === 1 ? [[userId, publicKey]] : [])))
}

async function scansOf(desk: Desk, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const scans = new Map<string, Uint8Array>()
  for (const exhibitId of ids)
    for (const { details } of showCustody(desk, exhibitId).events)
      for (const signature of [details.giverSignature, details.recipientSignature, details.witnessSignature]) {
        if (signature?.how !== 'scanned' || scans.has(signature.exhibit)) continue
        const scan = desk.connection.read((reader) => getExhibit(reader, signature.exhibit))
        const picture = await pictureOf(desk, scan)
        if (picture) scans.set(signature.exhibit, picture)
      }
  return scans
}

function reportInput(
  desk: Desk,
  { file, contents, wording, head }: Paper,
  items: readonly CustodyItem[],
): Omit<CustodyReportInput, 'items'> {
  const { cover, isServed, reader } = wording
  const names = new Map(users.list(reader).map(({ id, name, kind }) => [id, kind === 'person' ? name : '']))
  return {
    profile: getProfile(contents.profile.id),
    caption: contents.caption.map((line) =>
      'text' in line ? { ...line, text: cover(line.text) } : { left: cover(line.left), right: cover(line.right) },
    ),
    facts: [
      { field: 'case', value: cover(file.title) },
      { field: 'reference', value: file.reference },
      { field: 'items', value: String(items.length) },
      { field: 'made-at', value: shownUtc(desk.clock().at) },
      { field: 'made-by', value: cover(desk.user.name) },
      { field: 'role', value: { word: `role-${desk.user.role}` } },
      { field: 'program', value: `Clarkson ${version}` },
      { field: 'names', value: { word: isServed ? 'names-served' : 'names-sealed' } },
    ],
    head,
    isServed,
    keys: users.keys(reader).map(({ userId, publicKey }) => ({ name: cover(names.get(userId) ?? ''), key: publicKey })),
  }
}

/** Records the act, then writes: no paper is outside that the record does not know of. */
export async function writeDocument(
  desk: Desk,
  bytes: Uint8Array,
  out: Pick<ReportAsked, 'path' | 'overwrite' | 'policy'> & {
    readonly act: 'document.custody-report' | 'document.custody-receipt'
    readonly object: string
    readonly exhibits: readonly string[]
  },
): Promise<WrittenDocument> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  desk.connection.write((writer) => {
    record(desk, writer, {
      act: out.act,
      object: out.object,
      facts: { sha256, policy: out.policy, exhibits: out.exhibits.length },
    })
  })
  const output = await createFileOutput(out.path, out.overwrite)
  await output.write(bytes)
  await output.finish()
  return { sha256, bytes: bytes.length }
}
