import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Slot } from '../../src-main/vault/header.ts'
import { newKeyFile } from '../../src-main/vault/key-file.ts'
import { newRecoveryKey, recoveryKeyText } from '../../src-main/vault/recovery-key.ts'
import { newRecoverySlot, newUserSlot, openSlot, type Secret } from '../../src-main/vault/slots.ts'

const cost = { memoryKiB: 64 * 1024, passes: 3 }
const vaultId = randomUUID()
const masterKey = new Uint8Array(32).fill(42)
const keyFile = newKeyFile()
const recoveryKey = newRecoveryKey()

function passphrase(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

const ways: readonly {
  readonly user: string | undefined
  readonly secret: () => Exclude<Secret, { readonly kind: 'stretched' }>
}[] = [
  { user: 'a', secret: () => ({ kind: 'passphrase', passphrase: passphrase('first words') }) },
  { user: 'b', secret: () => ({ kind: 'passphrase', passphrase: passphrase('second words') }) },
  { user: 'c', secret: () => ({ kind: 'key-file', passphrase: passphrase('third words'), keyFile }) },
  { user: undefined, secret: () => ({ kind: 'recovery', recoveryKey: recoveryKeyText(recoveryKey) }) },
]

function damaged(slot: Slot, { field, at, bit }: { field: 'ct' | 'nonce'; at: number; bit: number }): Slot {
  const bytes = Buffer.from(slot[field], 'base64')
  const place = at % bytes.length
  bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
  return { ...slot, [field]: bytes.toString('base64') }
}

describe('R1: slots are independent', () => {
  const slots: Slot[] = []

  beforeAll(async () => {
    for (const { user, secret } of ways) {
      const own = secret()
      if (user === undefined || own.kind === 'recovery') {
        slots.push(newRecoverySlot(vaultId, recoveryKey, { masterKey, signingSeed: new Uint8Array(32).fill(8) }))
        continue
      }
      const content = {
        masterKey,
        signingSeed: new Uint8Array(32).fill(7),
        exchangeIdentity: new Uint8Array(32).fill(6),
      }
      slots.push(await newUserSlot({ vaultId, user, role: 'lawyer', cost }, own, content))
    }
  })

  const fields = ['ct', 'nonce'] as const
  const damage = fc.record({ field: fc.constantFrom(...fields), at: fc.nat(500), bit: fc.nat(7) })

  test('whichever are damaged, in whatever order they stand, a sound one opens and a damaged one does not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(3),
        fc.array(fc.option(damage), { minLength: 4, maxLength: 4 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        async (chosen, damages, order) => {
          const present = order.map((i) => {
            const slot = slots[i]
            const how = damages[i]
            if (slot === undefined) throw new Error('there are four')
            return how === null || how === undefined ? slot : damaged(slot, how)
          })
          const way = ways[chosen]
          if (way === undefined) throw new Error('there are four')
          const opened = await openSlot({ vaultId, slots: present }, way.secret(), way.user)
          if (damages[chosen] !== null) expect(opened).toBeUndefined()
          else expect(Buffer.from(opened?.masterKey ?? []).equals(masterKey)).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('no field of a slot can be changed, and no slot works in another vault', async () => {
    const [slot] = slots
    if (slot?.type !== 'passphrase') throw new Error('the first is a passphrase')
    const changes: readonly Slot[] = [
      { ...slot, role: 'director' },
      { ...slot, id: randomUUID() },
      { ...slot, signer: Buffer.alloc(32).toString('base64') },
      { ...slot, recipient: slot.handOver },
      { ...slot, handOver: slot.recipient },
      { ...slot, type: 'key-file' },
      { ...slot, kdf: { ...slot.kdf, t: 4 } },
      { ...slot, kdf: { ...slot.kdf, m: slot.kdf.m + 8 } },
    ]
    const secret: Secret = { kind: 'passphrase', passphrase: passphrase('first words') }
    expect(await openSlot({ vaultId, slots: [slot] }, secret)).toBeDefined()
    for (const changed of changes) expect(await openSlot({ vaultId, slots: [changed] }, secret)).toBeUndefined()
    expect(await openSlot({ vaultId: randomUUID(), slots: [slot] }, secret)).toBeUndefined()
    expect(await openSlot({ vaultId, slots: [{ ...slot, user: 'b' }] }, secret, 'b')).toBeUndefined()
  })
})
