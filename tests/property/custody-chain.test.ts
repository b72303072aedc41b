import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonical, type Json } from '../../src-main/kernel/canonical-json.ts'
import { append, type ChainedEvent, type CustodyFact, verifyChain } from '../../src-main/domain/custody.ts'

const told = {
  exhibitId: fc.uuid({ version: 4 }),
  kind: fc.constantFrom('imported', 'verified', 'transferred', 'exported'),
  userId: fc.uuid({ version: 4 }),
  by: fc.string({ unit: 'grapheme' }),
  at: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  offsetMinutes: fc.integer({ min: -840, max: 840 }),
  place: fc.string(),
  note: fc.string({ unit: 'grapheme' }),
}

const details = fc
  .record(
    { purpose: fc.string({ unit: 'grapheme' }), seal: fc.string(), sealIntact: fc.boolean() },
    { requiredKeys: [] },
  )
  .map((value) => canonical(value as Json))

/** An event of format 1, which kept neither, or of format 2. */
const fact: fc.Arbitrary<CustodyFact> = fc.oneof(
  fc.record({ ...told, recordedAt: fc.constant(null), details: fc.constant('{}') }),
  fc.record({ ...told, recordedAt: fc.constant('2026-03-01T09:00:00.000Z'), details }),
)

function chainOf(facts: readonly CustodyFact[]): ChainedEvent[] {
  const chain: ChainedEvent[] = []
  for (const one of facts) chain.push(append(chain.at(-1), one))
  return chain
}

test('a chain as it was appended has no fault', () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 20 }), (facts) => {
      expect(verifyChain(chainOf(facts))).toEqual([])
    }),
  )
})

test('changing any field of any event is found, and at that event', () => {
  const field = fc.constantFrom('by', 'note', 'place', 'at', 'kind', 'userId', 'exhibitId', 'offsetMinutes' as const)
  fc.assert(
    fc.property(fc.array(fact, { minLength: 1, maxLength: 10 }), fc.nat(), field, (facts, where, name) => {
      const chain = chainOf(facts)
      const i = where % chain.length
      const event = chain[i]
      if (!event) return
      chain[i] = { ...event, [name]: name === 'offsetMinutes' ? event.offsetMinutes + 1 : `${event[name]}x` }
      expect(verifyChain(chain)).toContainEqual({ kind: 'altered', sequence: i + 1 })
    }),
  )
})

test('leaving an event out, or swapping two, is found', () => {
  fc.assert(
    fc.property(fc.array(fact, { minLength: 3, maxLength: 10 }), fc.nat(), (facts, where) => {
      const chain = chainOf(facts)
      const i = where % (chain.length - 1)
      expect(verifyChain(chain.toSpliced(i, 1))).not.toEqual([])
      const [a, b] = [chain[i], chain[i + 1]]
      if (a && b) expect(verifyChain(chain.with(i, b).with(i + 1, a))).not.toEqual([])
    }),
  )
})

test('changing what is said of an event, or when it was entered, is found, and so is making it one of format 1', () => {
  const recordedAt = fc.constantFrom(null, '2020-01-01T00:00:00.000Z')
  const said = fc.constantFrom('{}', '{"seal":"another"}', '{"purpose":"x"} ', 'not JSON')
  fc.assert(
    fc.property(
      fc.array(fact, { minLength: 1, maxLength: 10 }),
      fc.nat(),
      recordedAt,
      said,
      (facts, where, at, text) => {
        const chain = chainOf(facts)
        const i = where % chain.length
        const event = chain[i]
        if (!event || (event.recordedAt === at && event.details === text)) return
        chain[i] = { ...event, recordedAt: at, details: text }
        expect(verifyChain(chain)).toContainEqual({ kind: 'altered', sequence: i + 1 })
      },
    ),
  )
})
