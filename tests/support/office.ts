import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll } from 'vitest'
import { createInlineBinder, createTypesetterAt } from '../../src-main/acts/binding-tools.ts'
import { openCase } from '../../src-main/acts/case-file.ts'
import type { Desk, Moment } from '../../src-main/acts/desk.ts'
import { createOffice, type Office, type OfficeTools, openOffice } from '../../src-main/acts/office.ts'
import { createReaderClient } from '../../src-main/pages/reader-client.ts'
import { forkReader } from '../../src-main/pages/reader-fork.ts'
import type { Typesetter } from '../../src-main/typeset/typesetter.ts'
import { PASSPHRASE } from './command-line.ts'

const root = resolve(import.meta.dirname, '../..')

/** Where the program keeps its templates and fonts. */
export const places = { resources: resolve(root, 'resources'), modules: resolve(root, 'node_modules') }

/** A clock that stands still but for a second with every look at it, an hour and a half east of where it is noon. */
export function steppingClock(start = '2026-03-02T10:30:00.000Z'): () => Moment {
  let seconds = 0
  return () => {
    seconds += 1
    return { at: new Date(Date.parse(start) + seconds * 1000).toISOString(), offsetMinutes: 330 }
  }
}

/** What an office works with, all of it real; only the clock is ours. */
export function testTools(): OfficeTools {
  const reader = createReaderClient(forkReader(resolve(root, 'out/main/reader.cjs')))
  let typesetter: Typesetter | undefined
  return {
    clock: steppingClock(),
    newId: randomUUID,
    reader,
    typesetter: () => (typesetter ??= createTypesetterAt(places)),
    binder: createInlineBinder(places, reader, (path) => readFileSync(path)),
  }
}

/** The passphrase as bytes that may be wiped. */
export function passphrase(): Uint8Array {
  return Buffer.from(PASSPHRASE, 'utf8')
}

/** Makes an office in an empty folder and opens it; it is closed when the tests of the file are done. */
export async function openTestOffice(folder: string, name = 'Test office'): Promise<Office> {
  const tools = testTools()
  await createOffice(folder, { name, user: 'Amina', role: 'director', passphrase: passphrase(), memoryMiB: 64 }, tools)
  const office = await openOffice(folder, { passphrase: passphrase() }, tools)
  afterAll(() => office.close())
  return office
}

/** Opens a case file. */
export function newCase(desk: Desk, profile = 'GENERIC'): string {
  return openCase(desk, { title: 'A case', caseType: 'bonded-labour', profile }).caseId
}
