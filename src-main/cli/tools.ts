import { readFileSync } from 'node:fs'
import { createInlineBinder, createTypesetterAt } from '../acts/binding-tools.ts'
import type { OfficeTools } from '../acts/office.ts'
import { newId, placesFrom, stateFolder, wallClock } from '../door/tools.ts'
import { createReaderClient } from '../pages/reader-client.ts'
import { forkReader } from '../pages/reader-fork.ts'
import type { Typesetter } from '../typeset/typesetter.ts'

/** What the command line works with: the reader as a child process, the binder in this one. */
export function createCliTools(programFolder: string): OfficeTools {
  const places = placesFrom(programFolder)
  const reader = createReaderClient(forkReader(places.readerProgram))
  let typesetter: Typesetter | undefined
  return {
    clock: wallClock,
    stateFolder: stateFolder(),
    newId,
    reader,
    typesetter: () => (typesetter ??= createTypesetterAt(places)),
    binder: createInlineBinder(places, reader, (path) => readFileSync(path)),
  }
}
