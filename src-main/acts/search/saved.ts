import { z } from 'zod'
import { SearchId } from '../../contract/ids.ts'
import { Narrowed, type SavedSearch } from '../../contract/search.ts'
import { Refusal } from '../../kernel/errors.ts'
import * as saved from '../../store/saved-searches.ts'
import { openNote, sealNote } from '../../vault/own-notes.ts'
import type { Main } from '../compartments/main.ts'

/** What is kept of a search, sealed. */
const Kept = z.object({ name: z.string(), query: z.string(), narrowed: Narrowed })

/**
 * Keeps a search for its user, sealed: it may name what nobody else may know of. It is a note for oneself and no act on
 * records, so it is not entered in the ledger.
 *
 * @throws Refusal `search.too-many` beyond 200
 */
export function saveSearch({ desk, vault }: Main, asked: z.output<typeof Kept>): { readonly searchId: SearchId } {
  const searchId = SearchId.parse(desk.newId())
  const sealed = sealNote(vault.exchangeIdentity, new TextEncoder().encode(JSON.stringify(Kept.parse(asked))))
  desk.connection.write((writer) => {
    if (saved.listOf(writer, desk.user.id).length >= 200) throw new Refusal('search.too-many', {})
    const row = { id: searchId, userId: desk.user.id, recordedAt: desk.clock().at }
    saved.insert(writer, { ...row, sealed: Buffer.from(sealed).toString('base64') })
  })
  return { searchId }
}

/** The searches that the user keeps. What was sealed for keys that the user has no more is left out. */
export function savedSearches({ desk, vault }: Main): readonly SavedSearch[] {
  return desk.connection
    .read((reader) => saved.listOf(reader, desk.user.id))
    .flatMap(({ id, sealed, recordedAt }) => {
      const plain = openNote(vault.exchangeIdentity, Buffer.from(sealed, 'base64'))
      if (!plain) return []
      const kept = Kept.safeParse(JSON.parse(new TextDecoder().decode(plain)))
      return kept.success ? [{ searchId: SearchId.parse(id), ...kept.data, recordedAt }] : []
    })
}

/** Keeps a search no longer. */
export function forgetSearch({ desk }: Main, searchId: string): void {
  desk.connection.write((writer) => saved.remove(writer, desk.user.id, searchId))
}
