import { LedgerAct } from '../contract/audit.ts'
import type { TravelLook, TravelResult } from '../contract/travel.ts'
import { Refusal } from '../kernel/errors.ts'
import * as ledger from '../store/ledger.ts'
import { backUp } from './back-up.ts'
import { backupStatus } from './backup-plan.ts'
import type { Desk, Watch } from './desk.ts'
import type { Office } from './office.ts'
import { record } from './record.ts'

/** Acts that leave something readable outside the vault. */
const COPYING: readonly LedgerAct[] = [
  'exhibit.extract',
  'bundle.export',
  'document.statement',
  'document.chronology',
  'ledger.export',
]

/** What is to be thought of before a journey: copies outside the vault, and how old the last backup is. */
export function lookBeforeTravel(desk: Desk): TravelLook {
  const { copies, entriesSince } = desk.connection.read((reader) => ({
    copies: ledger.countOfActs(reader, COPYING).map(({ act, ...rest }) => ({ act: LedgerAct.parse(act), ...rest })),
    entriesSince: ledger.length(reader) - ledger.lastOf(reader, 'vault.back-up'),
  }))
  return { copies, backup: { ...backupStatus(desk), due: isTooOld(desk), entriesSince } }
}

/** Before a journey a backup is of this week, whatever the office wants to be reminded of. */
const recentDays = 7

function isTooOld(desk: Desk): boolean {
  const { days } = backupStatus(desk)
  return days === null || days > recentDays
}

/** How a journey is prepared. */
export interface Travelling {
  /** The folder that the vault is backed up to; left out where the last complete backup is recent enough. */
  readonly backupFolder?: string | undefined
  /** Whether this computer is to forget the newest entry of the ledger too. */
  readonly forgetHeads: boolean
}

/**
 * Makes sure of a backup and has this computer forget what it remembers of the vault. Entered in the ledger before the
 * backup, so that the backup holds the entry. Whoever called closes the vault then.
 *
 * @throws Refusal `travel.backup-needed` without a folder, when there was no complete backup within a week;
 * `travel.backup-incomplete`; and as {@link backUp}
 */
export async function prepareTravel(
  office: Office,
  { backupFolder, forgetHeads }: Travelling,
  watch: Watch = {},
): Promise<TravelResult> {
  const { desk, vault } = office
  if (backupFolder === undefined && isTooOld(desk)) throw new Refusal('travel.backup-needed', {})
  const facts = { backup: backupFolder === undefined ? 'recent' : 'new', forgetHeads }
  desk.connection.write((writer) => record(desk, writer, { act: 'vault.travel', object: vault.vaultId, facts }))
  const made = backupFolder === undefined ? undefined : await backUp(office, backupFolder, watch)
  if (made?.ok === false) throw new Refusal('travel.backup-incomplete', { missing: made.missing.length })
  if (forgetHeads) await office.forgetHead()
  return { ...lookBeforeTravel(desk), generation: made?.generation ?? null, headsForgotten: forgetHeads }
}
