import { line } from '../contract/ids.ts'
import { Role } from '../contract/words.ts'
import { listWaysIn } from '../acts/register.ts'
import { addWayIn, changePassphrase, removeWayIn, renewRecoveryKey } from '../acts/own-secret.ts'
import { suggestPassphrase } from '../acts/passphrases.ts'
import { recoverOffice } from '../acts/recover-office.ts'
import { rotateOffice } from '../acts/rotate-office.ts'
import { usualMemoryKiB } from '../acts/secret.ts'
import { addUser, changeRole, listUsers, removeUser, userIdOf } from '../acts/users.ts'
import { writeKeyFile } from '../acts/write-key-file.ts'
import { type Command, memoryOf, required, requiredOption, shaped } from './command.ts'

const keyOnce = 'Write the recovery key down and keep it apart from this computer; it is not shown again.'

/** Users, their ways in, and the vault's own keys. */
export const userCommands: readonly Command[] = [
  {
    usage: 'user add',
    about: 'adds a user, whose passphrase is in --new-passphrase-file or CLARKSON_NEW_PASSPHRASE',
    values: ['name', 'role', 'new-passphrase-file', 'new-key-file', 'kdf-memory'],
    run: async (call) => {
      const asked = {
        name: shaped(line(120), requiredOption(call, 'name')),
        role: shaped(Role, requiredOption(call, 'role')),
        ...(await call.newSecret()),
        ...memoryOf(call),
      }
      const added = await addUser(await call.office(), asked)
      const lines = [`user ${added.userId}`, `packages for this user: ${added.recipient}`]
      return { json: { ...added }, lines: [...lines, ...warningOf(asked)] }
    },
  },
  {
    usage: 'user list',
    about: 'lists the users; --all lists those who were removed too',
    flags: ['all'],
    run: async (call) => {
      const users = listUsers(await call.desk()).filter(({ removedAt }) => call.flag('all') || removedAt === null)
      const lines = users.map(
        ({ name, role, recipient, removedAt }) =>
          `${name}: ${role}${removedAt === null ? '' : `, removed ${removedAt}`}${recipient === null ? '' : `, ${recipient}`}`,
      )
      return { json: { users }, lines }
    },
  },
  {
    usage: 'user remove [USER]',
    about: 'removes a user, by name or id; only a new master key (vault rotate) closes older copies to them',
    values: ['name'],
    run: async (call) => {
      const office = await call.office()
      const userId = userIdOf(office.desk, call.rest[0] ?? requiredOption(call, 'name'))
      await removeUser(office, userId)
      return { json: { userId }, lines: [`removed ${userId}`] }
    },
  },
  {
    usage: 'user role [USER]',
    about: 'gives a user, by name or id, another role',
    values: ['name', 'role'],
    run: async (call) => {
      const office = await call.office()
      const userId = userIdOf(office.desk, call.rest[0] ?? requiredOption(call, 'name'))
      const role = shaped(Role, requiredOption(call, 'role'))
      changeRole(office, userId, role)
      return { json: { userId, role }, lines: [`${userId} is ${role} now`] }
    },
  },
  {
    usage: 'passphrase change',
    about: 'changes your own passphrase to that in --new-passphrase-file or CLARKSON_NEW_PASSPHRASE',
    values: ['new-passphrase-file', 'new-key-file', 'kdf-memory'],
    run: async (call) => {
      const next = { ...(await call.newSecret()), ...memoryOf(call) }
      const office = await call.office()
      await changePassphrase(office, await call.secret(), next)
      const { id: userId } = office.desk.user
      return { json: { userId }, lines: ['the passphrase is changed', ...warningOf(next)] }
    },
  },
  {
    usage: 'passphrase suggest',
    about: 'gives a passphrase by chance',
    run: async () => {
      const suggested = await suggestPassphrase()
      return { json: { ...suggested }, lines: [suggested.passphrase] }
    },
  },
  {
    usage: 'vault slots',
    about: 'lists the ways into the vault',
    run: async (call) => {
      const slots = listWaysIn(await call.office())
      const lines = slots.map(({ slotId, type, user }) => `${slotId} ${type}${user === null ? '' : ` of ${user}`}`)
      return { json: { slots }, lines }
    },
  },
  {
    usage: 'slot add',
    about: 'gives you a second way in, a passphrase with --new-key-file beside your passphrase, or the reverse',
    values: ['new-passphrase-file', 'new-key-file', 'kdf-memory'],
    run: async (call) => {
      const added = await addWayIn(await call.office(), { ...(await call.newSecret()), ...memoryOf(call) })
      return { json: { ...added }, lines: [`slot ${added.slotId}`] }
    },
  },
  {
    usage: 'slot remove ID',
    about: 'removes one way in; only a new master key (vault rotate) closes older copies to it',
    run: async (call) => {
      const slotId = required(call, 0, 'ID')
      await removeWayIn(await call.office(), slotId)
      return { json: { slotId }, lines: [`removed ${slotId}`] }
    },
  },
  {
    usage: 'recovery renew',
    about: 'makes a new recovery key; the old one no longer opens this copy of the vault',
    run: async (call) => {
      const recoveryKey = await renewRecoveryKey(await call.office())
      return { json: { recoveryKey }, lines: [`recovery key: ${recoveryKey}`, keyOnce] }
    },
  },
  {
    usage: 'vault recover',
    about: 'lets --user in again with a new passphrase, by the key in --recovery-key-file or CLARKSON_RECOVERY_KEY',
    values: ['recovery-key-file', 'new-passphrase-file', 'new-key-file', 'kdf-memory'],
    run: async (call) => {
      const asked = {
        user: requiredOption(call, 'user'),
        recoveryKey: await call.recoveryKey(),
        ...(await call.newSecret()),
        ...memoryOf(call),
        acceptOlder: call.flag('accept-older'),
      }
      const letIn = await recoverOffice(requiredOption(call, 'vault'), asked, call.tools())
      return { json: { ...letIn }, lines: ['the user can open the vault with the new passphrase'] }
    },
  },
  {
    usage: 'vault rotate',
    about: 'gives the vault a new master key and recovery key; needs a new passphrase, or --keep-passphrase',
    values: ['new-passphrase-file', 'new-key-file', 'kdf-memory'],
    flags: ['keep-passphrase'],
    run: async (call) => {
      const next = call.flag('keep-passphrase') ? {} : { next: await call.newSecret() }
      const asked = { ...next, ...memoryOf(call) }
      const recoveryKey = await rotateOffice(requiredOption(call, 'vault'), await call.secret(), asked, call.tools())
      return { json: { recoveryKey }, lines: [`recovery key: ${recoveryKey}`, keyOnce] }
    },
  },
  {
    usage: 'keyfile create',
    about: 'writes a new key file to -o FILE, to be used together with a passphrase',
    values: ['output'],
    run: async (call) => {
      const file = requiredOption(call, 'output')
      await writeKeyFile(file)
      return { json: { file }, lines: [`wrote ${file}; keep it apart from the vault, and a copy of it elsewhere`] }
    },
  },
]

/** What is said of an Argon2id that was made cheaper by hand. */
function warningOf({ memoryMiB }: { readonly memoryMiB?: number }): readonly string[] {
  if (memoryMiB === undefined || memoryMiB * 1024 >= usualMemoryKiB) return []
  return ['Warning: less than 256 MiB makes guessing the passphrase cheaper.']
}
