import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { beforeAll, expect, test } from 'vitest'
import { clarkson, PASSPHRASE } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'

const folder = ownFolder('cli-vault')
const vault = join(folder, 'office')
let recoveryKey: unknown

beforeAll(() => {
  const made = clarkson([
    'vault',
    'create',
    '--vault',
    vault,
    '--name',
    'Nairobi office',
    '--user',
    'Amina',
    '--kdf-memory',
    '64',
  ])
  expect(made.status).toBe(0)
  expect(made.json['vaultId']).toMatch(/^[0-9a-f-]{36}$/u)
  expect(made.json['warnings']).toEqual(['weak-kdf'])
  recoveryKey = made.json['recoveryKey']
})

test('a recovery key is printed once, in groups', () => {
  expect(recoveryKey).toMatch(/^[0-9A-Z]{4}(?:-[0-9A-Z]{4})+$/u)
})

test('R14: a new vault says what it holds and how it opens, and nothing secret', () => {
  const { status, json } = clarkson(['vault', 'status', '--vault', vault])
  expect(status).toBe(0)
  expect(json).toMatchObject({
    name: 'Nairobi office',
    user: 'Amina',
    role: 'director',
    cases: 0,
    exhibits: 0,
    bytes: 0,
  })
  expect(json['slots']).toMatchObject([{ type: 'passphrase', user: 'Amina', memoryMiB: 64 }, { type: 'recovery' }])
})

test('a wrong passphrase and an unknown user end alike, with status 3', () => {
  const wrong = clarkson(['case', 'list', '--vault', vault], { CLARKSON_PASSPHRASE: 'not the passphrase at all' })
  const unknown = clarkson(['case', 'list', '--vault', vault, '--user', 'Nobody'])
  for (const { status, json, stderr } of [wrong, unknown]) {
    expect(status).toBe(3)
    expect(json).toMatchObject({ error: { code: 'vault.wrong-passphrase' } })
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toContain(vault)
  }
  expect(wrong.stderr).toBe(unknown.stderr)
})

test('the passphrase is read from a file, its first line', () => {
  const file = join(folder, 'passphrase')
  writeFileSync(file, `${PASSPHRASE}\nnot this line\n`)
  const args = ['vault', 'status', '--vault', vault, '--passphrase-file', file]
  expect(clarkson(args, { CLARKSON_PASSPHRASE: 'unused, and wrong' }).status).toBe(0)
  expect(clarkson(['vault', 'status', '--vault', vault, '--passphrase-file', join(folder, 'absent')]).status).toBe(2)
})

test('a folder that is no vault is wrong usage, and nothing is made in it', () => {
  const other = join(folder, 'other')
  mkdirSync(other)
  writeFileSync(join(other, 'letter.txt'), 'not ours')
  const { status, json } = clarkson(['case', 'list', '--vault', other])
  expect([status, json]).toMatchObject([2, { error: { code: 'vault.not-a-vault' } }])
  expect(readdirSync(other)).toEqual(['letter.txt'])
})

test('a vault is made in an empty folder only', () => {
  const { status, json } = clarkson(['vault', 'create', '--vault', vault, '--name', 'B', '--user', 'B'])
  expect([status, json]).toMatchObject([2, { error: { code: 'vault.folder-not-empty' } }])
})

test('a short passphrase is refused, and leaves no folder', () => {
  const short = join(folder, 'short')
  const { status, json } = clarkson(['vault', 'create', '--vault', short, '--name', 'B', '--user', 'B'], {
    CLARKSON_PASSPHRASE: 'short',
  })
  expect([status, json]).toMatchObject([5, { error: { code: 'passphrase.too-short' } }])
  expect(readdirSync(folder)).not.toContain('short')
})

test.each(['32', '0', '-1', 'much'])('Argon2id with %s MiB is refused', (memory) => {
  const { status } = clarkson([
    'vault',
    'create',
    '--vault',
    join(folder, 'weak'),
    '--name',
    'B',
    '--user',
    'B',
    '--kdf-memory',
    memory,
  ])
  expect([2, 4, 5]).toContain(status)
})

test('a vault that is open elsewhere is not opened a second time, and opens again when that process is gone', async () => {
  const holder = spawn(process.execPath, [resolve(import.meta.dirname, '../support/hold-vault.ts'), vault], {
    env: { ...process.env, CLARKSON_PASSPHRASE: PASSPHRASE },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await once(holder.stdout, 'data')
    const second = clarkson(['case', 'list', '--vault', vault])
    expect([second.status, second.json]).toMatchObject([6, { error: { code: 'vault.in-use' } }])
  } finally {
    holder.kill('SIGKILL')
    await once(holder, 'exit')
  }
  expect(clarkson(['case', 'list', '--vault', vault]).status).toBe(0)
})

test('everything in a vault is readable by its owner alone', () => {
  expect(statSync(vault).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(vault)) {
    const { mode } = statSync(join(vault, name))
    expect([name, mode & 0o077]).toEqual([name, 0])
  }
})

test.each([
  [['nonsense'], 2],
  [['case', 'create', '--vault', 'x', '--colour', 'red'], 2],
  [['case', 'show', '--vault', 'x'], 2],
  [['--help'], 0],
])('clarkson %j ends with %i', (args, status) => expect(clarkson(args).status).toBe(status))
