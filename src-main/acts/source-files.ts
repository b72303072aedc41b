import { lstat, readdir, stat } from 'node:fs/promises'
import { sep } from 'node:path'
import type { Skipped } from '../contract/exhibits.ts'
import type { SkipReason } from '../contract/failure.ts'
import type { SourcePath } from '../vault/source-file.ts'

/** A file found where evidence is brought from. `path` is used to read it once and is never recorded. */
export interface SourceFile {
  readonly path: SourcePath
  /** The last part of the path; what of it is no UTF-8 is shown as U+FFFD. */
  readonly name: string
  readonly size: number
  readonly modifiedAt: string | null
}

/** A file that was left out. Its path is for the terminal of whoever named it; the window is told the name alone. */
export interface SkippedSource extends Skipped {
  readonly path: string
}

/** What was found under the paths that a person chose. */
export interface Found {
  readonly files: readonly SourceFile[]
  readonly skipped: readonly SkippedSource[]
  readonly totalBytes: number
}

/**
 * Lists the files to import: each path that is a file, and the files of each that is a folder (with all below it when
 * `recursive`), in the order of their names. Links, devices and pipes are not followed or read; each is listed as left
 * out, with the reason.
 */
export async function findSources(paths: readonly string[], recursive: boolean): Promise<Found> {
  const files: SourceFile[] = []
  const skipped: SkippedSource[] = []
  for (const path of paths) await visit(Buffer.from(path), { files, skipped, recursive, chosen: true })
  return { files, skipped, totalBytes: files.reduce((sum, { size }) => sum + size, 0) }
}

interface Visit {
  readonly files: SourceFile[]
  readonly skipped: SkippedSource[]
  readonly recursive: boolean
  /** Chosen by the person: a chosen link is followed, one found in a folder is not. */
  readonly chosen: boolean
}

// Paths are bytes here: on Linux a file's name need not be UTF-8, and such a file is evidence like any other.
async function visit(path: Buffer, visiting: Visit): Promise<void> {
  const name = nameOf(path)
  try {
    const facts = await (visiting.chosen ? stat(path) : lstat(path))
    if (facts.isDirectory()) {
      if (visiting.chosen || visiting.recursive) await visitFolder(path, visiting)
    } else if (facts.isFile()) {
      visiting.files.push({ path: asText(path), name, size: facts.size, modifiedAt: facts.mtime.toISOString() })
    } else {
      visiting.skipped.push({ name, path: path.toString(), reason: 'not-a-file' })
    }
  } catch (error) {
    visiting.skipped.push({ name, path: path.toString(), reason: reasonFor(error) })
  }
}

async function visitFolder(path: Buffer, visiting: Visit): Promise<void> {
  const names = await readdir(path, { encoding: 'buffer' })
  for (const name of names.toSorted((a, b) => a.compare(b)))
    await visit(Buffer.concat([path, Buffer.from(sep), name]), { ...visiting, chosen: false })
}

function asText(path: Buffer): SourcePath {
  const text = path.toString('utf8')
  return Buffer.from(text, 'utf8').equals(path) ? text : path
}

function nameOf(path: Buffer): string {
  const parts = path.toString('utf8').split(process.platform === 'win32' ? /[\\/]+/u : /\/+/u)
  return parts.findLast((part) => part !== '') ?? ''
}

function reasonFor(error: unknown): SkipReason {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : 'unreadable'
}
