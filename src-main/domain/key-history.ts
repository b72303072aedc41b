import { Role } from '../contract/words.ts'
import type { LedgerEntry } from './ledger.ts'

// Which key an entry must be signed with is written where whoever has the vault open can write. So it is not believed:
// each key must have been brought by an entry of the ledger that names it, and that somebody signed who might bring it.

/** What an entry says of one user: the signing key (64 hex digits) that it brings, the role that it gives. */
interface Brought {
  readonly userId: string
  readonly publicKey?: string
  readonly role?: Role
}

/** The acts that bring a key or a role. */
export const bringingActs = [
  'vault.create',
  'user.add',
  'user.role',
  'vault.recover',
  'recovery.renew',
  'vault.rotate',
  'slot.settle',
] as const

const bringing: ReadonlySet<string> = new Set(bringingActs)

type Facts = Readonly<Record<string, unknown>>

function factsOf(text: string): Facts {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Facts) : {}
  } catch {
    // An altered entry is found by its digest.
    return {}
  }
}

function one(facts: Facts, object: string): Brought {
  const { userId = object, publicKey, role = facts['after'] } = facts
  const given = Role.safeParse(role)
  return {
    userId: String(userId),
    ...(typeof publicKey === 'string' ? { publicKey } : {}),
    ...(given.success ? { role: given.data } : {}),
  }
}

/**
 * The keys and roles that an entry brings: `vault.create` those of everybody who was there, another those of one user. A
 * `vault.create` that names nobody is older than the register of slots: it brings its own user, who was the only one.
 */
function broughtBy({ act, object, facts, userId }: LedgerEntry, firstKey: FirstKey): readonly Brought[] {
  if (!bringing.has(act)) return []
  const said = factsOf(facts)
  if (act === 'vault.create' && said['users'] === undefined) {
    const publicKey = firstKey(userId)
    return [{ userId, role: 'director', ...(publicKey === undefined ? {} : { publicKey }) }]
  }
  if (act !== 'vault.create') return [one(said, object)]
  const { users } = said
  return Array.isArray(users) ? users.map((user: unknown) => one(typeof user === 'object' ? { ...user } : {}, '')) : []
}

/** The first key that a user is known to have had. */
type FirstKey = (userId: string) => string | undefined

/** A key of a user, and the entry that brought it: what comes after that is signed with it, until the next. */
export interface KeySince {
  readonly userId: string
  readonly publicKey: string
  readonly since: number
}

/**
 * The keys that the ledger brought, in order, from its bringing entries in the order of their places. The first entry brings the
 * first keys; of the others only those count that a director signed: neither may anybody else let people in, nor does
 * an entry bring the key that it is itself signed with. The recovery key counts as a director.
 */
export function keyHistory(entries: readonly LedgerEntry[], firstKey: FirstKey): readonly KeySince[] {
  const roles = new Map<string, Role>()
  return entries.flatMap((entry) => {
    const isFirst = entry.sequence === 1 && entry.act === 'vault.create'
    if (!isFirst && roles.get(entry.userId) !== 'director') return []
    const brought = broughtBy(entry, firstKey)
    for (const { userId, role } of brought) if (role) roles.set(userId, role)
    return brought.flatMap(({ userId, publicKey }) =>
      publicKey === undefined || (!isFirst && userId === entry.userId)
        ? []
        : [{ userId, publicKey, since: entry.sequence }],
    )
  })
}

/** Of a user's keys, the oldest first, the one that an entry at a place must be signed with. */
export function keyAt<K extends Pick<KeySince, 'since'>>(keys: readonly K[], sequence: number): K | undefined {
  return keys.findLast(({ since }) => since < sequence || (since === 1 && sequence === 1))
}
