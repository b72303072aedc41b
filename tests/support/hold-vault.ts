import { openVault } from '../../src-main/vault/vault-folder.ts'

// Opens the vault named on the command line and holds it until it is killed.
const [, , folder = ''] = process.argv
const passphrase = Buffer.from(process.env['CLARKSON_PASSPHRASE'] ?? '', 'utf8')
await openVault(folder, { kind: 'passphrase', passphrase })
process.stdout.write('open\n')
setInterval(() => undefined, 60_000)
