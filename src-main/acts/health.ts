import { LedgerFault } from '../contract/audit.ts'
import type { Damage, HealthReport } from '../contract/health.ts'
import { refusalCode } from '../kernel/errors.ts'
import { namesOf, ownersOf, type RecordName } from '../store/record-names.ts'
import { unsoundCopies } from '../vault/header-copies.ts'
import type { Problem } from './check-office.ts'
import { checkCopy } from './check-vault.ts'
import { compartmentDatabase } from './compartments/compartment.ts'
import { type ReadableCompartment, readableCompartments } from './compartments/readable.ts'
import type { Desk, Watch } from './desk.ts'
import type { Office } from './office.ts'
import { takeStillCopyOfOpen } from './still-copy.ts'

/** More damages than a person reads one by one. */
const MOST_LISTED = 500

/**
 * Checks a vault while it is open, as `vault check` does one that is closed: header, pages, chains and blobs, also of the
 * compartments that are open. The records are checked on copies that are held still, so work goes on meanwhile. Changes
 * nothing.
 *
 * @throws Refusal `vault.in-use` while a backup is made; `disk.full`, `cancelled`
 */
export async function checkHealth(office: Office, deep: boolean, watch: Watch = {}): Promise<HealthReport> {
  const { desk, vault, compartments } = office
  const unsound = await unsoundCopies(vault.folder)
  const problems: Problem[] = unsound.map((where): Problem => ({ what: 'header', where }))
  const copy = await takeStillCopyOfOpen(desk.connection, vault)
  const others: Damage[] = []
  try {
    problems.push(...(await checkCopy(vault, copy, deep, watch)))
    for (const readable of readableCompartments(vault, copy).readable)
      others.push(...(await damagesOf(office, readable, { deep, watch })))
  } finally {
    await copy.remove()
  }
  const found = problems.length + others.length
  const own = named(desk, problems.slice(0, MOST_LISTED).map(placed))
  const damages = [...own, ...others].slice(0, MOST_LISTED)
  return { ok: found === 0, deep, found, damages, unopened: compartments.hidden + compartments.shut.length }
}

/** What does not hold in a compartment, if it is open. */
async function damagesOf(
  { compartments }: Office,
  readable: ReadableCompartment,
  { deep, watch }: { readonly deep: boolean; readonly watch: Watch },
): Promise<readonly Damage[]> {
  try {
    const open = compartments.all.find(({ id }) => id === readable.id)
    if (!open) return []
    const { connection } = open.desk
    const { databaseKey, folder } = readable
    const copy = await takeStillCopyOfOpen(connection, { databasePath: compartmentDatabase(folder), databaseKey })
    try {
      const problems = await checkCopy(readable.checkable(copy), copy, deep, watch)
      return named(open.desk, problems.slice(0, MOST_LISTED).map(placed))
    } finally {
      await copy.remove()
    }
  } finally {
    readable.wipe()
  }
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
function named({ connection }: Pick<Desk, 'connection'>, damages: readonly Damage[]): Damage[] {
  try {
    return connection.read((reader) => {
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
