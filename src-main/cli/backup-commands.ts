import { backUp } from '../acts/back-up.ts'
import type { Problem } from '../acts/check-office.ts'
import { restoreBackup } from '../acts/restore-backup.ts'
import { readSalvaged, salvageVault } from '../acts/salvage.ts'
import type { AnySecret } from '../acts/secret.ts'
import { Refusal } from '../kernel/errors.ts'
import { type Call, type Command, required, requiredOption } from './command.ts'

/** Backups, and what can be saved where there is none. */
export const backupCommands: readonly Command[] = [
  {
    usage: 'vault backup DEST',
    about: 'backs the vault up to a folder; only what is new is copied, and all of it is read back',
    run: async (call) => {
      const office = await call.office()
      const made = await backUp(office, required(call, 0, 'DEST'), {
        onProgress: call.progress('bytes'),
        cancel: call.cancel,
      })
      const { generation, files, bytes, copiedFiles, copiedBytes, missing } = made
      const lines = [
        `backup ${String(generation)}: ${String(files)} files, ${String(bytes)} bytes`,
        `${String(copiedFiles)} files, ${String(copiedBytes)} bytes of it copied`,
        ...missing.map((blobId) => `not in it, since the vault has no whole copy: ${blobId}`),
      ]
      return { json: { ...made }, lines, status: made.ok ? 0 : 1 }
    },
  },
  {
    usage: 'vault restore SRC',
    about: 'restores a backup to the empty folder that --vault names, and checks all of it',
    values: ['generation', 'recovery-key-file'],
    run: async (call) => {
      const generation = call.option('generation')
      if (generation !== undefined && !/^\d{1,9}$/u.test(generation))
        throw new Refusal('usage', { what: '--generation' })
      const restored = await restoreBackup(
        {
          source: required(call, 0, 'SRC'),
          folder: requiredOption(call, 'vault'),
          ...(generation === undefined ? {} : { number: Number(generation) }),
          ...(await anySecret(call)),
        },
        call.tools(),
        { onProgress: call.progress('bytes'), cancel: call.cancel },
      )
      const { files, bytes, problems, head, madeAt, signedBy } = restored
      const lines = [
        `backup ${String(restored.generation)} of ${madeAt}: ${String(files)} files, ${String(bytes)} bytes`,
        head.same
          ? `the ledger ends where the backup says, at ${String(head.backup)}`
          : `the ledger ends at ${String(head.restored)}, and not at ${String(head.backup)} as the backup says`,
        signedBy === null ? 'signed by nobody whom the vault knows' : `signed by ${signedBy}`,
        ...problems.map(worded),
      ]
      return { json: { ...restored }, lines, status: restored.ok ? 0 : 1 }
    },
  },
  {
    usage: 'vault salvage DEST',
    about: 'saves what can be read of a damaged vault to an empty folder, encrypted; changes nothing in the vault',
    values: ['recovery-key-file'],
    run: async (call) => {
      const saved = await salvageVault(
        requiredOption(call, 'vault'),
        await anySecret(call),
        required(call, 0, 'DEST'),
        {
          onProgress: call.progress('items'),
          cancel: call.cancel,
        },
      )
      const lines = [
        `${String(saved.records)} records, ${String(saved.doubtful)} of them from damaged pages and to be doubted`,
        `${String(saved.blobs)} blobs, ${String(saved.bytes)} bytes; ${String(saved.lostBlobs.length)} are lost`,
      ]
      return { json: { ...saved }, lines }
    },
  },
  {
    usage: 'vault read-salvaged SRC',
    about: 'prints the records that were salvaged to a folder, a line of JSON each',
    values: ['recovery-key-file'],
    run: async (call) => {
      const lines = await readSalvaged(required(call, 0, 'SRC'), await anySecret(call))
      return { json: { records: lines.map((line): unknown => JSON.parse(line)) }, lines }
    },
  },
]

/** By the recovery key where its file is named, or else by a person's own way in. */
async function anySecret(call: Call): Promise<AnySecret> {
  return call.option('recovery-key-file') === undefined ? call.secret() : { recoveryKey: await call.recoveryKey() }
}

function worded({ what, where }: Problem): string {
  return `${what}: ${where}`
}
