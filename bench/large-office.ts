import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCase } from '../src-main/acts/case-file.ts'
import { createCompartment } from '../src-main/acts/compartments/create-compartment.ts'
import type { Moment } from '../src-main/acts/desk.ts'
import { createOffice, openOffice, type OfficeTools } from '../src-main/acts/office.ts'
import { record } from '../src-main/acts/record.ts'
import { internalMark } from '../src-main/domain/marks.ts'
import * as exhibits from '../src-main/store/exhibits.ts'

const PASSPHRASE = 'four quiet rivers meet here'
const TOGETHER = 2_000

/** What the passphrase of the office is, in bytes that may be wiped. */
export const passphrase = (): Uint8Array => Buffer.from(PASSPHRASE, 'utf8')

function absent(): never {
  throw new Error('this bench reads no file')
}

/** What an office works with, except that nothing is read, typeset or bound here. */
export function toolsWithoutReader(): OfficeTools {
  return {
    clock: (): Moment => ({ at: new Date().toISOString(), offsetMinutes: 0 }),
    newId: () => crypto.randomUUID(),
    reader: { open: absent, stop: () => undefined } as unknown as OfficeTools['reader'],
    typesetter: absent,
    binder: { close: async () => undefined } as unknown as OfficeTools['binder'],
  }
}

/** An office that was made, and its recovery key. */
export interface LargeOffice {
  readonly folder: string
  readonly recoveryKey: string
}

/** What else an office has: Argon2id's memory for its passphrase, and compartments that its user can open. */
export interface MakingLarge {
  readonly memoryMiB?: number
  readonly compartments?: number
}

/**
 * Makes an office of many exhibits in cases of a thousand. Each has its rows, its chain of custody and its signed entry in
 * the ledger, written by the same functions as an import's; its file is a name with some bytes, since encrypting and
 * flushing a hundred thousand real ones is what the bench of importing measures.
 */
export async function makeLargeOffice(folder: string, many: number, how: MakingLarge = {}): Promise<LargeOffice> {
  const { memoryMiB = 64, compartments = 0 } = how
  const tools = toolsWithoutReader()
  const about = { name: 'Bench', user: 'Bench', role: 'director', memoryMiB, isInvented: true } as const
  const { recoveryKey } = await createOffice(folder, { ...about, passphrase: passphrase() }, tools)
  const office = await openOffice(folder, { passphrase: passphrase() }, tools)
  const { desk } = office
  const body = randomBytes(400)
  let caseId = ''
  for (let from = 0; from < many; from += TOGETHER)
    desk.connection.write((writer) => {
      for (let i = from; i < Math.min(from + TOGETHER, many); i++) {
        if (i % 1_000 === 0)
          ({ caseId } = openCase(desk, { title: `Case ${String(i)}`, caseType: 'bonded-labour', profile: 'GENERIC' }))
        const blobId = randomBytes(16).toString('hex')
        const shelf = join(folder, 'blobs', blobId.slice(0, 2))
        mkdirSync(shelf, { recursive: true })
        writeFileSync(join(shelf, `${blobId}.age`), body)
        const id = desk.newId()
        const number = (i % 1_000) + 1
        const title = `Ledger page ${String(i)} of the kiln, photographed`
        const { at } = desk.clock()
        const details = { collectedBy: 'Bench', place: 'At the kiln, office of the overseer' }
        const mark = internalMark(number)
        exhibits.insert(writer, { id, caseId, number, mark, title, kind: 'photograph', details, recordedAt: at })
        const sha256 = randomBytes(32).toString('hex')
        exhibits.insertFile(writer, {
          exhibitId: id,
          caseId,
          blobId,
          name: `IMG_${String(i)}.jpg`,
          size: 200,
          mediaType: 'image/jpeg',
          sha256,
          sha1: randomBytes(20).toString('hex'),
          md5: randomBytes(16).toString('hex'),
          headerSha256: sha256,
          epoch: 1,
          sourceModifiedAt: at,
          importedAt: at,
          importedBy: desk.user.id,
        })
        const event = { kind: 'imported', note: `sha256:${sha256}`, exhibitId: id } as const
        record(desk, writer, { act: 'exhibit.import', object: id, facts: { sha256, size: 200 }, custody: [event] })
      }
    })
  for (let i = 1; i <= compartments; i++)
    await createCompartment(office, { kind: 'case', name: `Restricted ${String(i)}`, holders: [desk.user.id] })
  await office.close()
  return { folder, recoveryKey }
}
