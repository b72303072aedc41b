import { createInterface } from 'node:readline'
import { openConnection } from '../../src-main/store/connection.ts'
import { openVault } from '../../src-main/vault/vault-folder.ts'

// Opens the vault named on the command line with the passphrase that comes as hex on standard input, locks it at the next
// line, and stays, so that its memory can be searched: with the vault open, and after.

const [, , folder = ''] = process.argv
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const hex = await lines.next()
const vault = await openVault(folder, { kind: 'passphrase', passphrase: Buffer.from(String(hex.value), 'hex') })
const connection = openConnection(vault.databasePath, vault.databaseKey)
process.stdout.write('open\n')
await lines.next()
connection.close()
await vault.lock()
process.stdout.write('locked\n')
setInterval(() => undefined, 60_000)
