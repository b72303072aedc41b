import { open, readFile, stat } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { detectMediaType } from '../intake/media-type.ts'
import { Refusal } from '../kernel/errors.ts'
import { titleFrom } from './import-evidence.ts'
import { findSources } from './source-files.ts'

/** One file of a quick bundle. */
export interface QuickFile {
  readonly path: string
  readonly title: string
  readonly date: string | undefined
  readonly section: string
}

/** The section of files that lie in no folder of their own. */
const UNSORTED = 'Documents'

/**
 * Lists the files of a quick bundle: a CSV with the columns `file,title,date,section`, in its own order, with paths
 * from where it lies; or a folder, each folder in it a section, in the order of names with numbers as numbers.
 *
 * @throws Refusal `source.not-found`, `source.unreadable`, `source.unsupported` for a CSV without a `file` column
 */
export async function quickFiles(source: string): Promise<readonly QuickFile[]> {
  const facts = await stat(source).catch(() => {
    throw new Refusal('source.not-found', {})
  })
  return facts.isDirectory() ? folderFiles(source) : csvFiles(source)
}

async function csvFiles(source: string): Promise<readonly QuickFile[]> {
  let rows: readonly Readonly<Record<string, string | undefined>>[]
  try {
    rows = parseCsv(await readFile(source), {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    })
  } catch {
    throw new Refusal('source.unsupported', {})
  }
  return rows.map(({ file, title, date, section }) => {
    if (file === undefined || file === '') throw new Refusal('source.unsupported', {})
    return {
      path: resolve(dirname(source), file),
      title:
        title === undefined || title === '' ? titleFrom(file.split(/[\\/]/u).at(-1) ?? file) : title.normalize('NFC'),
      date: date === undefined || date === '' ? undefined : date,
      section: section === undefined || section === '' ? UNSORTED : section.normalize('NFC'),
    }
  })
}

async function folderFiles(folder: string): Promise<readonly QuickFile[]> {
  const { files } = await findSources([folder], true)
  const inOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
  return files
    .filter(({ name }) => !name.startsWith('.'))
    .map(({ path: found, name }) => {
      const path = found.toString()
      const inside = path.slice(resolve(folder).length + 1).split(/[\\/]/u)
      return {
        path,
        title: titleFrom(name),
        date: undefined,
        section: inside.length > 1 ? (inside[0] ?? UNSORTED) : UNSORTED,
      }
    })
    .toSorted((a, b) => inOrder.compare(a.section, b.section) || inOrder.compare(a.path, b.path))
}

/** The media type of a file on disk, by its first bytes. @throws Refusal `source.not-found`, `source.unreadable` */
export async function mediaTypeAt(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      const head = Buffer.alloc(Math.min(65_536, size))
      await file.read(head, 0, head.length, 0)
      return detectMediaType(head, size)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new Refusal(missing ? 'source.not-found' : 'source.unreadable', {})
  }
}

/** The kinds of text file that a quick bundle typesets. */
export function isTextFile(path: string, mediaType: string): boolean {
  return mediaType === 'text/plain' || ['.txt', '.md'].includes(extname(path).toLowerCase())
}
