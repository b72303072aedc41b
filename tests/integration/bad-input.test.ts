import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addParty } from '../../src-main/acts/case-file.ts'
import { createOffice, openOffice, type OfficeTools } from '../../src-main/acts/office.ts'
import { verifyLedger } from '../../src-main/acts/verify-ledger.ts'
import { CaseId } from '../../src-main/contract/ids.ts'
import { canonical, type Json } from '../../src-main/kernel/canonical-json.ts'
import { refusalCode } from '../../src-main/kernel/errors.ts'
import { openCipherPages, pageBytes } from '../../src-main/store/cipher-pages.ts'
import { endOf, partOfAll } from '../../src-main/store/ledger-search.ts'
import { mapFile } from '../../src-main/store/salvage-rows.ts'
import type { OpenVault } from '../../src-main/vault/open-vault.ts'
import { openVault } from '../../src-main/vault/vault-folder.ts'
import { shell } from '../support/command-line.ts'
import { newCase, passphrase, steppingClock, testTools } from '../support/office.ts'

/** Memory where there is some: a header is written and flushed thousands of times here. */
const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'clarkson-bad-input-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const vault = join(root, 'vault')
const copies = [join(vault, 'vault.json'), join(vault, 'vault.json.b')] as const
let recoveryKey: string
let sound: Buffer
let key: Uint8Array
let tools: OfficeTools

beforeAll(async () => {
  tools = testTools()
  const about = { name: 'Office', user: 'Amina', role: 'director', memoryMiB: 128 } as const
  ;({ recoveryKey } = await createOffice(vault, { ...about, passphrase: passphrase() }, tools))
  const office = await openOffice(vault, { passphrase: passphrase() }, tools)
  const caseId = CaseId.parse(newCase(office.desk))
  office.desk.connection.write(() => {
    for (let i = 0; i < 120; i++)
      addParty(office.desk, { caseId, name: `Party ${String(i)}`, capacities: ['official'], notes: 'n'.repeat(700) })
  })
  key = Uint8Array.from(office.vault.databaseKey)
  await office.close({ keepTools: true })
  sound = readFileSync(copies[0])
})

beforeEach(() => {
  for (const copy of copies) writeFileSync(copy, sound)
})

afterAll(async () => {
  await tools.binder.close()
  tools.reader.stop()
})

/** Opens with the recovery key, which costs no stretching: every step of a header can be tried. */
const byKey = (): Promise<OpenVault> => openVault(vault, { kind: 'recovery', recoveryKey })
const byWords = (): Promise<OpenVault> => openVault(vault, { kind: 'passphrase', passphrase: passphrase() }, 'Amina')

async function codeOf(opening: Promise<OpenVault>): Promise<string | undefined> {
  try {
    await (await opening).lock()
    return undefined
  } catch (error) {
    return refusalCode(error) ?? String(error)
  }
}

function flipped(at: number): Buffer {
  const bytes = Buffer.from(sound)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
  return bytes
}

/** A header as somebody without the key would write it: changed, with the checksum that fits and anything for the rest. */
function forged(change: (header: { sequence: number; slots: { kdf?: Record<string, unknown> }[] }) => void): Buffer {
  const { check: _check, mac, ...body } = JSON.parse(sound.toString('utf8')) as Record<string, Json>
  change(body as unknown as Parameters<typeof change>[0])
  const check = createHash('sha256')
    .update(`clarkson/v1/header\n${canonical(body)}`)
    .digest('hex')
  return Buffer.from(`${canonical({ ...body, check, mac: mac ?? '' })}\n`, 'utf8')
}

const withKdf = (change: Record<string, unknown>, sequences = 0): Buffer =>
  forged((header) => {
    header.sequence += sequences
    for (const { kdf } of header.slots) if (kdf) Object.assign(kdf, change)
  })

