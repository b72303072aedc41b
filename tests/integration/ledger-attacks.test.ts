import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkOffice } from '../../src-main/acts/check-office.ts'
import type { Desk } from '../../src-main/acts/desk.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { verifyLedger } from '../../src-main/acts/verify-ledger.ts'
import type { LedgerReport } from '../../src-main/contract/audit.ts'
import { append } from '../../src-main/domain/custody.ts'
import { createLedgerCheck } from '../../src-main/domain/ledger-check.ts'
import type { LedgerEntry } from '../../src-main/domain/ledger.ts'
import type { Connection } from '../../src-main/store/connection.ts'
import * as custody from '../../src-main/store/custody.ts'
import { hashText, keysOf } from '../../src-main/acts/ledger-keys.ts'
import { ownFolder } from '../support/folders.ts'
import {
  digestFor,
  enter,
  entriesOf,
  fileExhibits,
  intrude,
  type Intruder,
  secondUser,
} from '../support/ledger-office.ts'
import { openTestOffice } from '../support/office.ts'

const folder = ownFolder('ledger-attacks')
let office: Office
let bina: Desk
let all: readonly LedgerEntry[]
let exhibits: readonly string[]

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'office'))
  exhibits = fileExhibits(office.desk, 6)
  bina = secondUser(office.desk)
  for (let i = 0; i < 12; i++) enter(i % 2 === 0 ? office.desk : bina, i === 0 ? 4 : 5)
  await office.vault.rememberHead({ sequence: 60, hash: entriesOf(office.desk.connection)[59]?.digest ?? '' })
  all = entriesOf(office.desk.connection)
})

const verify = (connection: Connection): Promise<LedgerReport> =>
  verifyLedger({ look: (work) => connection.read(work), vault: office.vault })

/** The first thing that is found after an attack. */
async function firstOf(attack: (intruder: Intruder) => void): Promise<string | undefined> {
  const { problems, ok } = await intrude(office, (intruder) => {
    attack(intruder)
    return verify(intruder.connection)
  })
  expect(ok).toBe(problems.length === 0)
  const [first] = problems
  return first && `${first.fault} ${String(first.sequence)}`
}

const entry = (sequence: number): LedgerEntry => {
  const found = all[sequence - 1]
  if (!found) throw new Error('the test asks for an entry that is there')
  return found
}
const renumber = (run: Intruder['run'], from: number, by: 1 | -1): void => {
  const order = by === 1 ? all.toReversed() : all
  for (const { sequence } of order)
    if (sequence >= from) run('UPDATE ledger SET sequence = ? WHERE sequence = ?', sequence + by, sequence)
}

