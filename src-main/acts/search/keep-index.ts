import type { Connection } from '../../store/connection.ts'
import { beginAnew, dueLater, isOutdated, putDue } from '../../store/search/index-words.ts'
import { type Behind, workBehind } from '../behind.ts'

/** So much is put into an index in one transaction. */
const SLICE = 200

/** Makes an index anew that another version of the program cut into words, or that there was none of; a little at a time. */
export function goOnIndexing(connection: Connection): number {
  if (connection.read(isOutdated)) connection.write(beginAnew)
  if (connection.read(dueLater) > 0) connection.write((writer) => putDue(writer, { later: true, most: SLICE }))
  return connection.read(dueLater)
}

/** Makes the index anew, whatever it is. */
export function rebuildIndex(connection: Connection): void {
  connection.write(beginAnew)
  while (goOnIndexing(connection) > 0);
}

/** Makes indexes whole behind other work, where they are not. */
export function keepIndexing(connections: () => readonly Connection[]): Behind {
  return workBehind(async (ending) => {
    for (const connection of connections())
      while (!ending.aborted && goOnIndexing(connection) > 0) await new Promise((resolve) => setImmediate(resolve))
  })
}
