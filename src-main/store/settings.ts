import type { Reader, Writer } from './connection.ts'
import { textOf } from './rows.ts'

/** What a vault keeps of itself: its name, the prefix of its case references, when it was last backed up, and within how many days every file is read again. */
export type Setting = 'vault.name' | 'reference.prefix' | 'backup.last' | 'integrity.days'

export function find(reader: Reader, name: Setting): string | undefined {
  const row = reader.get('SELECT value FROM settings WHERE name = ?', [name])
  return row && textOf(row, 'value')
}

export function set(writer: Writer, name: Setting, value: string): void {
  writer.run(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    [name, value],
  )
}
