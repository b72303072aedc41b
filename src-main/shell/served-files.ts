import { open, realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { appFile } from './addresses.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
}

/** One of the window's own files. */
export interface ServedFile {
  readonly bytes: Uint8Array
  readonly mediaType: string
}

/**
 * Reads the file of the renderer's folder that an `app:` address names; undefined when there is none, when it is of a
 * type the window has no use for, or when links lead out of the folder.
 */
export async function readServedFile(root: string, address: string): Promise<ServedFile | undefined> {
  const segments = appFile(address)
  if (segments === undefined) return undefined
  const mediaType = TYPES[extname(segments.at(-1) ?? '')]
  if (mediaType === undefined) return undefined
  try {
    const real = await realpath(join(root, ...segments))
    // The separator matters: without it a sibling folder whose name begins alike would pass.
    if (!real.startsWith((await realpath(root)) + sep)) return undefined
    const file = await open(real, 'r')
    try {
      if (!(await file.stat()).isFile()) return undefined
      return { bytes: await file.readFile(), mediaType }
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}
