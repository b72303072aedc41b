import { LedgerFault } from '../contract/audit.ts'
import type { Damage, HealthReport } from '../contract/health.ts'
import { refusalCode } from '../kernel/errors.ts'
import { namesOf, ownersOf, type RecordName } from '../store/record-names.ts'
import { unsoundCopies } from '../vault/header-copies.ts'
import type { Problem } from './check-office.ts'
import { checkCopy } from './check-vault.ts'
import type { Watch } from './desk.ts'
import type { Office } from './office.ts'
import { takeStillCopyOfOpen } from './still-copy.ts'

/** More damages than a person reads one by one. */
const MOST_LISTED = 500

/**
 * Checks a vault while it is open, as `vault check` does one that is closed: header, pages, chains and blobs. The records
 * are checked on a copy that is held still, so work goes on meanwhile. Changes nothing.
 *
 * @throws Refusal `vault.in-use` while a backup is made; `disk.full`, `cancelled`
 */
export async function checkHealth(office: Office, deep: boolean, watch: Watch = {}): Promise<HealthReport> {
  const { desk, vault } = office
  const unsound = await unsoundCopies(vault.folder)
  const problems: Problem[] = unsound.map((where): Problem => ({ what: 'header', where }))
  const copy = await takeStillCopyOfOpen(desk.connection, vault)
  try {
    problems.push(...(await checkCopy(vault, copy, deep, watch)))
  } finally {
    await copy.remove()
  }
  const listed = problems.slice(0, MOST_LISTED).map(placed)
  return { ok: problems.length === 0, deep, found: problems.length, damages: named(office, listed) }
}

/** Takes apart where a damage of the ledger or of a chain is: `17 edited`, `<exhibit> 2 custody-removed`. */
function placed({ what, where }: Problem): Damage {
  if (what !== 'ledger' && what !== 'custody') return { what, where }
  const parts = where.split(' ')
  const fault = LedgerFault.safeParse(parts.at(-1))
  const sequence = parts.map(Number).find((number) => Number.isInteger(number))
  return {
    what,
    where: what === 'custody' ? (parts[0] ?? '') : where,
    ...(fault.success ? { fault: fault.data } : {}),
    ...(sequence === undefined ? {} : { sequence }),
  }
}

/** Says of a file or a chain whose it is, as far as the records still tell. */
function named({ desk }: Office, damages: readonly Damage[]): Damage[] {
  try {
    return desk.connection.read((reader) => {
      const blobs = damages.filter(({ what }) => what.startsWith('blob')).map(({ where }) => where)
      const owners = ownersOf(reader, blobs)
      const ids = damages.map(({ where }) => owners.get(where) ?? where)
      const names = namesOf(reader, ids)
      return damages.map((damage, i) => labelled(damage, names.get(ids[i] ?? '')))
    })
  } catch (error) {
    if (refusalCode(error) !== 'vault.database-damaged') throw error
    return [...damages]
  }
}

function labelled(damage: Damage, name: RecordName | undefined): Damage {
  return name ? { ...damage, label: `${name.reference} \u00B7 ${name.label}` } : damage
}
