import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openVault } from '../../src-main/vault/vault-folder.ts'
import { clarkson } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'
import { asKey, asText, scanMemory } from '../support/memory.ts'

const folder = ownFolder('lock-memory')
const passphrase = 'seven slow herons cross there'

test.skipIf(process.platform !== 'linux')(
  'R12: of the passphrase no copy is in the process that opens a vault; of the raw key none once it is locked',
  async () => {
    const vault = join(folder, 'office')
    const making = ['vault', 'create', '--vault', vault, '--name', 'Office', '--user', 'Amina', '--kdf-memory', '64']
    expect(clarkson(making, { CLARKSON_PASSPHRASE: passphrase }).status).toBe(0)
    const secret = { kind: 'passphrase', passphrase: Buffer.from(passphrase, 'utf8') } as const
    const opened = await openVault(vault, secret)
    const raw = asKey('key', opened.databaseKey).filter(({ name }) => name.endsWith('(raw)'))
    await opened.lock()

    const holder = spawn(process.execPath, [resolve(import.meta.dirname, '../support/hold-and-lock.ts'), vault], {
      env: { PATH: process.env['PATH'] ?? '' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    try {
      holder.stdin.write(`${Buffer.from(passphrase, 'utf8').toString('hex')}\n`)
      await once(holder.stdout, 'data')
      const pid = holder.pid ?? 0
      const whileOpen = scanMemory(pid, [...asText('passphrase', passphrase), ...raw])
      expect(Object.keys(whileOpen)).toEqual(['key (raw)'])
      holder.stdin.write('lock\n')
      await once(holder.stdout, 'data')
      expect(scanMemory(pid, [...asText('passphrase', passphrase), ...raw])).toEqual({})
    } finally {
      holder.kill('SIGKILL')
    }
  },
)
