import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { identityText } from '../../src-main/vault/age-keys.ts'
import type { StoredBlob } from '../../src-main/vault/blobs.ts'
import { openVault } from '../../src-main/vault/vault-folder.ts'
import { filesUnder, hex, identity, openStore } from './vault-blob-fixture.ts'
import { director, say, VaultBench, words } from './vault-fixture.ts'

const bench = new VaultBench()

function moduleOf(name: string): string {
  return JSON.stringify(pathToFileURL(join(import.meta.dirname, `../../src-main/vault/${name}.ts`)).href)
}

/** Runs a program in a process of its own, and kills it so long after its first line. Returns its whole lines. */
async function runAndKill(program: string, afterMs: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  child.stdout.on('data', (data: Buffer) => {
    said += data.toString()
  })
  const closed = new Promise((resolve) => child.once('close', resolve))
  await Promise.race([closed, new Promise((resolve) => child.stdout.once('data', resolve))])
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  child.kill('SIGKILL')
  await closed
  expect(said).toContain('\n')
  return said.split('\n').slice(0, -1)
}

test('R3: killed while it rewrites its header, a vault always opens and nothing confirmed is lost', async () => {
  const { vault } = await bench.create()
  await vault.lock()
  const program = `
    const { openVault } = await import(${moduleOf('vault-folder')})
    const secret = { kind: 'passphrase', passphrase: new TextEncoder().encode(${JSON.stringify(words)}) }
    const vault = await openVault(${JSON.stringify(bench.folder)}, secret, ${JSON.stringify(director)})
    console.log('open')
    for (let i = (vault.ledgerHead?.sequence ?? -1) + 1; ; i++) {
      await vault.rememberHead({ sequence: i, hash: 'c'.repeat(64) })
      console.log(i)
    }`
  let confirmed = -1
  for (let round = 0; round < 8; round++) {
    const lines = await runAndKill(program, 20 + Math.random() * 100)
    confirmed = Math.max(confirmed, ...lines.slice(1).map(Number))
    // The lock of the killed process is seen to be nobody's.
    const again = await openVault(bench.folder, say(), director)
    expect(again.ledgerHead?.sequence ?? -1).toBeGreaterThanOrEqual(confirmed)
    await again.lock()
  }
  expect(confirmed).toBeGreaterThan(0)
})

test('R33: killed while it takes in files, a vault has each of them whole, or set aside', async () => {
  const folder = join(bench.root, 'blobs-vault')
  const brought = join(bench.root, 'brought')
  mkdirSync(folder)
  mkdirSync(brought)
  const contents = Array.from({ length: 20 }, (_, i) => randomBytes(100_000 * i))
  for (const [i, bytes] of contents.entries()) writeFileSync(join(brought, String(i)), bytes)
  const program = `
    const { openBlobs } = await import(${moduleOf('blobs')})
    const { parseIdentity } = await import(${moduleOf('age-keys')})
    const identity = parseIdentity(${JSON.stringify(identityText(identity))})
    const blobs = openBlobs(${JSON.stringify(folder)}, { currentEpoch: 1, identityOf: () => identity })
    for (let i = 0; i < 20; i++) {
      const stored = await blobs.putFile(${JSON.stringify(brought)} + '/' + i)
      console.log(JSON.stringify({ i, ...stored }))
    }`
  const confirmed: (StoredBlob & { readonly i: number })[] = []
  let wereCutOff = 0
  for (let round = 0; round < 12; round++) {
    const lines = await runAndKill(program, Math.random() * 250)
    confirmed.push(...lines.map((line) => JSON.parse(line) as StoredBlob & { readonly i: number }))
    const store = openStore(folder)
    const named = confirmed.map(({ blobId }) => blobId)
    const swept = await store.sweep((shelf) => new Set(named.filter((blobId) => blobId.startsWith(shelf))))
    expect(swept.missing).toEqual([])
    wereCutOff += swept.unfinished + swept.orphans.length
  }
  const store = openStore(folder)
  for (const blob of confirmed) {
    expect(blob.sha256).toBe(hex('sha256', contents[blob.i] ?? Buffer.alloc(0)))
    expect(await store.verify(blob)).toEqual({ ok: true, sha256: blob.sha256 })
  }
  expect(filesUnder(join(folder, 'blobs'))).toHaveLength(confirmed.length)
  if (wereCutOff > 0) expect(readdirSync(join(folder, 'orphans'))).toHaveLength(wereCutOff)
})
