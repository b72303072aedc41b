import { slipsAllowed } from '../../domain/search/near-words.ts'
import { eachWord, WORDS_VERSION } from '../../domain/search/words.ts'
import type { Reader, Writer } from '../handles.ts'
import { numberOf, textOf } from '../rows.ts'
import { find, set } from '../settings.ts'
import { custodyText, pageText } from './passage-texts.ts'
import { type RecordKind, type RecordSource, recordSource } from './record-sources.ts'

/** Where a passage of a record stands. */
export type PassageSource = 'record' | 'page' | 'custody'

interface Due {
  readonly source: RecordKind | 'page' | 'custody'
  readonly recordId: string
  readonly place: number
}

interface Passage {
  readonly record: number
  readonly source: PassageSource
  readonly place: number
  readonly text: string
}

/**
 * Puts some of what is due into the index; gives how much of it there was. `later` is what became due when the whole index
 * was to be made anew.
 */
export function putDue(writer: Writer, { later, most }: { readonly later: boolean; readonly most: number }): number {
  const due = writer
    .all('SELECT source, record_id, place FROM search_due WHERE later = ? LIMIT ?', [Number(later), most])
    .map((row): Due => ({
      source: textOf(row, 'source') as Due['source'],
      recordId: textOf(row, 'record_id'),
      place: numberOf(row, 'place'),
    }))
  const seen = new Set<string>()
  for (const one of due) {
    put(writer, one, seen)
    writer.run('DELETE FROM search_due WHERE later = ? AND source = ? AND record_id = ? AND place = ?', [
      Number(later),
      one.source,
      one.recordId,
      one.place,
    ])
  }
  putTerms(writer, seen)
  return due.length
}

/** How much is still to be put into an index that is made anew. */
export function dueLater(reader: Reader): number {
  const row = reader.get('SELECT count(*) AS n FROM search_due WHERE later = 1')
  return row ? numberOf(row, 'n') : 0
}

/** Whether the index was cut into words by another version of the program. */
export function isOutdated(reader: Reader): boolean {
  return find(reader, 'search.version') !== String(WORDS_VERSION)
}

/** Empties the index, and makes everything due again. */
export function beginAnew(writer: Writer): void {
  for (const table of ['search_facets', 'search_passages', 'search_records', 'search_terms', 'search_due'])
    writer.run(`DELETE FROM ${table}`)
  writer.run("INSERT INTO search_words (search_words) VALUES ('delete-all')")
  const all = {
    case: 'cases',
    party: 'parties',
    exhibit: 'exhibits',
    statement: 'statements',
    event: 'events',
    hearing: 'hearings',
    note: 'aftercare_notes',
  }
  for (const [source, table] of Object.entries(all))
    writer.run(`INSERT INTO search_due SELECT 1, '${source}', id, 0 FROM ${table}`)
  writer.run(
    `INSERT INTO search_due SELECT 1, 'custody', exhibit_id, sequence FROM custody_events
     WHERE kind NOT IN ('imported', 'accessed', 'verified') OR note <> '' OR place <> ''`,
  )
  writer.run("INSERT INTO search_due SELECT DISTINCT 1, 'page', exhibit_id, page FROM exhibit_pages_text")
  set(writer, 'search.version', String(WORDS_VERSION))
}

function put(writer: Writer, { source, recordId, place }: Due, seen: Set<string>): void {
  if (source !== 'page' && source !== 'custody') return putRecord(writer, source, recordId, seen)
  const found = findRecord(writer, 'exhibit', recordId)
  if (found === undefined) putRecord(writer, 'exhibit', recordId, seen)
  const record = found ?? findRecord(writer, 'exhibit', recordId)
  if (record === undefined) return
  const text = source === 'page' ? pageText(writer, recordId, place) : custodyText(writer, recordId, place)
  putPassage(writer, { record, source, place, text }, seen)
}

