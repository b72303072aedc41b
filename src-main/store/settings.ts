import type { Reader, Writer } from './handles.ts'
import { textOf } from './rows.ts'

/**
 * What a database keeps of itself. Of the vault: its name, the prefix of its case references, up to which number they were
 * given (also to cases that lie in compartments); when it was last backed up, where backups go, how many are kept, and
 * which of them were read again; within how many days every file is read again; whether what was moved out of it still has to be written over. Of a compartment: its
 * name, and its id. Of both: in which version the words of the index are cut.
 */
export type Setting =
  | 'vault.name'
  | 'reference.prefix'
  | 'reference.given'
  | 'backup.last'
  | 'backup.folder'
  | 'backup.plan'
  | 'backup.proved'
  | 'integrity.days'
  | 'scrub.due'
  | 'search.version'
  | 'compartment.name'
  | 'compartment.id'

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
