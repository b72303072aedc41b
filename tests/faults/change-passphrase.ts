import { refusalCode } from '../../src-main/kernel/errors.ts'
import { openVault } from '../../src-main/vault/vault-folder.ts'

// Changes the passphrase of the vault named on the command line, from one environment variable to another, and says so.
const [, , folder = '', user = ''] = process.argv
const secretOf = (name: string): { readonly kind: 'passphrase'; readonly passphrase: Uint8Array } => ({
  kind: 'passphrase',
  passphrase: Buffer.from(process.env[name] ?? '', 'utf8'),
})
try {
  const vault = await openVault(folder, secretOf('CLARKSON_PASSPHRASE'), user)
  try {
    const cost = { memoryKiB: 65_536, passes: 3 }
    await vault.changeSecret(user, secretOf('CLARKSON_PASSPHRASE'), secretOf('NEW_PASSPHRASE'), cost)
  } finally {
    await vault.lock()
  }
  process.stdout.write('{"changed":true}\n')
} catch (error) {
  const code = refusalCode(error)
  if (code === undefined) throw error
  process.stdout.write(`${JSON.stringify({ error: { code } })}\n`)
  process.exitCode = 6
}
