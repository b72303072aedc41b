import type { LedgerDetail, LedgerLine, LedgerRecord } from '../contract/audit.ts'
import { CaseId } from '../contract/ids.ts'
import type { Output } from '../contract/index.ts'
import { coveredText, LEDGER_LABEL, type LedgerEntry } from '../domain/ledger.ts'
import { GENESIS } from '../domain/custody.ts'
import type { Connection, Reader } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import { endOf, type LedgerSearch, partOfAll, partOfFound, search } from '../store/ledger-search.ts'
import { namesOf, type RecordName } from '../store/record-names.ts'
import * as users from '../store/users.ts'
import type { Desk } from './desk.ts'
import { hashText, keysOf } from './ledger-keys.ts'
import type { Office } from './office.ts'
import { custodyOf, parsed } from './verify-ledger.ts'

/** Which entries a viewer asks for. */
export interface LedgerPage {
  readonly offset: number
  readonly limit: number
  /** Entries after this place are left out. */
  readonly upTo?: number | undefined
  readonly filter?: LedgerSearch
}

/** What was looked for last in a database, and where it was found: the pages of one list come one after another. */
const lastSearches = new WeakMap<
  Connection,
  { readonly asked: string; readonly found: readonly number[] | undefined }
>()

function searched(
  connection: Connection,
  reader: Reader,
  filter: LedgerSearch,
  end: number,
): readonly number[] | undefined {
  const asked = JSON.stringify([end, filter])
  const last = lastSearches.get(connection)
  if (last?.asked === asked) return last.found
  const found = search(reader, filter, end)
  lastSearches.set(connection, { asked, found })
  return found
}

/** A page of the ledger with its users' and records' names, newest entry first, and whom one can ask for. */
export function pageOfLedger(
  { connection }: Pick<Desk, 'connection'>,
  { upTo, filter = {}, ...part }: LedgerPage,
): {
  readonly rows: LedgerLine[]
  readonly total: number
  readonly users: { readonly userId: string; readonly name: string }[]
} {
  return connection.read((reader) => {
    const end = endOf(reader, upTo)
    const found = searched(connection, reader, filter, end)
    const entries = found ? partOfFound(reader, found, part) : partOfAll(reader, end, part)
    const all = users.list(reader).map(({ id, name }) => ({ userId: id, name }))
    return { rows: lines(reader, entries), total: found?.length ?? end, users: all }
  })
}

function lines(reader: Reader, entries: readonly LedgerEntry[]): LedgerLine[] {
  const names = new Map(users.list(reader).map(({ id, name }) => [id, name]))
  const records = namesOf(
    reader,
    entries.map(({ object }) => object),
  )
  return entries.map(({ sequence, at, userId, act, object, facts }) => {
    const { custody: _, ...others } = parsed(facts)
    const user = names.get(userId) ?? ''
    const record = recordOf(records.get(object))
    return { sequence, at, userId, user, act, object, record, facts: others, custodyEvents: custodyOf(facts).length }
  })
}

function recordOf(name: RecordName | undefined): LedgerRecord | null {
  if (!name) return null
  const { kind, label, caseId, reference } = name
  return { kind, label, caseId: CaseId.parse(caseId), reference }
}

/** One entry in full, and whether it is what its digest says, follows the one before, and is signed by its user. */
export function entryOfLedger({ desk, vault }: Pick<Office, 'desk' | 'vault'>, sequence: number): LedgerDetail | null {
  return desk.connection.read((reader) => {
    const entry = ledger.at(reader, sequence)
    const [line] = entry ? lines(reader, [entry]) : []
    if (!entry || !line) return null
    const keys = keysOf(reader, vault)
    const before = sequence === 1 ? GENESIS : ledger.digestAt(reader, sequence - 1)
    return {
      ...line,
      previous: entry.previous,
      digest: entry.digest,
      signature: entry.signature,
      custody: [...custodyOf(entry.facts)],
      holds: hashText(LEDGER_LABEL + coveredText(entry)) === entry.digest,
      follows: before === entry.previous,
      signed: signatureOf(keys, entry),
    }
  })
}

function signatureOf(keys: ReturnType<typeof keysOf>, entry: LedgerEntry): LedgerDetail['signed'] {
  if (keys.others.has(entry.userId)) return 'other-key'
  const said = keys.signed(entry)
  return said === 'yes' ? 'signed' : said === 'no' ? 'not-signed' : said
}

/** The newest entry of the ledger, and the ones that are remembered outside the database. */
export async function headsOf({
  desk,
  rememberedHeads,
}: Pick<Office, 'desk' | 'rememberedHeads'>): Promise<Output<'audit.heads'>> {
  const head = desk.connection.read((reader) => ledger.head(reader))
  const newest = head ? { sequence: head.sequence, hash: head.digest } : null
  return { newest, ...(await rememberedHeads()) }
}
