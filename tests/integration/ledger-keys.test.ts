import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Desk } from '../../src-main/acts/desk.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { verifyLedger } from '../../src-main/acts/verify-ledger.ts'
import type { LedgerEntry } from '../../src-main/domain/ledger.ts'
import { signDetached, signingPair } from '../../src-main/vault/sodium.ts'
import { ownFolder } from '../support/folders.ts'
import { digestFor, enter, entriesOf, intrude, type Intruder, secondUser } from '../support/ledger-office.ts'
import { openTestOffice } from '../support/office.ts'

const folder = ownFolder('ledger-keys')
const fresh = signingPair(Buffer.alloc(32, 9))
const freshKey = Buffer.from(fresh.publicKey).toString('hex')
let office: Office
let bina: Desk
let last: LedgerEntry

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'office'))
  bina = secondUser(office.desk)
  for (let i = 0; i < 6; i++) enter(i % 2 === 0 ? office.desk : bina, 2)
  const found = entriesOf(office.desk.connection).at(-1)
  if (!found) throw new Error('acts were entered')
  last = found
})

/** What is found after an attack. */
function faultsOf(attack: (intruder: Intruder) => void): Promise<readonly string[]> {
  return intrude(office, async (intruder) => {
    attack(intruder)
    const { connection } = intruder
    return (await verifyLedger({ look: (work) => connection.read(work), vault: office.vault })).problems.map(
      ({ fault }) => fault,
    )
  })
}

function withFresh(digest: string): string {
  return Buffer.from(signDetached(Buffer.from(digest, 'hex'), fresh.secretKey)).toString('hex')
}

/** The next entry, by somebody, which brings the fresh key for Amina. */
function bringing(userId: string, sign: (digest: string) => string): LedgerEntry {
  const facts = JSON.stringify({ publicKey: freshKey, role: 'director' })
  const sequence = last.sequence + 1
  const object = office.desk.user.id
  const entry = { ...last, sequence, previous: last.digest, act: 'user.add', object, userId, facts }
  const digest = digestFor(entry)
  return { ...entry, digest, signature: sign(digest) }
}

const enterKey = 'INSERT INTO user_keys (user_id, public_key, recipient, since) VALUES (?, ?, NULL, ?)'

describe('R36: a user cannot sign as another, with the key of the database', () => {
  test('as it stands nothing is found', async () => {
    expect(await faultsOf(() => undefined)).toEqual([])
  })

  test.each([1, 5, 14, 15])('by a key that they enter for the other, from entry %i on', async (since) => {
    expect(last.sequence).toBe(14)
    const victim = office.desk.user.id
    // Bina brings it as herself, or as Amina, signed with it, or does not bring it at all.
    const ways = [bringing(bina.user.id, bina.sign), bringing(victim, withFresh), undefined]
    for (const way of ways) {
      const faults = await faultsOf(({ run, put }) => {
        run(enterKey, victim, freshKey, since)
        if (way) put(way)
      })
      expect(faults).toContain('other-key')
    }
  })

  test('by giving the other the key that is theirs', async () => {
    const faults = await faultsOf(({ run }) =>
      run('UPDATE user_keys SET user_id = ? WHERE user_id = ?', office.desk.user.id, bina.user.id),
    )
    expect(faults).toContain('other-key')
  })

  test('nor is a key moved to another place than that of the entry which brought it', async () => {
    const faults = await faultsOf(({ run }) => run('UPDATE user_keys SET since = 1 WHERE user_id = ?', bina.user.id))
    expect(faults).toContain('other-key')
  })
})
