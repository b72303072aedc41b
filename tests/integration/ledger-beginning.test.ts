import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Office, openOffice } from '../../src-main/acts/office.ts'
import { record } from '../../src-main/acts/record.ts'
import { hex, signed } from '../../src-main/acts/vault-signature.ts'
import { verifyLedger } from '../../src-main/acts/verify-ledger.ts'
import { append } from '../../src-main/domain/custody.ts'
import { type Connection, openConnection, type Writer } from '../../src-main/store/connection.ts'
import * as exhibits from '../../src-main/store/exhibits.ts'
import { migrate, migrations } from '../../src-main/store/migrate.ts'
import type { OpenVault } from '../../src-main/vault/open-vault.ts'
import { openHeadsFile } from '../../src-main/vault/heads-file.ts'
import { createVault } from '../../src-main/vault/vault-folder.ts'
import { ownFolder } from '../support/folders.ts'
import { entriesOf } from '../support/ledger-office.ts'
import { passphrase, testTools } from '../support/office.ts'

const root = ownFolder('ledger-beginning')
const AT = '2026-03-01T09:00:00.000Z'
const tools = testTools()
afterAll(() => tools.reader.stop())

/** A vault as far as its header, with the schema of one migration; then `work` writes in its database. */
async function headerOnly(
  folder: string,
  schema: number,
  work: (connection: Connection, vault: OpenVault) => void = () => undefined,
): Promise<string> {
  const { vault } = await createVault(folder, {
    name: 'Field office',
    user: 'Amina',
    role: 'director',
    secret: { kind: 'passphrase', passphrase: passphrase() },
    cost: { memoryKiB: 65_536, passes: 3 },
    prepare: ({ path, key }) => {
      const connection = openConnection(path, key)
      migrate(connection, migrations, AT, schema)
      connection.close()
    },
  })
  const connection = openConnection(vault.databasePath, vault.databaseKey)
  work(connection, vault)
  connection.close()
  await vault.lock()
  return vault.vaultId
}

async function within<T>(folder: string, work: (office: Office) => T | Promise<T>): Promise<T> {
  const office = await openOffice(folder, { passphrase: passphrase() }, tools)
  try {
    return await work(office)
  } finally {
    await office.close({ keepTools: true })
  }
}

const acts = ({ desk }: Office): readonly string[] => entriesOf(desk.connection).map(({ act }) => act)
const report = ({ desk, vault }: Office): ReturnType<typeof verifyLedger> =>
  verifyLedger({ look: (look) => desk.connection.read(look), vault })

test('a vault whose making was stopped right behind its header is finished by whoever opens it', async () => {
  const folder = join(root, 'barely')
  await headerOnly(folder, migrations.length)
  for (let opening = 0; opening < 2; opening++)
    await within(folder, async (office) => {
      expect(office.desk.user).toMatchObject({ name: 'Amina', role: 'director' })
      expect(acts(office)).toEqual(['vault.create'])
      expect(await report(office)).toMatchObject({ ok: true, entries: 1 })
    })
})

test('a vault that this machine has seen with a ledger is not begun anew', async () => {
  const folder = join(root, 'emptied')
  const stateFolder = join(root, 'state')
  const vaultId = await headerOnly(folder, migrations.length)
  await openHeadsFile(join(stateFolder, 'heads.json')).remember(vaultId, {
    sequence: 3,
    hash: 'a'.repeat(64),
    header: 1,
  })
  const opening = openOffice(folder, { passphrase: passphrase() }, { ...tools, stateFolder })
  await expect(opening).rejects.toMatchObject({ code: 'vault.record-altered', facts: { record: 'ledger' } })
})

