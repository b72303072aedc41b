import type { Writer } from '../handles.ts'
import { putDue } from './index-words.ts'

/** Puts what a transaction changed into the index, before it ends. */
export interface IndexKeeper {
  keep(writer: Writer): void
}

/** The keeper of one connection. A database that is older than the index has none. */
export function indexKeeper(): IndexKeeper {
  let isThere = false
  return {
    keep(writer) {
      isThere ||= writer.get("SELECT 1 FROM sqlite_master WHERE name = 'search_due'") !== undefined
      if (isThere) while (putDue(writer, { later: false, most: 1_000 }) > 0);
    },
  }
}
