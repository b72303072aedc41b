import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Office } from '../../src-main/acts/office.ts'
import type { OpenVault } from '../../src-main/vault/open-vault.ts'
import { openCipherPages } from '../../src-main/store/cipher-pages.ts'

/** Every file of a folder, however deep. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

/** A thing in which words may stand: which, and its bytes. */
export interface Readable {
  readonly of: string
  readonly bytes: Buffer
}

/** Every byte under a folder, and whatever of it a vault's keys decrypt: pages of databases, and blobs. */
export async function everythingIn(folder: string, vault: OpenVault): Promise<readonly Readable[]> {
  const found: Readable[] = []
  for (const path of filesIn(folder)) {
    found.push({ of: path, bytes: readFileSync(path) })
    if (/\.db(?:\.\d+)?$/u.test(path)) found.push(...pagesOf(path, vault.databaseKey))
    const blob = await blobOf(path, vault)
    if (blob) found.push({ of: `${path}, decrypted`, bytes: blob })
  }
  return found
}

/** What a blob's file holds, where the vault's identity opens it. */
async function blobOf(path: string, vault: OpenVault): Promise<Buffer | undefined> {
  const blobId = /([0-9a-f]{32})\.age$/u.exec(path)?.[1]
  if (blobId === undefined || !(await vault.describeBlob(path, blobId))) return undefined
  const parts: Buffer[] = []
  for await (const part of vault.readSealed(path)) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

/** Every byte that whoever has an office open can get at without asking the program. */
async function everything({ vault, desk }: Office): Promise<readonly Readable[]> {
  desk.connection.raw.pragma('wal_checkpoint(PASSIVE)')
  return everythingIn(vault.folder, vault)
}

/** The pages of a database under a key, free ones and those of its log too; what the key does not open is noise. */
function pagesOf(path: string, key: Uint8Array): readonly Readable[] {
  const pages = openCipherPages(path, key)
  try {
    return Array.from({ length: pages.count }, (_, i) => ({
      of: `${path}, page ${String(i + 1)}`,
      bytes: pages.page(i + 1)?.plain ?? Buffer.alloc(0),
    }))
  } finally {
    pages.close()
  }
}

/** Where any of the words stand in some things. */
export function placesIn(all: readonly Readable[], words: readonly string[]): readonly string[] {
  return words.flatMap((word) => all.filter(({ bytes }) => bytes.includes(word)).map(({ of }) => `${word}: ${of}`))
}

/** Where any of the words stand in an office. */
export async function placesOfWords(office: Office, words: readonly string[]): Promise<readonly string[]> {
  return placesIn(await everything(office), words)
}
