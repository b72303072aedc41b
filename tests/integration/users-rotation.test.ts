import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkVault } from '../../src-main/acts/check-vault.ts'
import { listWaysIn } from '../../src-main/acts/register.ts'
import { openCase } from '../../src-main/acts/case-file.ts'
import { changePassphrase } from '../../src-main/acts/own-secret.ts'
import { recoverOffice } from '../../src-main/acts/recover-office.ts'
import { rotateOffice } from '../../src-main/acts/rotate-office.ts'
import { addUser } from '../../src-main/acts/users.ts'
import { importEvidence } from '../../src-main/acts/import-evidence.ts'
import { listCases } from '../../src-main/acts/lists.ts'
import { builtProgram } from '../support/command-line.ts'
import { amina, cheap, OfficeBench, refusalOf, said, signedActs, words } from '../support/people.ts'

const bench = new OfficeBench('rotation')
const ravi = 'Ravi Menon'
const mei = 'Mei Lin'
let before = ''
let after = ''
let newRecoveryKey = ''
const headers = ['vault.json', 'vault.json.b'] as const

/** Gives the vault a new master key, as Amina, whose passphrase is a newer one from then on. */
async function rotate(folder: string, now: string = said.director, next: string = said.newer): Promise<string> {
  return rotateOffice(folder, { ...words(now), user: amina }, { next: words(next), ...cheap }, bench.tools)
}

beforeAll(async () => {
  await bench.make()
  before = bench.copy()
  const evidence = join(bench.root, 'letter.txt')
  writeFileSync(evidence, 'A letter that was written before the keys were changed.')
  await bench.within(before, async (office) => {
    await addUser(office, { name: ravi, role: 'lawyer', ...words(said.ravi), ...cheap })
    await addUser(office, { name: mei, role: 'viewer', ...words(said.mei), ...cheap })
    const { caseId } = openCase(office.desk, { title: 'A case', caseType: 'bonded-labour', profile: 'GENERIC' })
    const all = { caseId, paths: [evidence], recursive: false, details: {}, keepDuplicates: false }
    expect((await importEvidence(office.desk, all)).added).toHaveLength(1)
  })
  after = bench.copy(before)
  newRecoveryKey = await rotate(after)
})

const opensFor = (folder: string, text: string, user: string = amina): Promise<unknown> =>
  refusalOf(() => bench.within(folder, () => undefined, [text, user]))

/** The vault is whole, by every check there is, for whoever says this. */
async function mustBeWhole(folder: string, text: string, act: 'vault.rotate' | 'exhibit.import'): Promise<void> {
  await bench.within(
    folder,
    async (office) => {
      expect(listCases(office.desk)).toHaveLength(1)
      const acts = await signedActs(office)
      expect(acts.filter((one) => one === 'vault.rotate')).toHaveLength(act === 'vault.rotate' ? 1 : 0)
    },
    [text, amina],
  )
  expect(await checkVault(folder, { ...words(text), user: amina }, true)).toEqual({ ok: true, problems: [] })
  expect(readdirSync(folder).filter((name) => /^vault\.(?:db\.|json.*tmp)/u.test(name))).toEqual([])
  const [a, b] = headers.map((name) => readFileSync(join(folder, name)))
  expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true)
}

