import { exportLine, type LedgerEntry } from '../domain/ledger.ts'
import { canonical } from '../kernel/canonical-json.ts'
import { assert } from '../kernel/errors.ts'
import type { Reader } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import * as users from '../store/users.ts'
import { csvRow } from './csv.ts'
import type { Watch } from './desk.ts'
import { createFileOutput } from './file-output.ts'
import type { Office } from './office.ts'
import { mustBeAllowed, record } from './record.ts'
import { slices } from './slices.ts'

const SLICE = 500

/** How the ledger is written outside the vault: to be verified, or to be read in a spreadsheet. */
export type LedgerForm = 'jsonl' | 'csv'

/** Where an export goes. */
export interface LedgerExport {
  readonly path: string
  readonly form: LedgerForm
  readonly overwrite: boolean
}

/**
 * Writes the whole ledger outside the vault. The export is an act and its entry the last of the file: a file that ends
 * otherwise was cut. The form is in docs/FORMATS.md, "Ledger export".
 *
 * @throws Refusal `destination.exists`, `destination.unwritable`, `disk.full`, `cancelled`, `not-permitted`
 */
export async function exportLedger(
  { desk, vault }: Pick<Office, 'desk' | 'vault'>,
  { path, form, overwrite }: LedgerExport,
  watch: Watch = {},
): Promise<{ readonly entries: number; readonly sha256: string }> {
  mustBeAllowed(desk, 'ledger.export')
  const { connection } = desk
  const head = connection.write((writer) => {
    record(desk, writer, { act: 'ledger.export', object: vault.vaultId, facts: { form } })
    return ledger.head(writer)
  })
  assert(head, 'the export itself is in the ledger')
  const output = await createFileOutput(path, overwrite)
  const write = (text: string): Promise<void> => output.write(Buffer.from(text, 'utf8'))
  let entries = 0
  try {
    const writing = connection.read((reader) =>
      form === 'jsonl' ? asLines(reader, vault.vaultId, head) : asTable(reader),
    )
    await write(writing.first)
    const next = (one: LedgerEntry | undefined): readonly LedgerEntry[] =>
      connection.read((reader) => ledger.slice(reader, { after: one?.sequence, upTo: head.sequence, most: SLICE }))
    for await (const slice of slices(next, watch.cancel)) {
      await write(slice.map(writing.entry).join(''))
      entries += slice.length
      watch.onProgress?.({ done: entries, total: head.sequence })
    }
  } catch (error) {
    await output.discard()
    throw error
  }
  const { sha256 } = await output.finish()
  return { entries, sha256 }
}

interface Writing {
  /** What stands before the entries. */
  readonly first: string
  readonly entry: (entry: LedgerEntry) => string
}

function asLines(
  reader: Reader,
  vaultId: string,
  head: { readonly sequence: number; readonly digest: string },
): Writing {
  const header = canonical({
    clarkson: 'ledger',
    format: 1,
    vaultId,
    keys: usedKeys(reader),
    head: { sequence: head.sequence, hash: head.digest },
  })
  return { first: `${header}\n`, entry: (entry) => `${exportLine(entry)}\n` }
}

/** The keys that anything was signed with: everything that the header says can then be verified. */
function usedKeys(reader: Reader): { readonly userId: string; readonly publicKey: string; readonly since: number }[] {
  const all = users.keys(reader).toSorted((a, b) => a.since - b.since)
  return all.flatMap(({ userId, publicKey, since }, i) => {
    const upTo = all.slice(i + 1).find((key) => key.userId === userId)?.since
    const after = since === 1 ? 0 : since
    const isUsed = ledger.hasEntry(reader, userId, { after, ...(upTo === undefined ? {} : { upTo }) })
    return isUsed ? [{ userId, publicKey, since }] : []
  })
}

const COLUMNS = ['sequence', 'at', 'user', 'act', 'object', 'facts', 'digest'] as const

function asTable(reader: Reader): Writing {
  const names = new Map(users.list(reader).map(({ id, name }) => [id, name]))
  return {
    // The byte order mark tells spreadsheets that the names are UTF-8.
    first: `\u{FEFF}${csvRow(COLUMNS)}`,
    entry: ({ sequence, at, userId, act, object, facts, digest }) =>
      csvRow([String(sequence), at, names.get(userId) ?? userId, act, object, facts, digest]),
  }
}
