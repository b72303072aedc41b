import { stopIfCancelled, type Cancel } from '../kernel/cancel.ts'
import { type BlobSealer, blockBytes } from './blob-sealer.ts'
import type { SourceFile } from './source-file.ts'

/** How a file is taken in. */
export interface PutOptions {
  /** Told how many plain bytes are hashed and encrypted so far; the reading back afterwards is not counted. */
  readonly onProgress?: (bytes: number) => void
  readonly cancel?: Cancel
}

/**
 * Pours a file into a blob, a block at a time, and looks at the end whether it is still the file that it was.
 *
 * @throws Refusal `cancelled`, `source.unreadable`, `source.vanished`, `source.changed`; the system's error of writing
 */
export async function pump(source: SourceFile, sealer: BlobSealer, options: PutOptions): Promise<void> {
  const blocks = [Buffer.alloc(blockBytes), Buffer.alloc(blockBytes)]
  let block = await source.read(blocks[0] ?? Buffer.alloc(0))
  let done = 0
  for (let turn = 1; ; turn = 1 - turn) {
    stopIfCancelled(options.cancel)
    // The next block is read while this one is hashed.
    const reading = source.read(blocks[turn] ?? Buffer.alloc(0))
    reading.catch(() => undefined)
    await sealer.hash(block)
    const next = await reading
    await sealer.seal(block, next.length === 0)
    done += block.length
    options.onProgress?.(done)
    if (next.length === 0) break
    block = next
  }
  await source.check()
}
