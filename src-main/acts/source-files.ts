import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Skipped } from '../contract/exhibits.ts'
import type { SkipReason } from '../contract/failure.ts'

/** A file found where evidence is brought from. `path` is used to read it once and is never recorded. */
export interface SourceFile {
  readonly path: string
  readonly name: string
  readonly size: number
  readonly modifiedAt: string | null
}

/** What was found under the paths that a person chose. */
export interface Found {
  readonly files: readonly SourceFile[]
  readonly skipped: readonly Skipped[]
  readonly totalBytes: number
}

/**
 * Lists the files to import: each path that is a file, and the files of each that is a folder (with all below it when
 * `recursive`), in the order of their names. Links, devices and pipes are not followed or read; each is listed as left
 * out, with the reason.
 */
export async function findSources(paths: readonly string[], recursive: boolean): Promise<Found> {
  const files: SourceFile[] = []
  const skipped: Skipped[] = []
  for (const path of paths) await visit(path, { files, skipped, recursive, chosen: true })
  return { files, skipped, totalBytes: files.reduce((sum, { size }) => sum + size, 0) }
}

interface Visit {
  readonly files: SourceFile[]
  readonly skipped: Skipped[]
  readonly recursive: boolean
  /** Chosen by the person: a chosen link is followed, one found in a folder is not. */
  readonly chosen: boolean
}

async function visit(path: string, visiting: Visit): Promise<void> {
  const name = basename(path)
  try {
    const facts = await (visiting.chosen ? stat(path) : lstat(path))
    if (facts.isDirectory()) {
      if (visiting.chosen || visiting.recursive) await visitFolder(path, visiting)
    } else if (facts.isFile()) {
      visiting.files.push({ path, name, size: facts.size, modifiedAt: facts.mtime.toISOString() })
    } else {
      visiting.skipped.push({ name, reason: 'not-a-file' })
    }
  } catch (error) {
    visiting.skipped.push({ name, reason: reasonFor(error) })
  }
}

async function visitFolder(path: string, visiting: Visit): Promise<void> {
  const names = await readdir(path)
  for (const name of names.toSorted()) await visit(join(path, name), { ...visiting, chosen: false })
}

function reasonFor(error: unknown): SkipReason {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'not-found' : 'unreadable'
}
