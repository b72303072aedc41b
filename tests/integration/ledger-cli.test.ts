import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { clarkson, type Ended } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'
import { restore, snapshot } from '../support/ledger-office.ts'

const folder = ownFolder('ledger-cli')
const vault = join(folder, 'office')
const run = (...args: readonly string[]): Ended =>
  clarkson([...args, '--vault', vault], { XDG_STATE_HOME: join(folder, 'state') })
const addCase = (title: string): Ended =>
  run('case', 'create', '--title', title, '--type', 'other', '--profile', 'GENERIC')

beforeAll(() => {
  expect(run('vault', 'create', '--name', 'O', '--user', 'Amina', '--kdf-memory', '64').status).toBe(0)
  expect(addCase('One').status).toBe(0)
})

test('the ledger is verified, and exported once it is', () => {
  const verified = run('audit', 'verify')
  expect(verified).toMatchObject({ status: 0, json: { ok: true, entries: 2, problems: [] } })
  const path = join(folder, 'ledger.jsonl')
  const exported = run('audit', 'export', '-o', path)
  expect(exported).toMatchObject({ status: 0, json: { ok: true, entries: 3 } })
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(5)
  expect(run('audit', 'export', '-o', path)).toMatchObject({
    status: 5,
    json: { error: { code: 'destination.exists' } },
  })
  expect(run('audit', 'export', '-o', path, '--overwrite', '--csv').status).toBe(0)
})

test('what the machine saw is remembered in the profile, and an older vault is opened only when that is said', () => {
  const heads = readFileSync(join(folder, 'state', 'clarkson', 'heads.json'), 'utf8')
  expect(heads).toContain('"clarkson":"heads"')
  snapshot(vault, join(folder, 'older'))
  cpSync(join(folder, 'state'), join(folder, 'older-state'), { recursive: true })
  expect(addCase('Two').status).toBe(0)
  restore(vault, join(folder, 'older'))
  expect(run('case', 'list')).toMatchObject({ status: 4, json: { error: { code: 'vault.record-altered' } } })
  const accepted = run('audit', 'verify', '--accept-older')
  expect(accepted).toMatchObject({ status: 0, json: { ok: true } })
  expect(run('case', 'list').status).toBe(0)
  rmSync(join(folder, 'older'), { recursive: true })
})
