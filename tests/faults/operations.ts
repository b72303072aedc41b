import { join } from 'node:path'
import { editings } from './edits.ts'
import { clarksonProgram, hasConfirmed, type Outcome, type Program, runPlain } from './faults.ts'
import { cameIn, copyOf, oldRows, passingNames, stoodIn } from './fixture.ts'
import { lookInside, restoreTo } from './look-inside.ts'
import { before, type Expected, type Harm, lost, type Operation, other, soundness, unreadable } from './soundness.ts'

const importing: Operation = {
  name: 'import',
  prepare(fixture, folder) {
    const vault = join(folder, 'vault')
    copyOf(fixture.vault, vault)
    return {
      program: clarksonProgram(
        folder,
        'evidence',
        'add',
        fixture.reference,
        fixture.brought,
        '--recursive',
        '--vault',
        vault,
      ),
      async verify({ json }) {
        const added = (json?.['added'] ?? []) as readonly { readonly file: { readonly sha256: string } }[]
        const confirmed = [...fixture.filed, ...added.map(({ file }) => file.sha256)]
        const found = (await lookInside(vault)).inside?.digests ?? []
        const known = [...fixture.filed, ...fixture.bringing]
        return [
          ...(await soundness(vault, { ...before(fixture), digests: confirmed })),
          ...found.filter((sha256) => !known.includes(sha256)).map(() => other('evidence that nobody brought')),
        ]
      },
    }
  },
}

/** A single record is added; when it was confirmed it is there. */
function adding(name: 'party' | 'event', args: readonly string[]): Operation {
  return {
    name,
    prepare(fixture, folder) {
      const vault = join(folder, 'vault')
      copyOf(fixture.vault, vault)
      return {
        program: clarksonProgram(folder, name, 'add', fixture.reference, ...args, '--vault', vault),
        verify: (outcome) => {
          const now = hasConfirmed(outcome) ? [stoodIn, cameIn] : [stoodIn]
          const expected = name === 'party' ? { parties: now } : { events: now }
          return soundness(vault, { ...before(fixture), ...expected })
        },
      }
    },
  }
}

const backingUp: Operation = {
  name: 'backup',
  prepare(fixture, folder) {
    const [vault, backups] = [join(folder, 'vault'), join(folder, 'backups')]
    copyOf(fixture.vault, vault)
    copyOf(fixture.backups, backups)
    return {
      program: clarksonProgram(folder, 'vault', 'backup', backups, '--vault', vault),
      async verify(outcome) {
        // First what is there: the backup from before, or the new one if it was confirmed. Then the next one on top of it.
        const first = await restoreTo(backups, join(folder, 'first'))
        const next = await runPlain(clarksonProgram(folder, 'vault', 'backup', backups, '--vault', vault))
        const second = await restoreTo(backups, join(folder, 'second'))
        const confirmed = hasConfirmed(outcome) ? Number(outcome.json?.['generation']) : 1
        return [
          ...(first.ok ? [] : [unreadable(`no backup can be restored: ${first.said}`)]),
          ...(first.generation < confirmed ? [lost('the backup that was confirmed')] : []),
          ...(next.status === 0 ? [] : [unreadable(`no further backup: ${next.stderr}`)]),
          ...(second.ok ? [] : [unreadable(`the next backup cannot be restored: ${second.said}`)]),
          ...passingNames(backups).map((name) => other(`left behind: ${name}`)),
          ...(await soundness(vault, before(fixture))),
          ...(await soundness(join(folder, 'second'), before(fixture))),
        ]
      },
    }
  },
}

const restoring: Operation = {
  name: 'restore',
  prepare(fixture, folder) {
    const [backups, vault] = [join(folder, 'backups'), join(folder, 'vault')]
    copyOf(fixture.backups, backups)
    return {
      program: clarksonProgram(folder, 'vault', 'restore', backups, '--vault', vault),
      async verify(outcome) {
        // Taken up again, unless the folder already is the whole vault.
        const again = await restoreTo(backups, vault)
        const isWhole = again.said === 'vault.folder-not-empty'
        return [
          ...(again.ok || isWhole ? [] : [unreadable(`cannot be taken up again: ${again.said}`)]),
          ...(hasConfirmed(outcome) && !isWhole ? [lost('the vault that was restored')] : []),
          ...(await soundness(vault, before(fixture))),
        ]
      },
    }
  },
}

const migrating: Operation = {
  name: 'migrate',
  prepare(fixture, folder) {
    const vault = join(folder, 'vault')
    copyOf(fixture.oldVault, vault)
    return {
      program: clarksonProgram(folder, 'case', 'list', '--vault', vault),
      verify: () => soundness(vault, { kept: oldRows }),
    }
  },
}

const NEW_PASSPHRASE = 'five other rivers meet there'

