import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { exportLedger } from '../../src-main/acts/export-ledger.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { ownFolder } from '../support/folders.ts'
import { enter, entriesOf, fileExhibits, secondUser } from '../support/ledger-office.ts'
import { openTestOffice } from '../support/office.ts'

const folder = ownFolder('ledger-export')
const scripts = resolve(import.meta.dirname, '../../resources/verify')
const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0)

const verifiers: readonly (readonly [string, readonly string[]])[] = [
  ['Node', [process.execPath, join(scripts, 'verify-ledger.mjs')]],
  ...(python === undefined ? [] : ([['Python', [python, join(scripts, 'verify-ledger.py')]]] as const)),
]
if (python === undefined) process.stderr.write('Python is not here: its verifier is not tried\n')

let office: Office
let lines: readonly string[]
let head: string

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'office'))
  const bina = secondUser(office.desk)
  fileExhibits(office.desk, 3)
  for (let i = 0; i < 6; i++) enter(i % 2 === 0 ? office.desk : bina, 2)
  const path = join(folder, 'ledger.jsonl')
  const { entries } = await exportLedger(office, { path, form: 'jsonl', overwrite: false })
  lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  expect(entries).toBe(lines.length - 1)
  const all = entriesOf(office.desk.connection)
  head = `${String(all.length)}:${all.at(-1)?.digest ?? ''}`
})

/** What a verifier says of a text: its status, and what it wrote. */
function verdict(
  command: readonly string[],
  text: string,
  ...known: readonly string[]
): readonly [number | null, string] {
  const path = join(folder, 'tried.jsonl')
  writeFileSync(path, text)
  const [program = '', ...args] = command
  const { status, stdout, stderr } = spawnSync(program, [...args, path, ...known], { encoding: 'utf8' })
  return [status, stdout + stderr]
}

const text = (changed: readonly string[]): string => `${changed.join('\n')}\n`
const line = (i: number): string => lines[i] ?? ''
const edit = (i: number, from: string | RegExp, to: string): string => {
  const changed = line(i).replace(from, to)
  expect(changed).not.toBe(line(i))
  return text(lines.with(i, changed))
}
const last = (): number => lines.length - 1
/** The signature of a line, and its digest. */
const signature = (i: number): string => /"signature":"([0-9a-f]+)"/u.exec(line(i))?.[1] ?? ''
const digest = (i: number): string => line(i).slice(11, 75)

/** A line whose entry is changed and whose digest is right; nobody signed it. */
function redigested(i: number, from: string, to: string): string {
  const covered = line(i).slice(85, -144).replace(from, to)
  const hash = createHash('sha256').update(`clarkson/ledger/v1\n${covered}`).digest('hex')
  return `{"digest":"${hash}","entry":${covered},"signature":"${signature(i)}"}`
}

/** Every entry from a place on, linked and digested anew: all that can be done without a signing key. */
function relinked(changed: readonly string[], from: number): string {
  const done = [...changed]
  let previous = from <= 1 ? '0'.repeat(64) : (done[from - 1] ?? '').slice(11, 75)
  for (let i = from; i < done.length; i++) {
    const one = done[i] ?? ''
    const covered = one
      .slice(85, -144)
      .replace(/"previous":"[0-9a-f]{64}"/u, `"previous":"${previous}"`)
      .replace(/"sequence":\d+/u, `"sequence":${String(i)}`)
    previous = createHash('sha256').update(`clarkson/ledger/v1\n${covered}`).digest('hex')
    done[i] = `{"digest":"${previous}","entry":${covered}${one.slice(-144)}`
  }
  done[0] = (done[0] ?? '').replace(
    /"head":\{[^}]*\}/u,
    `"head":{"hash":"${previous}","sequence":${String(done.length - 1)}}`,
  )
  return text(done)
}

/** The header with the head that a shorter file would have. */
const headOf = (upTo: number): string =>
  line(0).replace(/"head":\{[^}]*\}/u, `"head":{"hash":"${digest(upTo)}","sequence":${String(upTo)}}`)