describe('R6: a new master key', () => {
  test('everything is there for the new passphrase, and for the new recovery key', async () => {
    const folder = bench.copy(after)
    await mustBeWhole(folder, said.newer, 'vault.rotate')
    expect(newRecoveryKey).not.toBe(bench.recoveryKey)
    const asked = { recoveryKey: newRecoveryKey, user: amina, ...words(said.raviNewer), ...cheap }
    await recoverOffice(folder, asked, bench.tools)
    await mustBeWhole(folder, said.raviNewer, 'vault.rotate')
  })

  test('the old passphrase, the old recovery key and an old copy of the header open nothing', async () => {
    const folder = bench.copy(after)
    const recover = { recoveryKey: bench.recoveryKey, user: amina, ...words(said.raviNewer), ...cheap }
    expect(await opensFor(folder, said.director)).toBe('vault.wrong-passphrase')
    expect(await refusalOf(() => recoverOffice(folder, { ...recover, ...words(said.raviNewer) }, bench.tools))).toBe(
      'vault.wrong-passphrase',
    )
    // One copy put back: the newer is not written over by whoever has the older passphrase.
    cpSync(join(before, 'vault.json.b'), join(folder, 'vault.json.b'))
    expect(await opensFor(folder, said.director)).toBe('vault.wrong-passphrase')
    expect(await refusalOf(() => recoverOffice(folder, { ...recover, ...words(said.raviNewer) }, bench.tools))).toBe(
      'vault.wrong-passphrase',
    )
    expect(readFileSync(join(folder, 'vault.json')).equals(readFileSync(join(after, 'vault.json')))).toBe(true)
    await mustBeWhole(folder, said.newer, 'vault.rotate')
    // Both put back: there is nothing left that could tell, but no old secret opens the new database.
    for (const name of headers) cpSync(join(before, name), join(folder, name))
    expect(await opensFor(folder, said.director)).toBe('vault.database-damaged')
    expect(await opensFor(folder, said.ravi, ravi)).toBe('vault.database-damaged')
    for (const name of headers) cpSync(join(after, name), join(folder, name))
    await mustBeWhole(folder, said.newer, 'vault.rotate')
  })

  test('the others come in with what they have, also after several changes, and keep their keys', async () => {
    const folder = bench.copy(after)
    const keys: string[] = []
    const enter = (text: string): Promise<void> =>
      bench.within(
        folder,
        ({ vault, desk }) => {
          expect(desk.user.role).toBe('lawyer')
          keys.push(Buffer.from(vault.signer).toString('hex'))
        },
        [text, ravi],
      )
    await enter(said.ravi)
    await rotate(folder, said.newer, said.director)
    await rotate(folder, said.director, said.newer)
    // Mei was away all the while, for three master keys; Ravi for two.
    expect(await opensFor(folder, said.mei, mei)).toBeUndefined()
    await enter(said.ravi)
    await enter(said.ravi)
    expect(new Set(keys).size).toBe(1)
    const slots = (JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8')) as { slots: { handed?: unknown[] }[] })
      .slots
    expect(slots.map(({ handed }) => handed?.length ?? 0)).toEqual([0, 0, 0, 0])
    await bench.within(folder, (office) => expect(listWaysIn(office)).toHaveLength(4), [said.newer, amina])
  })

  test('who had a passphrase once, and has an old copy of the header, has no way to the new key', async () => {
    const folder = bench.copy(before)
    const old = bench.copy(folder)
    await bench.within(
      folder,
      (office) => changePassphrase(office, words(said.ravi), { ...words(said.raviNewer), ...cheap }),
      [said.ravi, ravi],
    )
    await rotate(folder)
    // The new header's slot is sealed for Ravi's slot of today: the one in the old header has another key to it.
    type Slots = { slots: { user?: string; handOver?: string }[] }
    const handOver = [old, folder].map((where) => {
      const { slots } = JSON.parse(readFileSync(join(where, 'vault.json'), 'utf8')) as Slots
      return slots.find(({ user }) => user === ravi)?.handOver
    })
    expect(handOver[0]).not.toBe(handOver[1])
    expect(await opensFor(folder, said.ravi, ravi)).toBe('vault.wrong-passphrase')
    expect(await opensFor(folder, said.raviNewer, ravi)).toBeUndefined()
  })

  test('a new key is left for each slot by itself, and nothing of it stands in the header plainly', () => {
    const folder = bench.copy(after)
    type Slots = { slots: { user?: string; handed?: { epoch: number; nonce: string; ct: string }[] }[] }
    const header = JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8')) as Slots
    const left = header.slots.filter(({ handed }) => handed?.length === 1)
    expect(left.map(({ user }) => user)).toEqual([ravi, mei])
    expect(left[0]?.handed?.[0]?.ct).not.toBe(left[1]?.handed?.[0]?.ct)
    expect(JSON.stringify(header)).not.toContain(newRecoveryKey)
  })

  test('only a director may, a weak passphrase is refused, and nothing has changed then', async () => {
    const folder = bench.copy(before)
    const sound = headers.map((name) => readFileSync(join(folder, name)))
    const as = (text: string, user: string, next: string): Promise<unknown> =>
      refusalOf(() => rotateOffice(folder, { ...words(text), user }, { next: words(next), ...cheap }, bench.tools))
    expect(await as(said.ravi, ravi, said.newer)).toBe('not-permitted')
    expect(await as(said.director, amina, 'Field office 2024')).toBe('passphrase.too-weak')
    expect(await as('not the passphrase', amina, said.newer)).toBe('vault.wrong-passphrase')
    expect(headers.map((name, i) => readFileSync(join(folder, name)).equals(sound[i] ?? Buffer.alloc(0)))).toEqual([
      true,
      true,
    ])
    await mustBeWhole(folder, said.director, 'exhibit.import')
  })
})

/** A vault as it may stand in between: which header is in which copy, which database in its place and beside it. */
function between(state: {
  readonly a: string
  readonly b: string
  readonly database: string
  readonly beside?: Buffer
}): string {
  const folder = bench.copy(before)
  cpSync(join(state.a, 'vault.json'), join(folder, 'vault.json'))
  cpSync(join(state.b, 'vault.json.b'), join(folder, 'vault.json.b'))
  cpSync(join(state.database, 'vault.db'), join(folder, 'vault.db'))
  if (state.beside) writeFileSync(join(folder, 'vault.db.2'), state.beside)
  return folder
}

const nextDatabase = (): Buffer => readFileSync(join(after, 'vault.db'))

/** So many of the numbers from 1 to the last, the first and the last among them. */
function spread(last: number, most: number): readonly number[] {
  if (last <= most) return Array.from({ length: last }, (_, i) => i + 1)
  return Array.from({ length: most }, (_, i) => Math.round(1 + ((last - 1) * i) / (most - 1)))
}

function rotating(
  folder: string,
  wrapper: readonly string[],
): { readonly program: string; readonly args: readonly string[] } {
  const command = [builtProgram, 'vault', 'rotate', '--vault', folder, '--user', amina, '--kdf-memory', '64', '--json']
  const [program = process.execPath, ...args] = [...wrapper, process.execPath, ...command]
  return { program, args }
}

const environmentOf = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  // Every copy is on a machine of its own: to one that saw another, it would be an older copy.
  XDG_STATE_HOME: `${folder}-state`,
  CLARKSON_PASSPHRASE: said.director,
  CLARKSON_NEW_PASSPHRASE: said.newer,
  // One thread does what is asked of the disk, so that a count of calls is a place in the work.
  UV_THREADPOOL_SIZE: '1',
})