describe('a damaged header', () => {
  test(
    'R3: with any byte of one copy flipped the vault opens from the other, which puts it right',
    { timeout: 600_000 },
    async () => {
      for (let at = 0; at < sound.length; at++) {
        const copy = copies[at % 2 === 0 ? 0 : 1]
        writeFileSync(copy, flipped(at))
        const opened = await byKey()
        expect(opened.healed, `byte ${String(at)}`).toBe(true)
        await opened.lock()
        expect(readFileSync(copy).equals(sound), `byte ${String(at)}`).toBe(true)
      }
    },
  )

  test('R3: a copy that ends after any number of bytes is put right from the other', { timeout: 600_000 }, async () => {
    for (let length = 0; length < sound.length; length += 16) {
      const copy = copies[(length / 16) % 2 === 0 ? 0 : 1]
      writeFileSync(copy, sound.subarray(0, length))
      expect(await codeOf(byKey()), `${String(length)} bytes`).toBe(undefined)
      expect(readFileSync(copy).equals(sound), `${String(length)} bytes`).toBe(true)
    }
  })

  test(
    'R34: with any byte flipped in both copies it is called damaged, by the right secret and a wrong one',
    { timeout: 600_000 },
    async () => {
      for (let at = 0; at < sound.length; at++) {
        const bad = flipped(at)
        for (const copy of copies) writeFileSync(copy, bad)
        expect(await codeOf(byKey()), `byte ${String(at)}`).toBe('vault.header-damaged')
        for (const copy of copies) expect(readFileSync(copy).equals(bad)).toBe(true)
      }
      for (const copy of copies) writeFileSync(copy, flipped(500))
      const wrong = { kind: 'passphrase', passphrase: Buffer.from('not the passphrase at all') } as const
      expect(await codeOf(openVault(vault, wrong))).toBe('vault.header-damaged')
    },
  )

  test('R34: cut short in both copies it is called damaged, never a wrong passphrase', async () => {
    for (let length = 0; length < sound.length - 1; length += 16) {
      for (const copy of copies) writeFileSync(copy, sound.subarray(0, length))
      expect(await codeOf(byWords()), `${String(length)} bytes`).toBe('vault.header-damaged')
    }
  })
})

describe('a header that somebody without the key has rewritten', () => {
  const outOfBounds: readonly Record<string, unknown>[] = [
    { m: 8 },
    { m: 64 * 1024 - 1 },
    { m: 2 ** 30 },
    { m: 2 ** 32 },
    { m: Number.MAX_SAFE_INTEGER },
    { t: 1 },
    { t: 1_000_000_000 },
    { p: 0 },
    { p: 255 },
  ]

  test.each(outOfBounds)('R2: asking for %j is refused at once and without taking memory', async (change) => {
    for (const copy of copies) writeFileSync(copy, withKdf(change))
    const before = process.memoryUsage().rss
    const times: number[] = []
    for (let i = 0; i < 3; i++) {
      const began = performance.now()
      expect(await codeOf(byWords())).toBe('vault.header-refused')
      times.push(performance.now() - began)
    }
    // The least: other programs on the machine are none of its doing.
    expect(Math.min(...times)).toBeLessThan(50)
    expect(process.memoryUsage().rss - before).toBeLessThan(10 * 2 ** 20)
  })

  test('R2: parameters within the bounds but lower than they were open nothing, and whoever has another way in is told', async () => {
    for (const copy of copies) writeFileSync(copy, withKdf({ m: 64 * 1024 }))
    // Without a key nobody can tell this from another passphrase.
    expect(await codeOf(byWords())).toBe('vault.wrong-passphrase')
    expect(await codeOf(byKey())).toBe('vault.header-damaged')
  })

  test.each([{ m: 64 * 1024 }, { m: 8 }, { t: 1_000_000_000 }])(
    'R2, R3: with %j in one copy, which says that it is the newer, the other opens',
    async (change) => {
      for (const copy of copies) {
        writeFileSync(copies[0], sound)
        writeFileSync(copies[1], sound)
        writeFileSync(copy, withKdf(change, 9))
        expect(await codeOf(byWords())).toBe(undefined)
        expect(readFileSync(copy).equals(sound)).toBe(true)
      }
    },
  )
})