describe('R36: with the key of the database, its triggers dropped, and nobody’s signing key', () => {
  test('what was not touched holds', async () => {
    expect(await verify(office.desk.connection)).toMatchObject({
      ok: true,
      entries: 68,
      custodyEvents: 6,
      problems: [],
    })
    expect(await checkOffice(office, false)).toEqual({ ok: true, problems: [] })
  })

  const other: Readonly<Record<string, (one: LedgerEntry) => string>> = {
    user_id: ({ userId }) => (userId === bina.user.id ? office.desk.user.id : bina.user.id),
    act: () => 'bundle.view',
    object: () => 'another object',
    facts: () => '{"i":99}',
    at: () => '2020-01-01T00:00:00.000Z',
    previous: () => 'a'.repeat(64),
    digest: ({ sequence }) => String(sequence).padStart(64, 'b'),
    signature: () => 'c'.repeat(128),
  }

  test.each(Object.keys(other))('an edit of %s is found, recomputed or not, and named by its place', async (column) => {
    const change = other[column]
    if (!change) throw new Error('no such column')
    for (const sequence of [1, 2, 9, 10, 11, 34, 67, 68]) {
      const edit = ({ run }: Intruder): void =>
        run(`UPDATE ledger SET ${column} = ? WHERE sequence = ?`, change(entry(sequence)), sequence)
      const kind = column === 'signature' ? 'signature' : 'edited'
      expect(await firstOf(edit)).toBe(`${kind} ${String(sequence)}`)
      const cunning = (intruder: Intruder): void => {
        edit(intruder)
        if (column !== 'previous' && column !== 'digest') intruder.relink(sequence)
      }
      const named = column === 'previous' || column === 'digest' ? 'edited' : 'signature'
      expect(await firstOf(cunning)).toBe(`${named} ${String(sequence)}`)
    }
  })

  test('facts that say the same in other bytes are not what was signed', async () => {
    expect(await firstOf(({ run }) => run("UPDATE ledger SET facts = facts || ' ' WHERE sequence = 20"))).toBe(
      'edited 20',
    )
    expect(await firstOf(({ run }) => run("UPDATE ledger SET facts = 'no JSON' WHERE sequence = 20"))).toBe('edited 20')
  })

  test('another sequence number is found', async () => {
    expect(await firstOf(({ run }) => run('UPDATE ledger SET sequence = 500 WHERE sequence = 68'))).toBe('removed 68')
    expect(await firstOf(({ run }) => run('UPDATE ledger SET sequence = 0 WHERE sequence = 5'))).toBe('inserted 0')
    expect(await firstOf(({ run }) => run('UPDATE ledger SET sequence = -5 WHERE sequence = 1'))).toBe('inserted -5')
  })

  test.each([1, 2, 30, 66])('a removal at %i is found, with a gap, closed up, and relinked', async (sequence) => {
    const remove = ({ run }: Intruder): void => run('DELETE FROM ledger WHERE sequence = ?', sequence)
    const close = (intruder: Intruder): void => {
      remove(intruder)
      renumber(intruder.run, sequence + 1, -1)
    }
    expect(await firstOf(remove)).toBe(`removed ${String(sequence)}`)
    expect(await firstOf(close)).toBe(`removed ${String(sequence)}`)
    const found = await firstOf((intruder) => {
      close(intruder)
      intruder.relink(sequence)
    })
    expect(found).toBe(`signature ${String(sequence)}`)
  })

  test('a removal that is closed up is one finding, not one for every entry after it', async () => {
    const { problems } = await intrude(office, ({ run, connection }) => {
      run('DELETE FROM ledger WHERE sequence BETWEEN 30 AND 32')
      for (const { sequence } of all.slice(32))
        run('UPDATE ledger SET sequence = ? WHERE sequence = ?', sequence - 3, sequence)
      return verify(connection)
    })
    expect(problems).toEqual([{ fault: 'removed', sequence: 30 }])
  })

  test.each([2, 31, 68])('an entry put in at %i is found, rough or with a right digest', async (sequence) => {
    const before = entry(sequence - 1)
    const forged = { ...entry(sequence), object: 'forged', previous: before.digest }
    const putIn = (one: LedgerEntry) => (intruder: Intruder) => {
      renumber(intruder.run, sequence, 1)
      intruder.put({ ...one, sequence })
    }
    expect(await firstOf(putIn({ ...forged, digest: 'd'.repeat(64) }))).toBe(`inserted ${String(sequence)}`)
    expect(await firstOf(putIn({ ...forged, digest: digestFor(forged) }))).toBe(`inserted ${String(sequence)}`)
    const relinked = await firstOf((intruder) => {
      putIn({ ...forged, digest: digestFor(forged) })(intruder)
      intruder.relink(sequence)
    })
    expect(relinked).toBe(`signature ${String(sequence)}`)
  })

  test('an entry put in at the end is found', async () => {
    const last = entry(68)
    const forged = { ...last, sequence: 69, previous: last.digest, object: 'forged' }
    expect(await firstOf(({ put }) => put({ ...forged, digest: digestFor(forged) }))).toBe('signature 69')
    const stranger = { ...forged, userId: 'nobody' }
    expect(await firstOf(({ put }) => put({ ...stranger, digest: digestFor(stranger) }))).toBe('unknown-user 69')
  })

  test.each([
    [10, 11],
    [3, 40],
    [66, 68],
  ])('entries %i and %i in each other’s place are found', async (a, b) => {
    const swap = ({ run }: Intruder): void => {
      run('UPDATE ledger SET sequence = 1000 WHERE sequence = ?', a)
      run('UPDATE ledger SET sequence = ? WHERE sequence = ?', a, b)
      run('UPDATE ledger SET sequence = ? WHERE sequence = 1000', b)
    }
    expect(await firstOf(swap)).toBe(`reordered ${String(a)}`)
    const relinked = await firstOf((intruder) => {
      swap(intruder)
      intruder.relink(a)
    })
    expect(relinked).toBe(`signature ${String(a)}`)
  })

  test('a cut at the end shows against the head that the header remembers', async () => {
    expect(await firstOf(({ run }) => run('DELETE FROM ledger WHERE sequence > 50'))).toBe('truncated 51')
    expect(await firstOf(({ run }) => run('DELETE FROM ledger'))).toBe('truncated 1')
    // Entries after the newest head that anybody remembers cannot be missed by anybody.
    expect(await firstOf(({ run }) => run('DELETE FROM ledger WHERE sequence > 60'))).toBeUndefined()
  })

  test('a user who writes their own past anew, from the end, is found by the head', async () => {
    const found = await firstOf(({ run, relink, connection }) => {
      run("UPDATE ledger SET object = 'nicer' WHERE sequence = 58")
      relink(58)
      // 58 to 68 of which Bina's are hers: she signs all of them as herself.
      for (const one of entriesOf(connection).slice(57)) {
        run('UPDATE ledger SET user_id = ? WHERE sequence = ?', bina.user.id, one.sequence)
        relink(one.sequence)
        const { digest } = entriesOf(connection)[one.sequence - 1] ?? one
        run('UPDATE ledger SET signature = ? WHERE sequence = ?', bina.sign(digest), one.sequence)
      }
    })
    expect(found).toBe('forked 60')
  })

  test('a user who signs another version of one entry is found by the entry after it', async () => {
    const mine = all.find(({ sequence, userId }) => sequence > 12 && userId === bina.user.id) ?? entry(14)
    const nicer = { ...mine, object: 'nicer' }
    const digest = digestFor(nicer)
    const found = await firstOf(({ run }) =>
      run(
        'UPDATE ledger SET object = ?, digest = ?, signature = ? WHERE sequence = ?',
        'nicer',
        digest,
        bina.sign(digest),
        mine.sequence,
      ),
    )
    expect(found).toBe(`edited ${String(mine.sequence)}`)
  })

  test('nobody signs as somebody else', async () => {
    const last = entry(68)
    const forged = { ...last, sequence: 69, previous: last.digest, userId: bina.user.id }
    const digest = digestFor(forged)
    expect(await firstOf(({ put }) => put({ ...forged, digest, signature: office.desk.sign(digest) }))).toBe(
      'signature 69',
    )
    // Nor by exchanging the other's key: the slot in the header vouches for it, and cannot be made without their secret.
    const found = await firstOf(({ run }) =>
      run('UPDATE user_keys SET public_key = ? WHERE user_id = ?', 'e'.repeat(64), office.desk.user.id),
    )
    expect(found).toBe('other-key 1')
    const changed = await firstOf(({ run }) => run('UPDATE users SET public_key = ?', 'e'.repeat(64)))
    expect(changed).toBe('other-key 1')
  })

  test('every field of every entry is covered', () => {
    const keys = office.desk.connection.read((reader) => keysOf(reader, office.vault))
    const signed = new Map<string, 'yes' | 'no' | 'unknown-user'>()
    const places = new Map(all.map(({ digest, sequence }) => [digest, sequence]))
    const first = (entries: readonly LedgerEntry[]): number | undefined => {
      const check = createLedgerCheck({
        hash: hashText,
        placeOf: (digest) => places.get(digest),
        signed: (one) => {
          const key = one.userId + one.digest + one.signature
          const known = signed.get(key) ?? keys.signed(one)
          signed.set(key, known)
          return known
        },
      })
      for (const one of entries) check.take(one)
      return check.end([])[0]?.sequence
    }
    expect(first(all)).toBeUndefined()
    const fields = ['userId', 'act', 'object', 'facts', 'at', 'previous', 'digest', 'signature'] as const
    for (const [i, one] of all.entries())
      for (const field of fields) {
        const text = one[field]
        const at = (i * 7) % text.length
        const changed = text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1)
        expect(first(all.with(i, { ...one, [field]: changed })), `${field} of ${String(i + 1)}`).toBe(i + 1)
      }
  })
})

