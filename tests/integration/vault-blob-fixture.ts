import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { FailureCode } from '../../src-main/contract/failure.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { newIdentity } from '../../src-main/vault/age-keys.ts'
import { openBlobs, type BlobRef, type BlobStore } from '../../src-main/vault/blobs.ts'

/** The one identity to which the blobs of these tests are encrypted. */
export const identity = newIdentity()

/** A blob store on a folder, as of a new session. */
export function openStore(folder: string): BlobStore {
  return openBlobs(folder, { currentEpoch: 1, identityOf: (epoch) => (epoch === 1 ? identity : undefined) })
}

/** A digest in hex. */
export function hex(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex')
}

/** With which code a piece of work is refused; undefined when it is done. */
export async function refusal(work: Promise<unknown>): Promise<FailureCode | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** All parts in one. */
export async function drain(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part.slice())
  return Buffer.concat(all)
}

/** Everything under a folder that is a file. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** A fresh folder and blob store for each test. */
export class BlobBench {
  root = ''
  #blobs: BlobStore | undefined

  constructor() {
    beforeEach(() => {
      this.root = mkdtempSync(join(tmpdir(), 'clarkson-blobs-'))
      mkdirSync(this.vault)
      this.#blobs = openStore(this.vault)
    })
    afterEach(() => rmSync(this.root, { recursive: true, force: true }))
  }

  get vault(): string {
    return join(this.root, 'vault')
  }

  get blobs(): BlobStore {
    if (this.#blobs === undefined) throw new Error('inside a test only')
    return this.#blobs
  }

  pathOf({ blobId }: BlobRef): string {
    return join(this.vault, 'blobs', blobId.slice(0, 2), `${blobId}.age`)
  }

  /** Writes a file that is brought as evidence. */
  source(name: string, bytes: Uint8Array): string {
    const path = join(this.root, name)
    writeFileSync(path, bytes)
    return path
  }

  files(): readonly string[] {
    return filesUnder(this.vault)
  }
}
