import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Office } from '../../src-main/acts/office.ts'
import { openCipherPages } from '../../src-main/store/cipher-pages.ts'

/** Every file of a folder, however deep. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

/** Every byte that whoever has an office open can get at without asking the program: raw files, and what its keys decrypt. */
export async function everything({
  vault,
  desk,
}: Office): Promise<readonly { readonly of: string; readonly bytes: Buffer }[]> {
  const found: { of: string; bytes: Buffer }[] = []
  desk.connection.raw.pragma('wal_checkpoint(PASSIVE)')
  for (const path of filesIn(vault.folder)) {
    found.push({ of: path, bytes: readFileSync(path) })
    if (/\.db(?:\.\d+)?$/u.test(path)) found.push(...pagesOf(path, vault.databaseKey))
    const blobId = /([0-9a-f]{32})\.age$/u.exec(path)?.[1]
    if (blobId === undefined) continue
    const ref = await vault.describeBlob(path, blobId)
    if (!ref) continue
    const parts: Buffer[] = []
    for await (const part of vault.readSealed(path)) parts.push(Buffer.from(part))
    found.push({ of: `${path}, decrypted`, bytes: Buffer.concat(parts) })
  }
  return found
}

/** The pages of a database under a key, free ones and those of its log too; what the key does not open is noise. */
function pagesOf(path: string, key: Uint8Array): readonly { of: string; bytes: Buffer }[] {
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

/** Where any of the words stand. */
export async function placesOfWords(office: Office, words: readonly string[]): Promise<readonly string[]> {
  const all = await everything(office)
  return words.flatMap((word) => all.filter(({ bytes }) => bytes.includes(word)).map(({ of }) => `${word}: ${of}`))
}
