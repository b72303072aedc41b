import { join } from 'node:path'
import type { LedgerAct } from '../contract/audit.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Connection } from '../store/connection.ts'
import * as ledger from '../store/ledger.ts'
import { type HeadsFile, openHeadsFile, type SeenVault } from '../vault/heads-file.ts'
import type { OpenVault } from '../vault/open-vault.ts'
import type { Desk } from './desk.ts'
import { verifySigned } from './ledger-keys.ts'
import { mustBeAllowed, record } from './record.ts'

/** Heads are remembered at the latest after this many entries. Source: SECURITY 6.5. */
const ENTRIES_BETWEEN = 100

/** After these acts something is outside that the ledger must not be able to forget. */
export const EXPORTS: ReadonlySet<string> = new Set<LedgerAct>([
  'vault.accept-older',
  'vault.back-up',
  'exhibit.extract',
  'bundle.export',
  'document.statement',
  'document.chronology',
  'ledger.export',
  'vault.salvage',
])

/** The name of the file of heads in the folder of the user's profile. */
const HEADS_NAME = 'heads.json'

/** What was seen of a vault before and is not in it now. */
export interface Older {
  readonly record: 'ledger' | 'header'
  /** Where it should be: a place in the ledger, or how often the header had been written. */
  readonly position: number
  /** The entry that should be there. */
  readonly hash: string | null
  /** How often the header had been written, as far as this machine remembers. */
  readonly header: number
}

/** An entry as it is remembered. */
type SeenHead = Pick<SeenVault, 'sequence' | 'hash'>

/** The newest entries that are remembered outside the database. */
export interface Remembered {
  readonly header: SeenHead | null
  readonly profile: SeenHead | null
}

/** Keeps the newest entry of the ledger outside the database: in the vault's header, and in the user's own profile. */
export interface HeadKeeper {
  /** What was remembered, of the ledger or of the header, and is not in this vault: it is an older or another copy. */
  findOlder(): Promise<Older | undefined>
  /** Enters in the ledger that an older copy is taken for the vault from now on. @throws Refusal `not-permitted` */
  accept(desk: Desk, older: Older): Promise<void>
  /** Remembers the newest entry now. @throws Refusal `disk.full`, `destination.unwritable` */
  remember(): Promise<void>
  /** The newest entries that are remembered outside the database, here and in the user's profile. */
  remembered(): Promise<Remembered>
  /** Has the profile forget this vault, and not remember it again while it is open. @throws Refusal as remembering does */
  forget(): Promise<void>
  /** Is told after every transaction, and remembers in the background when it is time. */
  wrote(): void
}

/** The user's profile, where heads are remembered beside the header; without a folder only the header remembers. */
export interface Profile {
  readonly stateFolder?: string | undefined
  /** What the profile says is compared and stays as it is. */
  readonly isKept?: boolean
}

function profileFile(stateFolder: string | undefined): HeadsFile | undefined {
  return stateFolder === undefined ? undefined : openHeadsFile(join(stateFolder, HEADS_NAME))
}

/** Remembers in the user's profile what was seen of a vault. */
export async function rememberInProfile(
  { stateFolder }: Pick<Profile, 'stateFolder'>,
  vaultId: string,
  seen: SeenVault,
): Promise<void> {
  try {
    await profileFile(stateFolder)?.remember(vaultId, seen)
  } catch (error) {
    // The header remembers all the same; a profile that cannot be written must not keep anybody from work.
    if (!(error instanceof Refusal)) throw error
  }
}

export function keepHeads(
  vault: OpenVault,
  connection: Connection,
  { stateFolder, isKept = false }: Profile,
): HeadKeeper {
  const profile = profileFile(stateFolder)
  let remembered = vault.ledgerHead?.sequence ?? 0
  let noticed = remembered
  let isWaiting = false
  let isForgotten = false
  let turn: Promise<void> = Promise.resolve()

  const write = async (above = 0): Promise<void> => {
    const head = connection.read((reader) => ledger.head(reader))
    if (!head) return
    const seen = { sequence: head.sequence, hash: head.digest }
    remembered = head.sequence
    if (vault.ledgerHead?.hash !== seen.hash || vault.headerSequence <= above) await vault.rememberHead(seen, above)
    if (!isKept && !isForgotten)
      await rememberInProfile({ stateFolder }, vault.vaultId, { ...seen, header: vault.headerSequence })
  }

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }

  return {
    async findOlder() {
      const seen = await profile?.find(vault.vaultId)
      const header = Math.max(seen?.header ?? 0, vault.headerSequence)
      const heads = [seen, vault.ledgerHead].filter((one) => one !== undefined && one !== null)
      for (const { sequence, hash } of heads)
        if (!isThere(connection, vault, { sequence, hash }))
          return { record: 'ledger', position: sequence, hash, header }
      if (header > vault.headerSequence) return { record: 'header', position: header, hash: null, header }
      return undefined
    },
    async accept(desk, older) {
      mustBeAllowed(desk, 'vault.accept-older')
      const found = connection.read((reader) => ledger.head(reader))
      desk.connection.write((writer) =>
        record(desk, writer, {
          act: 'vault.accept-older',
          object: vault.vaultId,
          facts: {
            found: found ? { sequence: found.sequence, hash: found.digest } : null,
            remembered: older.hash === null ? null : { sequence: older.position, hash: older.hash },
            header: { found: vault.headerSequence, remembered: older.header },
          },
        }),
      )
      await inTurn(() => write(older.header))
    },
    remember: () => inTurn(() => write()),
    async remembered() {
      const seen = await profile?.find(vault.vaultId)
      return { header: vault.ledgerHead, profile: seen ? { sequence: seen.sequence, hash: seen.hash } : null }
    },
    forget: () =>
      inTurn(async () => {
        isForgotten = true
        await profile?.forget(vault.vaultId)
      }),
    wrote() {
      const head = connection.read((reader) => ledger.head(reader))
      if (!head || head.sequence === noticed) return
      noticed = head.sequence
      const isDue = EXPORTS.has(head.act) || head.sequence - remembered >= ENTRIES_BETWEEN
      if (!isDue || isWaiting) return
      isWaiting = true
      void inTurn(() => {
        isWaiting = false
        return write()
      }).catch(() => undefined)
    },
  }
}

/** Whether an entry is at its place, or somebody of the vault has signed that it is not to be there any more. */
function isThere(
  connection: Connection,
  vault: OpenVault,
  head: { readonly sequence: number; readonly hash: string },
): boolean {
  return connection.read((reader) => {
    if (ledger.digestAt(reader, head.sequence) === head.hash) return true
    return verifySigned(reader, vault, ledger.ofAct(reader, 'vault.accept-older')).some(({ facts }) => {
      const { remembered } = JSON.parse(facts) as { readonly remembered?: typeof head | null }
      return remembered?.sequence === head.sequence && remembered.hash === head.hash
    })
  })
}