/** Whatever it was stopped at, one of the two opens all of it, and once it was confirmed it is the new. */
async function mustHaveSurvived(folder: string, confirmed: boolean): Promise<'old' | 'new'> {
  rmSync(join(folder, 'vault.lock'), { force: true })
  const isNew = (await opensFor(bench.copy(folder), said.newer)) === undefined
  if (confirmed) expect(isNew).toBe(true)
  await mustBeWhole(folder, isNew ? said.newer : said.director, isNew ? 'vault.rotate' : 'exhibit.import')
  expect(await opensFor(folder, isNew ? said.director : said.newer)).toBe('vault.wrong-passphrase')
  return isNew ? 'new' : 'old'
}

describe('R6: a change of master keys that is interrupted', () => {
  test('before the header is written nothing has changed, at whatever byte the new database ends', async () => {
    const whole = nextDatabase()
    const cuts = [0, 1, 15, 16, 100, 4095, 4096, 4097, whole.length >> 1, whole.length - 1, whole.length]
    for (const cut of cuts) {
      const folder = between({ a: before, b: before, database: before, beside: whole.subarray(0, cut) })
      writeFileSync(join(folder, 'vault.db.2-journal'), 'left over')
      expect(await opensFor(folder, said.newer)).toBe('vault.wrong-passphrase')
      await mustBeWhole(folder, said.director, 'exhibit.import')
    }
  })

  test('between the two copies it is ended by the new passphrase, or undone by the old', async () => {
    const state = { a: after, b: before, database: before, beside: nextDatabase() }
    const ended = between(state)
    await mustBeWhole(ended, said.newer, 'vault.rotate')
    expect(await opensFor(ended, said.director)).toBe('vault.wrong-passphrase')
    const undone = between(state)
    await mustBeWhole(undone, said.director, 'exhibit.import')
    expect(await opensFor(undone, said.newer)).toBe('vault.wrong-passphrase')
    await rotate(undone)
    await mustBeWhole(undone, said.newer, 'vault.rotate')
  })

  test('after both copies it is ended, and a log of the old database is not taken for one of the new', async () => {
    const folder = between({ a: after, b: after, database: before, beside: nextDatabase() })
    writeFileSync(join(folder, 'vault.db-wal'), Buffer.alloc(9_000, 7))
    // A check that changes nothing looks at the database that counts.
    expect(await checkVault(folder, { ...words(said.newer), user: amina }, false)).toMatchObject({ ok: true })
    expect(existsSync(join(folder, 'vault.db.2'))).toBe(true)
    expect(await opensFor(folder, said.director)).toBe('vault.wrong-passphrase')
    await mustBeWhole(folder, said.newer, 'vault.rotate')
  })

  /** What changes a file, or says that it is to be flushed: of the header, of the databases, and their changing places. */
  const changes = 'write,pwrite64,writev,pwritev,rename,renameat2,unlink,fsync,fdatasync,ftruncate,copy_file_range'
  // Each rotation derives keys for a second or two; nightly it is killed at ten of each kind of call instead of one.
  const killings = process.env['CLARKSON_SLOW'] === undefined ? 1 : 10
  const series = [
    { calls: changes, names: headers.flatMap((name) => [name, `${name}.tmp`]), most: killings },
    { calls: changes, names: ['vault.db', 'vault.db.2', 'vault.db.2-journal', 'vault.db.2-wal'], most: killings },
    { calls: 'rename,renameat2', names: ['vault.db.2'], most: 1 },
  ] as const
  const hasStrace = spawnSync('strace', ['-V']).status === 0

  test.skipIf(!hasStrace).each(series)(
    'killed at calls that change $names, the vault is the old or the new, whole',
    async ({ calls, names, most }) => {
      const watched = (folder: string): readonly string[] => [
        'strace',
        '-f',
        '-qq',
        '-e',
        `trace=${calls}`,
        ...names.flatMap((name) => ['-P', join(folder, name)]),
      ]
      const log = join(bench.root, 'calls')
      const counted = bench.copy(before)
      const dry = rotating(counted, [...watched(counted), '-o', log])
      expect(spawnSync(dry.program, dry.args, { env: environmentOf(counted) }).status).toBe(0)
      // strace counts the calls of one name in one thread.
      const counts = new Map<string, Map<string, number>>()
      for (const [, thread = '', call = ''] of readFileSync(log, 'utf8').matchAll(/^(\d+)\s+(\w+)\(/gmu)) {
        const threads = counts.get(call) ?? new Map<string, number>()
        counts.set(call, threads.set(thread, (threads.get(thread) ?? 0) + 1))
      }
      const points = [...counts].flatMap(([call, threads]) =>
        spread(Math.max(...threads.values()), most).map((when) => ({ call, when })),
      )
      expect(points.length).toBeGreaterThan(0)
      const outcomes = { old: 0, new: 0 }
      for (const { call, when } of points) {
        const folder = bench.copy(before)
        const inject = ['-o', '/dev/null', '-e', `inject=${call}:signal=SIGKILL:when=${String(when)}`]
        const { program, args } = rotating(folder, [...watched(folder), ...inject])
        const { status } = spawnSync(program, args, { env: environmentOf(folder) })
        expect(status, `killed at ${call} ${String(when)}`).not.toBe(0)
        outcomes[await mustHaveSurvived(folder, false)] += 1
        rmSync(folder, { recursive: true })
      }
      expect(outcomes.old + outcomes.new).toBe(points.length)
    },
    600_000,
  )

  test('killed at any moment, the vault is the old or the new, whole', async () => {
    for (let run = 0; run < 4 * killings; run++) {
      const folder = bench.copy(before)
      const { program, args } = rotating(folder, [])
      const child = spawn(program, args, { env: environmentOf(folder), stdio: 'ignore' })
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
      const timer = setTimeout(() => child.kill('SIGKILL'), 300 + Math.random() * 1_500)
      const status = await ended
      clearTimeout(timer)
      await mustHaveSurvived(folder, status === 0)
      rmSync(folder, { recursive: true })
    }
  })
})
