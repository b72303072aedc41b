import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openVault } from '../../src-main/vault/vault-folder.ts'
import { canaryOffice } from '../support/canary-office.ts'
import { goneAfter, launchClarkson, pause, type Launched } from '../support/electron.ts'
import { asKey, asText, processesOf, scanFiles, scanMemory, type Found, type Wanted } from '../support/memory.ts'

// R13, R20: after a lock nothing of a case is left in any process of the program or in any file outside a vault's own
// ciphertext: 200 strings are planted through the window, looked at, and looked for.

const base = mkdtempSync(join(tmpdir(), 'clarkson-canaries-'))
const userData = join(base, 'profile')
const temporary = join(base, 'tmp')
const vault = join(base, 'vault')
const mark = `Qz${randomBytes(6).toString('hex')}`
const passphrase = `passphrase ${randomBytes(6).toString('hex')} of nobody`
let clarkson: Launched

test.beforeAll(async () => {
  for (const folder of [userData, temporary, join(base, 'sources')]) mkdirSync(folder, { recursive: true })
  clarkson = await launchClarkson({ userData, env: { CLARKSON_KEEP_SHELL: '0', TMPDIR: temporary } })
})
test.afterAll(async () => {
  await clarkson.close().catch(() => undefined)
  for (const { pid, kind } of processesOf(userData)) if (kind === 'shell') process.kill(pid, 'SIGKILL')
  await pause(300)
  rmSync(base, { recursive: true, force: true, maxRetries: 3 })
})

/** What is found in each process of the app that is there now. */
function scanApp(wanted: readonly Wanted[]): Readonly<Record<string, Found>> {
  return Object.fromEntries(processesOf(userData).map(({ pid, kind }) => [`${kind} ${pid}`, scanMemory(pid, wanted)]))
}

test('R13, R20: of 200 strings of a case, its passphrase and its keys, none is left after the lock', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  test.setTimeout(180_000)
  const { app, window } = clarkson
  const office = canaryOffice({ app, window, mark, passphrase, vault, sources: join(base, 'sources') })
  await office.create()
  const keys = await keysOf()
  const wanted = [...asText('planted', mark), ...asText('passphrase', passphrase), ...keys]
  await office.unlock()
  expect(await office.plant()).toBe(200)
  await office.lookAtEverything()

  const before = scanApp(wanted)
  const sums = Object.entries(before).map(([name, found]) => [name, Object.keys(found).length] as const)
  // Else the search would prove nothing: shell, keeper and page hold words of the case while the vault is open.
  expect(
    sums.filter(([name]) => /^(?:shell|renderer|node\.mojom)/u.test(name)).filter(([, kinds]) => kinds > 0).length,
  ).toBeGreaterThanOrEqual(3)

  const old = processesOf(userData)
  const holders = old.filter(({ kind }) => /^(?:shell|renderer|node\.mojom)/u.test(kind)).map(({ pid }) => pid)
  const gone = goneAfter(holders, 5_000)
  const allGone = goneAfter(
    old.map(({ pid }) => pid),
    5_000,
  )
  await office.lock()
  // The press itself is in it, and a machine that others use.
  expect(await gone).toBeLessThanOrEqual(2_000)
  await allGone
  await expect
    .poll(() => processesOf(userData).filter(({ kind }) => /^(?:renderer|node\.mojom)/u.test(kind)).length, {
      timeout: 15_000,
    })
    .toBeGreaterThanOrEqual(3)
  await pause(2_000)
  const after = scanApp(wanted)
  const kinds = Object.keys(after).map((name) => name.split(' ')[0])
  expect(kinds).toEqual(expect.arrayContaining(['shell', 'renderer', 'gpu-process', 'node.mojom.NodeService']))
  expect(Object.fromEntries(Object.entries(after).filter(([, found]) => Object.keys(found).length > 0))).toEqual({})
  for (const folder of [userData, temporary, vault, '/dev/shm']) expect(scanFiles(folder, wanted)).toEqual([])
})

/** The database's key, as whoever knows the passphrase can derive it. */
async function keysOf(): Promise<readonly Wanted[]> {
  const opened = await openVault(vault, { kind: 'passphrase', passphrase: Buffer.from(passphrase, 'utf8') })
  try {
    return asKey('database key', opened.databaseKey)
  } finally {
    await opened.lock()
  }
}