test('R32: one flipped bit in each page of the database in turn is found, and that page alone is named', () => {
  const work = join(root, 'pages.db')
  const whole = readFileSync(join(vault, 'vault.db'))
  const count = whole.length / pageBytes
  expect(count).toBeGreaterThan(50)
  for (let page = 1; page <= count; page++) {
    const bytes = Buffer.from(whole)
    // Behind the salt, which is another matter: without it nothing is proven.
    const at = (page - 1) * pageBytes + 16 + ((page * 911) % (pageBytes - 16))
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (page % 8))
    writeFileSync(work, bytes)
    const pages = openCipherPages(work, key)
    expect([...mapFile(pages).damaged], `page ${String(page)} byte ${String(at)}`).toEqual([page])
    pages.close()
  }
})

/** An ordinary user, who is bound by permissions; root is not. */
const isRoot = process.getuid?.() === 0
const asOrdinary = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
const program = ['sh', '-c', 'test -r "$0"', join(import.meta.dirname, '../../out/main/cli.cjs')]
const canBeOrdinary = process.platform !== 'win32' && spawnSync('env', [...asOrdinary, ...program]).status === 0

describe.skipIf(!canBeOrdinary)(
  'a vault in a folder without permission (skipped where no ordinary user can run this)',
  () => {
    test('to write: it is checked, not opened, and nothing in it changes', () => {
      const folder = join(root, 'read-only')
      cpSync(vault, folder, { recursive: true })
      chmodSync(root, 0o755)
      shell(`chmod -R a+rX,a-w "${folder}"`)
      const before = shell(`cd "${folder}" && find . -printf '%p %s %T@\\n' | sort`).stdout
      const { stdout, stderr } = shell(
        `clarkson vault check --vault "${folder}"; echo "check $?"
       clarkson case list --vault "${folder}" --json > /dev/null; echo "open $?"`,
        [...asOrdinary, 'env', 'XDG_STATE_HOME=/nonexistent'],
      )
      expect({ stdout, stderr }).toMatchObject({ stdout: 'everything checked holds\ncheck 0\nopen 6\n' })
      expect(shell(`cd "${folder}" && find . -printf '%p %s %T@\\n' | sort`).stdout).toBe(before)
      shell(`chmod -R u+w "${folder}"`)
    })

    test('R34: to read: that is said, and it is called neither damaged nor a wrong passphrase', () => {
      const folder = join(root, 'closed')
      cpSync(vault, folder, { recursive: true })
      chmodSync(root, 0o755)
      chmodSync(folder, isRoot ? 0o700 : 0o000)
      const { stdout } = shell(`clarkson case list --vault "${folder}" --json; echo "open $?"`, asOrdinary)
      chmodSync(folder, 0o700)
      expect(stdout).toContain('"code":"source.unreadable"')
      expect(stdout).toContain('open 6')
    })
  },
)

test('a clock that was set back breaks nothing: entries stay in order, none counts as altered, and a check of the ledger says so', async () => {
  const folder = join(root, 'clock')
  cpSync(vault, folder, { recursive: true })
  const earlier = { ...tools, clock: steppingClock('2019-01-01T00:00:00.000Z') }
  for (let sitting = 0; sitting < 2; sitting++) {
    const office = await openOffice(folder, { passphrase: passphrase() }, earlier)
    newCase(office.desk)
    const look = <T>(work: Parameters<typeof office.desk.connection.read<T>>[0]): T => office.desk.connection.read(work)
    expect(await verifyLedger({ look, vault: office.vault })).toMatchObject({ ok: true, problems: [], setBack: 1 })
    const newestFirst = look((reader) => partOfAll(reader, endOf(reader, undefined), { offset: 0, limit: 3 }))
    expect(newestFirst.map(({ sequence }) => sequence)).toEqual(
      newestFirst.map((_, i) => (newestFirst[0]?.sequence ?? 0) - i),
    )
    expect(newestFirst[0]?.at.startsWith('2019-01-01')).toBe(true)
    await office.close({ keepTools: true })
  }
})