function findRecord(reader: Reader, kind: RecordKind, recordId: string): number | undefined {
  const row = reader.get('SELECT seq FROM search_records WHERE record_id = ? AND kind = ?', [recordId, kind])
  return row && numberOf(row, 'seq')
}

function putRecord(writer: Writer, kind: RecordKind, recordId: string, seen: Set<string>): void {
  const source = recordSource(writer, kind, recordId)
  const had = findRecord(writer, kind, recordId)
  if (source === undefined) {
    if (had !== undefined) removeRecord(writer, had)
    return
  }
  const record = writeRecord(writer, { kind, recordId, had }, source)
  putPassage(writer, { record, source: 'record', place: 0, text: source.lines.join('\n') }, seen)
}

function writeRecord(
  writer: Writer,
  { kind, recordId, had }: { readonly kind: RecordKind; readonly recordId: string; readonly had: number | undefined },
  source: RecordSource,
): number {
  const told = [source.caseId, source.exhibitKind ?? null, source.dayFrom, source.dayTo]
  if (had === undefined)
    writer.run(
      'INSERT INTO search_records (case_id, exhibit_kind, day_from, day_to, kind, record_id) VALUES (?, ?, ?, ?, ?, ?)',
      [...told, kind, recordId],
    )
  else
    writer.run('UPDATE search_records SET case_id = ?, exhibit_kind = ?, day_from = ?, day_to = ? WHERE seq = ?', [
      ...told,
      had,
    ])
  const record = had ?? lastInserted(writer)
  writer.run('DELETE FROM search_facets WHERE record = ?', [record])
  for (const [facet, values] of Object.entries(source.facets))
    for (const value of values)
      if (value !== '')
        writer.run('INSERT INTO search_facets (record, facet, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
          record,
          facet,
          value,
        ])
  return record
}

/** The number of the row that was just inserted. RETURNING would make a table in memory each time, which is slow here. */
function lastInserted(reader: Reader): number {
  const row = reader.get('SELECT last_insert_rowid() AS seq')
  return row ? numberOf(row, 'seq') : 0
}

function removeRecord(writer: Writer, record: number): void {
  writer.run('DELETE FROM search_words WHERE rowid IN (SELECT seq FROM search_passages WHERE record = ?)', [record])
  writer.run('DELETE FROM search_passages WHERE record = ?', [record])
  writer.run('DELETE FROM search_facets WHERE record = ?', [record])
  writer.run('DELETE FROM search_records WHERE seq = ?', [record])
}

/** Writes the words of a passage in place of those that it had; {@link putTerms} is to follow with `seen`. */
export function putPassage(writer: Writer, { record, source, place, text }: Passage, seen: Set<string>): void {
  const key = [record, source, place]
  const had = writer.get('SELECT seq FROM search_passages WHERE record = ? AND source = ? AND place = ?', key)
  const words = cut(text, seen)
  if (had) writer.run('DELETE FROM search_words WHERE rowid = ?', [numberOf(had, 'seq')])
  if (words === '') {
    if (had) writer.run('DELETE FROM search_passages WHERE seq = ?', [numberOf(had, 'seq')])
    return
  }
  if (!had) writer.run('INSERT INTO search_passages (record, source, place) VALUES (?, ?, ?)', key)
  const seq = had ? numberOf(had, 'seq') : lastInserted(writer)
  writer.run('INSERT INTO search_words (rowid, words) VALUES (?, ?)', [seq, words])
}

/** The words of a text; those that may be mistyped are added to `seen`. */
function cut(text: string, seen: Set<string>): string {
  const words: string[] = []
  eachWord(text, (word, kind) => {
    words.push(word)
    if (kind === 'word' && slipsAllowed(word) > 0) seen.add(word)
  })
  return words.join(' ')
}

/** Adds words to those that are looked through for what is near to a mistyped one. */
export function putTerms(writer: Writer, seen: ReadonlySet<string>): void {
  if (seen.size === 0) return
  writer.run('INSERT INTO search_terms (term) SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING', [
    JSON.stringify([...seen]),
  ])
}