describe('chains of custody', () => {
  test('each event is named by the entry of the act that wrote it', () => {
    const naming = all.filter(({ facts }) => facts.includes('"custody":['))
    expect(naming.map(({ object }) => object)).toEqual(exhibits)
  })

  test.each(['kind', 'user_id', 'by', 'at', 'place', 'note', 'exhibit_id'])(
    'an edit of %s is found',
    async (column) => {
      const value = column === 'at' ? '2020-01-01T00:00:00.000Z' : 'another'
      const found = await firstOf(({ run }) => run(`UPDATE custody_events SET ${column} = ? WHERE seq = 3`, value))
      expect(found).toBe('custody-edited 1')
    },
  )

  test('an event that no act wrote is found, however well it is linked', async () => {
    const [exhibitId = ''] = exhibits
    const last = office.desk.connection.read((reader) => custody.last(reader, exhibitId))
    const fact = { exhibitId, kind: 'returned', userId: bina.user.id, by: 'Bina', at: last?.at ?? '' } as const
    const event = append(last, {
      ...fact,
      offsetMinutes: 0,
      place: '',
      note: '',
      recordedAt: null,
      details: '{}',
    })
    const putIn =
      (digest: string) =>
      ({ run }: Intruder): void =>
        run(
          'INSERT INTO custody_events (exhibit_id, sequence, kind, user_id, by, at, offset_minutes, place, note, previous, digest) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)',
          exhibitId,
          event.sequence,
          event.kind,
          event.userId,
          event.by,
          event.at,
          '',
          '',
          event.previous,
          digest,
        )
    expect(await firstOf(putIn(event.digest))).toBe('custody-not-in-ledger 2')
    expect(await firstOf(putIn('f'.repeat(64)))).toBe('custody-edited 2')
  })

  test('an event that was taken away is found by the entry that names it', async () => {
    const named = all.findLast(({ facts }) => facts.includes('"custody":['))?.sequence ?? 0
    const found = await firstOf(({ run }) => run('DELETE FROM custody_events WHERE seq = 6'))
    expect(found).toBe(`custody-removed ${String(named)}`)
  })
})