/** Fifty ways to tamper with an export. */
function tampered(): Readonly<Record<string, string>> {
  const numbers = [1, 5, 9, last()]
  const each = (name: string, make: (i: number) => string): Readonly<Record<string, string>> =>
    Object.fromEntries(numbers.map((i) => [`${name} ${String(i)}`, make(i)]))
  const { keys } = JSON.parse(line(0)) as {
    readonly keys: readonly { readonly userId: string; readonly publicKey: string; readonly since: number }[]
  }
  const [amina, bina] = keys
  if (!amina || !bina) throw new Error('two users signed')
  return {
    ...each('act of', (i) => edit(i, /"act":"[a-z.-]+"/u, '"act":"case.create"')),
    ...each('time of', (i) => edit(i, /"at":"2026/u, '"at":"2025')),
    ...each('object of', (i) => edit(i, /"object":"[0-9a-f]/u, '"object":"x')),
    ...each('digest of', (i) => edit(i, `{"digest":"${digest(i)}`, `{"digest":"${digest(i === 1 ? 2 : 1)}`)),
    ...each('signature of', (i) => edit(i, signature(i), signature(i === 3 ? 4 : 3))),
    ...each('previous of', (i) => edit(i, /"previous":"[0-9a-f]{4}/u, '"previous":"ffff')),
    ...each('right digest of', (i) => text(lines.with(i, redigested(i, '"at":"2026', '"at":"2025')))),
    ...each('relinked from', (i) => relinked(lines.with(i, redigested(i, '"at":"2026', '"at":"2025')), i)),
    ...each('removed', (i) => text(lines.toSpliced(i, 1))),
    'removed and relinked': relinked(lines.toSpliced(6, 1), 6),
    'twice the same': text(lines.toSpliced(5, 0, line(5))),
    'put in and relinked': relinked(lines.toSpliced(5, 0, line(5)), 5),
    swapped: text(lines.with(7, line(8)).with(8, line(7))),
    'swapped and relinked': relinked(lines.with(7, line(8)).with(8, line(7)), 7),
    'cut at the end': text(lines.slice(0, -2)),
    'cut at the end, with its head': text([headOf(last() - 1), ...lines.slice(1, -1)]),
    'cut within a line': text(lines).slice(0, -40),
    'first entries gone': text([line(0), ...lines.slice(3)]),
    'header alone': text(lines.slice(0, 1)),
    empty: '',
    'a blank line': text(lines.toSpliced(4, 0, '')),
    'another line end': lines.join('\r\n'),
    'something after the end': `${text(lines)}{}\n`,
    'a field more': edit(4, ',"signature"', ',"note":"x","signature"'),
    'other spacing': edit(4, '"entry":{', '"entry":{ '),
    'keys exchanged': text(
      lines.with(
        0,
        line(0)
          .replace(amina.publicKey, 'k')
          .replace(bina.publicKey, amina.publicKey)
          .replace('"k"', `"${bina.publicKey}"`),
      ),
    ),
    'another key': edit(0, amina.publicKey, 'd'.repeat(64)),
    'a user who signed nothing': edit(
      0,
      '"keys":[',
      `"keys":[{"publicKey":"${bina.publicKey}","since":1,"userId":"x"},`,
    ),
    'a user left out': edit(0, JSON.stringify(amina), '').replace(/\[,|,\]/u, (found) => found.replace(',', '')),
    'ids of users exchanged': edit(0, amina.userId, bina.userId),
    'a key that counts earlier': edit(0, `"since":${String(bina.since)}`, '"since":1'),
    'a key more, that no entry brought': edit(
      0,
      '],"vaultId"',
      `,{"publicKey":"${'c'.repeat(64)}","since":3,"userId":"${amina.userId}"}],"vaultId"`,
    ),
    'another head': edit(0, /"hash":"[0-9a-f]{4}/u, '"hash":"0000'),
    'another count': edit(0, /"sequence":\d+/u, '"sequence":3'),
    'another vault': edit(0, /"vaultId":"[0-9a-f]{8}/u, '"vaultId":"00000000'),
    'another format': edit(0, '"format":1', '"format":2'),
    'another kind of file': edit(0, '"ledger"', '"vault"'),
    'a header field more': edit(0, '"format":1', '"extra":1,"format":1'),
    'no header': text(lines.slice(1)),
  }
}

describe.each(verifiers)('the verifier for %s', (_name, command) => {
  test('finds an export sound, says who signed and where it ends', () => {
    const [status, said] = verdict(command, text(lines), head, `1:${digest(1)}`)
    expect([status, said]).toEqual([0, expect.stringContaining(`ok: ${String(last())} entries`)])
    expect(said).toContain(head)
    expect(said.match(/signed by/gu)).toHaveLength(2)
    expect(verdict(command, lines.join('\n'))[0]).toBe(0)
  })

  test('finds every one of fifty that were tampered with', () => {
    const all = Object.entries(tampered())
    expect(all.length).toBeGreaterThanOrEqual(50)
    expect(new Set(all.map(([, changed]) => changed)).size).toBe(all.length)
    const missed = all.filter(([, changed]) => verdict(command, changed)[0] !== 1).map(([name]) => name)
    expect(missed).toEqual([])
  })

  test('names the entry', () => {
    expect(verdict(command, edit(9, /"at":"2026/u, '"at":"2025'))[1]).toContain('entry 9: is not what its digest says')
    expect(verdict(command, edit(9, signature(9), signature(8)))[1]).toContain('entry 9: is not signed by its user')
    expect(verdict(command, text(lines), `2:${'0'.repeat(64)}`)[0]).toBe(1)
  })
})

describe('an export', () => {
  test('ends with the entry of the export itself, and holds no name', () => {
    expect(line(last())).toContain('"act":"ledger.export"')
    for (const name of ['Amina', 'Bina', 'Seal', 'Test office']) expect(text(lines)).not.toContain(name)
  })

  test('keeps each entry in the bytes that are hashed', () => {
    for (const one of lines.slice(1)) {
      const hash = createHash('sha256')
        .update(`clarkson/ledger/v1\n${one.slice(85, -144)}`)
        .digest('hex')
      expect(hash).toBe(one.slice(11, 75))
    }
  })

  test('is refused where a file is, unless that is meant to be replaced', async () => {
    const path = join(folder, 'ledger.jsonl')
    await expect(exportLedger(office, { path, form: 'jsonl', overwrite: false })).rejects.toThrow('destination.exists')
    await exportLedger(office, { path, form: 'jsonl', overwrite: true })
  })

  test('R36: as a table it runs nothing in a spreadsheet', async () => {
    const path = join(folder, 'ledger.csv')
    office.desk.connection.raw.exec('UPDATE users SET name = \'=HYPERLINK("http://x","y")\' WHERE name = \'Bina\'')
    await exportLedger(office, { path, form: 'csv', overwrite: true })
    const table = readFileSync(path, 'utf8')
    expect(table.startsWith('\u{FEFF}sequence,at,user,act,object,facts,digest\r\n')).toBe(true)
    expect(table).toContain(`,"'=HYPERLINK(""http://x"",""y"")",exhibit.view,`)
    expect(table).not.toMatch(/(?:^|,)"?[=+\-@\t]/mu)
    office.desk.connection.raw.exec("UPDATE users SET name = 'Bina' WHERE name LIKE '=%'")
  })
})
