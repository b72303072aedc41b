import { record } from '../../src-main/acts/record.ts'
import { openConnection } from '../../src-main/store/connection.ts'
import { migrate, migrations } from '../../src-main/store/migrate.ts'
import type { OpenVault } from '../../src-main/vault/open-vault.ts'
import { createVault } from '../../src-main/vault/vault-folder.ts'
import { passphrase } from './office.ts'

const at = '2026-03-01T09:00:00.000Z'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The schema of an old vault: the last before users had keys and slots of their own in a register. */
export const oldSchema = 7

/** Makes a vault as the program of the old schema did, with its first user and the entry that made it. */
export async function makeOldVault(folder: string): Promise<OpenVault> {
  const { vault } = await createVault(folder, {
    name: 'Old office',
    user: 'Amina',
    role: 'director',
    secret: { kind: 'passphrase', passphrase: passphrase() },
    cost: { memoryKiB: 65_536, passes: 3 },
    prepare: ({ path, key }) => {
      const connection = openConnection(path, key)
      migrate(connection, migrations, at, oldSchema)
      connection.close()
    },
  })
  const connection = openConnection(vault.databasePath, vault.databaseKey)
  const user = { id: '6f0f6d0e-53fd-4c1b-9a86-1f61f2a1a001', name: 'Amina', role: 'director' } as const
  const desk = {
    clock: () => ({ at, offsetMinutes: 0 }),
    user,
    sign: (digest: string) => hex(vault.sign(Buffer.from(digest, 'hex'))),
  }
  connection.write((writer) => {
    const row = [user.id, user.name, user.role, hex(vault.signer), at]
    writer.run('INSERT INTO users (id, name, role, public_key, recorded_at) VALUES (?, ?, ?, ?, ?)', row)
    record(desk, writer, { act: 'vault.create', object: vault.vaultId })
  })
  connection.close()
  return vault
}