/** The cheapest Argon2id there may be. */
const cheap = ['--kdf-memory', '64'] as const

function givenNew({ args, environment }: Program): Program {
  return { args, environment: { ...environment, CLARKSON_NEW_PASSPHRASE: NEW_PASSPHRASE } }
}

/** The old passphrase opens all of it, or the new one does; once it was confirmed, the new one. */
async function oldOrNew(vault: string, expected: Expected, outcome: Outcome): Promise<readonly Harm[]> {
  const withNew = await soundness(vault, { ...expected, passphrase: NEW_PASSPHRASE })
  if (withNew.length === 0) return []
  if (hasConfirmed(outcome)) return [lost('the new passphrase does not open the vault'), ...withNew]
  return soundness(vault, expected)
}

const changingPassphrase: Operation = {
  name: 'passphrase',
  prepare(fixture, folder) {
    const vault = join(folder, 'vault')
    copyOf(fixture.vault, vault)
    return {
      program: givenNew(clarksonProgram(folder, 'passphrase', 'change', '--vault', vault, ...cheap)),
      verify: (outcome) => oldOrNew(vault, before(fixture), outcome),
    }
  },
}

const rotating: Operation = {
  name: 'rotate',
  prepare(fixture, folder) {
    const vault = join(folder, 'vault')
    copyOf(fixture.vault, vault)
    return {
      program: givenNew(clarksonProgram(folder, 'vault', 'rotate', '--vault', vault, ...cheap)),
      verify: (outcome) => oldOrNew(vault, before(fixture), outcome),
    }
  },
}

const addingUser: Operation = {
  name: 'user',
  prepare(fixture, folder) {
    const vault = join(folder, 'vault')
    copyOf(fixture.vault, vault)
    const who = ['--name', 'Ravi', '--role', 'lawyer']
    return {
      program: givenNew(clarksonProgram(folder, 'user', 'add', '--vault', vault, ...who, ...cheap)),
      async verify(outcome) {
        // The director opens it first, which takes out what was not entered to its end.
        const asBefore = await soundness(vault, before(fixture))
        if (!hasConfirmed(outcome)) return asBefore
        return [...asBefore, ...(await soundness(vault, { ...before(fixture), passphrase: NEW_PASSPHRASE }))]
      },
    }
  },
}

/** A case that is moved lies in one place, whole; and where it was, nothing is left of it once the vault was opened again. */
const restricting: Operation = {
  name: 'restrict',
  prepare(fixture, folder) {
    const vault = join(folder, 'vault')
    copyOf(fixture.vault, vault)
    return {
      program: clarksonProgram(folder, 'case', 'restrict', fixture.reference, '--grant', 'Amina', '--vault', vault),
      async verify(outcome) {
        const harm = await soundness(vault, before(fixture))
        const { inside } = await lookInside(vault)
        const isMoved = inside?.compartments === 1
        return [
          ...harm,
          ...(hasConfirmed(outcome) && !isMoved ? [lost('that the case is restricted')] : []),
          ...(isMoved && inside.ownBlobs > 0 ? [other('blobs of the case are left in the vault')] : []),
          ...(inside?.parties.length === 1 ? [] : [other('the case lies in two places')]),
        ]
      },
    }
  },
}

const withdrawing: Operation = {
  name: 'withdraw',
  prepare(fixture, folder) {
    const vault = join(folder, 'vault')
    copyOf(fixture.restrictedVault, vault)
    return {
      program: clarksonProgram(folder, 'compartment', 'withdraw', fixture.reference, 'Ravi', '--vault', vault),
      verify: () => soundness(vault, before(fixture)),
    }
  },
}

const creating: Operation = {
  name: 'create',
  prepare(_fixture, folder) {
    const vault = join(folder, 'vault')
    const named = ['--name', 'Office', '--user', 'Amina', '--kdf-memory', '64']
    return {
      program: clarksonProgram(folder, 'vault', 'create', '--vault', vault, ...named),
      async verify(outcome) {
        const opened = await runPlain(clarksonProgram(folder, 'case', 'list', '--vault', vault))
        const code = (opened.json?.['error'] as { readonly code?: string } | undefined)?.code
        // Until its header is written, last of all, there is no vault: and nobody was told that there is one.
        if (code === 'vault.not-a-vault' && !hasConfirmed(outcome)) return []
        return soundness(vault, {})
      },
    }
  },
}

/** Everything that is interrupted. */
export const operations: readonly Operation[] = [
  importing,
  adding('party', ['--name', cameIn, '--capacity', 'witness']),
  adding('event', ['--when', '2026-02-03', '--what', cameIn]),
  ...editings,
  backingUp,
  restoring,
  migrating,
  changingPassphrase,
  rotating,
  addingUser,
  restricting,
  withdrawing,
  creating,
]