/** An exhibit with one event of custody that no entry names, as vaults had them before entries named events. */
function fileAsBefore(writer: Writer, userId: string, caseId: string, number: number): void {
  const id = randomUUID()
  const mark = `EX-${String(number).padStart(4, '0')}`
  exhibits.insert(writer, {
    id,
    caseId,
    number,
    mark,
    title: 'Seal',
    kind: 'physical-object',
    details: {},
    recordedAt: AT,
  })
  const words = { kind: 'received', userId, by: 'Amina', at: AT, offsetMinutes: 0, place: '', note: '' } as const
  const { previous, digest } = append(undefined, { exhibitId: id, ...words, recordedAt: null, details: '{}' })
  writer.run(
    `INSERT INTO custody_events (exhibit_id, sequence, kind, user_id, by, at, offset_minutes, place, note, previous, digest)
     VALUES (?, 1, 'received', ?, 'Amina', ?, 0, '', '', ?, ?)`,
    [id, userId, AT, previous, digest],
  )
}

function openCaseAsBefore(writer: Writer): string {
  const id = randomUUID()
  writer.run(
    `INSERT INTO cases (id, reference, title, case_type, profile, office, jurisdiction, court, court_case_number,
       police_number, summary, recorded_at) VALUES (?, 'A/1', 'A case', 'other', 'GENERIC', '', '', '', '', '', '', ?)`,
    [id, AT],
  )
  return id
}

/** Takes back what later migrations made, as somebody would who has the key. */
function pretendSchemaSix({ raw }: Connection): void {
  const made = migrations
    .filter(({ number }) => number > 6)
    .flatMap(({ sql }) => [...sql.matchAll(/^CREATE (?:UNIQUE |VIRTUAL )?(TABLE|INDEX|TRIGGER) (\w+)/gmu)])
    .toReversed()
  for (const kind of ['TRIGGER', 'INDEX', 'TABLE'])
    for (const [, what, name = ''] of made) if (what === kind) raw.exec(`DROP ${kind} ${name}`)
  raw.exec("DELETE FROM users WHERE kind = 'recovery'")
  for (const column of ['removed_at', 'kind']) raw.exec(`ALTER TABLE users DROP COLUMN ${column}`)
  for (const column of ['recorded_at', 'details']) raw.exec(`ALTER TABLE custody_events DROP COLUMN ${column}`)
  raw.exec('DELETE FROM migrations WHERE number > 6')
  raw.pragma('user_version = 6')
}

test('the custody of a vault from before entries named events is named once, and nobody’s later', async () => {
  const folder = join(root, 'older')
  const id = randomUUID()
  let caseId = ''
  await headerOnly(folder, 6, (connection, vault) => {
    const user = { id, name: 'Amina', role: 'director', publicKey: hex(vault.signer) } as const
    const desk = { clock: tools.clock, user, sign: (digest: string) => signed(vault, digest) }
    connection.write((writer) => {
      const row = [user.id, user.name, user.role, user.publicKey, AT]
      writer.run('INSERT INTO users (id, name, role, public_key, recorded_at) VALUES (?, ?, ?, ?, ?)', row)
      record(desk, writer, { act: 'vault.create', object: vault.vaultId })
      caseId = openCaseAsBefore(writer)
      for (let number = 1; number <= 1_001; number++) fileAsBefore(writer, id, caseId, number)
    })
  })
  await within(folder, async (office) => {
    expect(acts(office)).toEqual(['vault.create', 'custody.name-older', 'custody.name-older', 'slot.settle'])
    expect(await report(office)).toMatchObject({ ok: true, custodyEvents: 1_001 })
    // Somebody with the key adds an event, and makes the vault look as old as it was.
    office.desk.connection.write((writer) => fileAsBefore(writer, id, caseId, 1_002))
    // What goes on behind the opening reads the tables that are taken away.
    await office.swept
    pretendSchemaSix(office.desk.connection)
  })
  await within(folder, async (office) => {
    expect(acts(office).filter((act) => act === 'custody.name-older')).toHaveLength(2)
    const { problems } = await report(office)
    expect(problems.map(({ fault }) => fault)).toEqual(['custody-not-in-ledger'])
  })
})
