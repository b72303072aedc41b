import { Role } from '../contract/words.ts'
import { checkVault } from '../acts/check-vault.ts'
import { createOffice, officeStatus } from '../acts/office.ts'
import { type Command, requiredOption, shaped } from './command.ts'

/** The vault itself. */
export const vaultCommands: readonly Command[] = [
  {
    usage: 'vault create',
    about: 'makes a new vault in an absent or empty folder and prints its recovery key, once',
    values: ['name', 'role', 'kdf-memory'],
    run: async (call) => {
      const memory = call.option('kdf-memory')
      const asked = {
        name: requiredOption(call, 'name'),
        user: requiredOption(call, 'user'),
        role: shaped(Role, call.option('role') ?? 'director'),
        passphrase: await call.passphrase(),
        ...(memory === undefined ? {} : { memoryMiB: Number(memory) }),
      }
      const created = await createOffice(requiredOption(call, 'vault'), asked, call.tools())
      const lines = [
        `vault ${created.vaultId}`,
        `recovery key: ${created.recoveryKey}`,
        'Write the recovery key down and keep it apart from this computer; it is not shown again.',
      ]
      return {
        json: { ...created },
        lines: created.warnings.includes('weak-kdf')
          ? [...lines, 'Warning: less than 256 MiB makes guessing the passphrase cheaper.']
          : lines,
      }
    },
  },
  {
    usage: 'vault status',
    about: 'says what the vault holds, its format and its slots',
    run: async (call) => {
      const status = officeStatus(await call.office())
      const lines = [
        `${status.name}: ${String(status.cases)} cases, ${String(status.exhibits)} exhibits, ${String(status.bytes)} bytes`,
        ...status.slots.map(
          ({ type, user, memoryMiB }) =>
            `slot: ${type}${user === null ? '' : ` of ${user}`}${memoryMiB === null ? '' : `, Argon2id ${String(memoryMiB)} MiB`}`,
        ),
      ]
      return { json: { ...status }, lines }
    },
  },
  {
    usage: 'vault check',
    about:
      'checks every page, the ledger and every blob, and changes nothing; --deep decrypts and hashes each blob again',
    flags: ['deep'],
    run: async (call) => {
      const {
        ok,
        problems,
        unopened = 0,
      } = await checkVault(requiredOption(call, 'vault'), await call.secret(), call.flag('deep'), {
        onProgress: call.progress('items'),
        cancel: call.cancel,
      })
      const lines = ok ? ['everything checked holds'] : problems.map(({ what, where }) => `${what}: ${where}`)
      const others = unopened === 0 ? [] : [`${String(unopened)} compartments were not checked: you cannot open them`]
      return {
        json: { ok, problems, ...(unopened > 0 ? { unopened } : {}) },
        lines: [...lines, ...others],
        status: ok ? 0 : 1,
      }
    },
  },
]
