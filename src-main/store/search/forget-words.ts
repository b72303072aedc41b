import type { Database as SqlCipher } from '@signalapp/sqlcipher'

/**
 * Takes the words of records that are gone out of the index for good. Until then it only knows not to show them: FTS5
 * writes over what was deleted when it joins its parts.
 * Source: https://www.sqlite.org/fts5.html, "Contentless-Delete Tables"
 */
export function forgetWords(raw: SqlCipher): void {
  if (raw.prepare("SELECT 1 FROM sqlite_master WHERE name = 'search_words'").get() === undefined) return
  raw.exec("INSERT INTO search_words (search_words) VALUES ('optimize')")
  raw.exec("CREATE VIRTUAL TABLE temp.search_vocabulary USING fts5vocab ('main', 'search_words', 'row')")
  try {
    raw.exec('DELETE FROM search_terms WHERE term NOT IN (SELECT term FROM temp.search_vocabulary)')
  } finally {
    raw.exec('DROP TABLE temp.search_vocabulary')
  }
}
