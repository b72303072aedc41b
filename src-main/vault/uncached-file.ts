import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { systemCode } from './durable-file.ts'

/** Bytes that are read at a time: a multiple of every sector and page size. */
const blockBytes = 1024 * 1024

/** How long a file is, and the SHA-256 of its bytes in lower-case hex. */
export interface FileDigest {
  readonly size: number
  readonly sha256: string
}

/** The part of WebAssembly that is wanted: memory that begins at a page, which reading past the cache asks for. */
interface Pages {
  readonly Memory: new (size: { readonly initial: number; readonly maximum: number }) => {
    readonly buffer: ArrayBuffer
  }
}

function alignedBlock(): Uint8Array {
  const { WebAssembly: pages } = globalThis as unknown as { readonly WebAssembly: Pages }
  const count = blockBytes / 65_536
  return new Uint8Array(new pages.Memory({ initial: count, maximum: count }).buffer)
}

async function openPastCache(path: string): Promise<FileHandle> {
  const direct: number | undefined = constants.O_DIRECT
  if (direct === undefined) return open(path, 'r')
  try {
    return await open(path, constants.O_RDONLY | direct)
  } catch (error) {
    if (systemCode(error) === 'EINVAL') return open(path, 'r')
    throw error
  }
}

/**
 * Reads a file as the drive has it: on Linux past the system's cache, which otherwise would give back what was just
 * written whether or not the drive kept it; elsewhere, and on file systems that know no such thing, through the cache.
 *
 * @param use is given each part in turn, and must be done with it when it returns
 * @throws the system's error
 */
export async function readFromDrive(path: string, use: (part: Uint8Array) => void): Promise<number> {
  let file = await openPastCache(path)
  try {
    const { size } = await file.stat()
    const block = alignedBlock()
    let position = 0
    while (position < size) {
      const { bytesRead } = await file.read(block, 0, blockBytes, position)
      if (bytesRead === 0) break
      use(block.subarray(0, bytesRead))
      position += bytesRead
      if (position < size && bytesRead < blockBytes) {
        // Past the cache only whole blocks are read: the rest of a share that gave fewer comes the ordinary way.
        await file.close()
        file = await open(path, 'r')
      }
    }
    return position
  } finally {
    await file.close()
  }
}

/** The digest of a file as the drive has it. @throws the system's error */
export async function digestOnDrive(path: string): Promise<FileDigest> {
  const hash = createHash('sha256')
  const size = await readFromDrive(path, (part) => void hash.update(part))
  return { size, sha256: hash.digest('hex') }
}
