import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { clarkson, shell, type Ended } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'
import { scanFiles } from '../support/memory.ts'

// R9, R20: the step before a border, from the command line.

const folder = ownFolder('travel')
const vault = join(folder, 'office')
const [state, config] = [join(folder, 'state'), join(folder, 'config')]
const settings = join(config, 'Clarkson', 'settings.json')
const heads = join(state, 'clarkson', 'heads.json')
let vaultId: string
let ref: string

function run(...args: readonly string[]): Ended {
  return clarkson([...args, '--vault', vault], { XDG_STATE_HOME: state, XDG_CONFIG_HOME: config })
}

const actsOf = (where: string): readonly string[] => {
  const out = join(folder, `ledger-${String(Math.random()).slice(2)}.jsonl`)
  const { status } = clarkson(['audit', 'export', '--output', out, '--vault', where], {
    XDG_STATE_HOME: join(folder, 'elsewhere'),
  })
  expect(status).toBe(0)
  return readFileSync(out, 'utf8')
    .split('\n')
    .flatMap((line) => /"act":"([^"]+)"/u.exec(line)?.[1] ?? [])
}

beforeAll(() => {
  mkdirSync(join(config, 'Clarkson'), { recursive: true })
  const made = run('vault', 'create', '--name', 'Nairobi office', '--user', 'Amina', '--kdf-memory', '64')
  vaultId = String(made.json['vaultId'])
  ref = String(
    run('case', 'create', '--title', 'Kiln', '--type', 'bonded-labour', '--profile', 'GENERIC').json['reference'],
  )
  const note = join(folder, 'note.txt')
  writeFileSync(note, 'A note.')
  run('evidence', 'add', ref, note)
  writeFileSync(settings, JSON.stringify({ lastVault: vault, looks: { theme: 'dark' } }))
})

test('R20: without a backup of this week a journey is not prepared, and nothing is forgotten', () => {
  const before = readFileSync(heads, 'utf8')
  const { status, json } = run('vault', 'travel', '--forget-heads')
  expect([status, json]).toMatchObject([5, { error: { code: 'travel.backup-needed' } }])
  expect(JSON.parse(readFileSync(settings, 'utf8'))).toHaveProperty('lastVault', vault)
  expect(Object.keys((JSON.parse(before) as { vaults: object }).vaults)).toEqual([vaultId])
  expect(readFileSync(heads, 'utf8')).toContain(vaultId)
})

test('R20: a journey is prepared with a new backup, which holds the entry of it; the computer forgets where the vault was', () => {
  expect(run('evidence', 'extract', ref, 'EX-0001', '--output', join(folder, 'copy.txt')).status).toBe(0)
  const { status, json } = run('vault', 'travel', '--backup', join(folder, 'drive'))
  expect(status).toBe(0)
  expect(json).toMatchObject({
    generation: 1,
    headsForgotten: false,
    copies: [{ act: 'exhibit.extract', count: 1, lastAt: expect.any(String) }],
    backup: { due: false, entriesSince: 0 },
  })
  expect(JSON.parse(readFileSync(settings, 'utf8'))).toEqual({ looks: { theme: 'dark' } })
  expect(readFileSync(heads, 'utf8')).toContain(vaultId)

  const restored = clarkson(['vault', 'restore', join(folder, 'drive'), '--vault', join(folder, 'arrived')], {
    XDG_STATE_HOME: join(folder, 'elsewhere'),
  })
  expect(restored.json).toMatchObject({ ok: true })
  expect(actsOf(join(folder, 'arrived'))).toEqual(
    expect.arrayContaining(['exhibit.extract', 'vault.travel', 'vault.back-up', 'vault.restore']),
  )
})

test('R20: with a backup of this week none is needed, and nothing in the profile names the vault when that is asked for', () => {
  writeFileSync(settings, JSON.stringify({ lastVault: vault }))
  const { status, json } = run('vault', 'travel', '--forget-heads')
  expect([status, json]).toMatchObject([0, { generation: null, headsForgotten: true }])
  const named = [vault, vaultId].map((text) => ({ name: text, bytes: Buffer.from(text, 'utf8') }))
  expect([...scanFiles(state, named), ...scanFiles(config, named)]).toEqual([])
  // It opens as before, and is remembered again from then on.
  expect(run('case', 'list').json).toMatchObject({ cases: [{ reference: ref }] })
  expect(readFileSync(heads, 'utf8')).toContain(vaultId)
})

test('R20: people are told in sentences what is left, and what that does not cover', () => {
  const { status, stdout } = shell(`clarkson vault travel --vault '${vault}'`, [
    `XDG_STATE_HOME=${state}`,
    `XDG_CONFIG_HOME=${config}`,
  ])
  expect(status).toBe(0)
  const lines = stdout.trim().split('\n')
  expect(lines[0]).toMatch(/^The last complete backup is of \d{4}-\d\d-\d\d/u)
  expect(lines).toContain('This computer still remembers the number and digest of the newest entry of the ledger.')
  expect(stdout).toMatch(/Saved a copy of an exhibit outside the vault: once, last on/u)
  expect(stdout).not.toContain('travel.')
})
