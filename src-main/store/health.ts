import type { Connection } from './connection.ts'

/**
 * What the database itself says is wrong with it. Two checks, since neither is enough alone: the cipher's finds a
 * damaged page that no query reads, the other finds pages that are missing.
 */
export function databaseProblems({ raw }: Pick<Connection, 'raw'>): readonly string[] {
  const problems: string[] = []
  try {
    for (const row of raw.pragma('cipher_integrity_check')) problems.push(String(Object.values(row)[0]))
    for (const row of raw.pragma('integrity_check')) {
      const said = String(Object.values(row)[0])
      if (said !== 'ok') problems.push(said)
    }
  } catch {
    problems.push('unreadable')
  }
  return problems
}
