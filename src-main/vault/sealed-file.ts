import { open } from 'node:fs/promises'
import { openAgeHeader, agePrefixLength, AgeError } from './age-header.ts'
import { plainSize } from './age-stream.ts'
import { parseRecipient } from './age-keys.ts'
import { BlobReader, type BlobRef } from './blob-reader.ts'
import { BlobSealer, sha256Hex } from './blob-sealer.ts'
import { BlockGatherer } from './blob-writer.ts'
import type { BlobKeys } from './blobs.ts'
import { asWriteRefusal, readFully, systemCode } from './durable-file.ts'
import { assert, Refusal } from '../kernel/errors.ts'

const prefixBytesMost = 1_024

/** A file of text that is encrypted as it is written: nothing of it is ever plain on a disk. */
export interface SealedFile {
  write(bytes: Uint8Array): Promise<void>
  /** Flushes and closes it. */
  finish(): Promise<void>
  giveUp(): Promise<void>
}

async function orRefuse(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw asWriteRefusal(error)
  }
}

/** Begins an age file, which must not exist, for a recipient `age1…`. @throws Refusal `disk.full`, `destination.unwritable` */
export async function createSealedFile(path: string, recipient: string): Promise<SealedFile> {
  const publicKey = parseRecipient(recipient)
  assert(publicKey !== undefined, 'a vault has a recipient of its own')
  const sealer = await BlobSealer.create(path, publicKey).catch((error: unknown) => {
    throw asWriteRefusal(error)
  })
  const gatherer = new BlockGatherer(sealer)
  return {
    write: (bytes) => orRefuse(() => gatherer.add(bytes)),
    finish: () =>
      orRefuse(async () => {
        await gatherer.end()
        await sealer.finish()
        await sealer.flush()
        await sealer.close()
      }),
    giveUp: () => sealer.giveUp(),
  }
}

/**
 * What a row would say of an age file, from the file itself and the vault's identities: for files that no row names.
 * Undefined when it is for none of them, or no whole file.
 */
export async function refOfFile(path: string, blobId: string, keys: BlobKeys): Promise<BlobRef | undefined> {
  try {
    const file = await open(path, 'r')
    try {
      const start = Buffer.alloc(prefixBytesMost)
      const have = start.subarray(0, await readFully(file, start, 0))
      const length = agePrefixLength(have)
      const size = plainSize((await file.stat()).size - length)
      const epoch = epochOf(have, keys)
      if (size === undefined || epoch === undefined) return undefined
      return { blobId, size, epoch, headerSha256: sha256Hex(have.subarray(0, length)) }
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof AgeError || systemCode(error) !== undefined) return undefined
    throw error
  }
}

function epochOf(start: Uint8Array, keys: BlobKeys): number | undefined {
  for (let epoch = keys.currentEpoch; epoch > 0; epoch--) {
    const identity = keys.identityOf(epoch)
    if (identity === undefined) continue
    try {
      openAgeHeader(start, identity).payloadKey.fill(0)
      return epoch
    } catch (error) {
      if (!(error instanceof AgeError)) throw error
    }
  }
  return undefined
}

/** Reads what {@link createSealedFile} wrote. @throws Refusal `blob.damaged` */
export async function* readSealedFile(path: string, keys: BlobKeys): AsyncGenerator<Uint8Array> {
  const ref = await refOfFile(path, '', keys)
  const identity = ref && keys.identityOf(ref.epoch)
  if (!ref || !identity) throw new Refusal('blob.damaged', { blobId: '' })
  const reader = await BlobReader.open(path, ref, identity)
  try {
    yield* reader.range(0, ref.size)
  } finally {
    await reader.close()
  }
}
