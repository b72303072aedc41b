import { CaseId, Day, PartyId } from '../contract/ids.ts'
import { FoundKind, type Found, type Hit } from '../contract/search.ts'
import { ExhibitKind } from '../contract/words.ts'
import { getCase } from '../acts/case-file.ts'
import { find } from '../acts/search/find.ts'
import { goOnIndexing, rebuildIndex } from '../acts/search/keep-index.ts'
import type { Office } from '../acts/office.ts'
import { given } from '../kernel/given.ts'
import { Refusal } from '../kernel/errors.ts'
import { z } from 'zod'
import { type Call, type Command, shaped } from './command.ts'
import { say } from './words.ts'

/** Looking through everything that the user may read. */
export const searchCommands: readonly Command[] = [
  {
    usage: 'vault reindex',
    about: 'makes the index that is searched anew from the records',
    run: async (call) => {
      const { compartments } = await call.office()
      for (const { connection } of compartments.desks) rebuildIndex(connection)
      return { json: { ok: true }, lines: [say('cli.search.rebuilt')] }
    },
  },
  {
    usage: 'search QUERY',
    about: 'looks through everything you may read: words, "words in a row", beginning*, -without',
    values: ['case', 'limit', 'kind…', 'exhibit-kind…', 'person…', 'tag…', 'place…', 'language…', 'from', 'to'],
    run: async (call) => {
      const query = call.rest.join(' ')
      if (query.trim() === '') throw new Refusal('usage', { what: 'QUERY' })
      const office = await call.office()
      const { compartments } = office
      for (const { connection } of compartments.desks) while (goOnIndexing(connection) > 0);
      const began = performance.now()
      const found = find(compartments, {
        query: query.slice(0, 500),
        narrowed: shaped(Narrowing, narrowedBy(call, office)),
        offset: 0,
        limit: limitOf(call),
      })
      const tookMs = Math.round((performance.now() - began) * 10) / 10
      return { json: { ...found, tookMs }, lines: linesOf(found) }
    },
  },
]

const Narrowing = z.object({
  cases: z.array(CaseId).optional(),
  kinds: z.array(FoundKind),
  exhibitKinds: z.array(ExhibitKind),
  persons: z.array(PartyId),
  tags: z.array(z.string()),
  places: z.array(z.string()),
  languages: z.array(z.string()),
  from: Day.optional(),
  to: Day.optional(),
})

function narrowedBy(call: Call, { compartments }: Office): unknown {
  const reference = call.option('case')
  const desk = reference === undefined ? undefined : compartments.deskOf([reference])
  const caseId = desk?.connection.read((reader) => getCase(desk, reader, reference ?? '').caseId)
  return {
    ...given({ cases: caseId === undefined ? undefined : [caseId], from: call.option('from'), to: call.option('to') }),
    kinds: call.options('kind'),
    exhibitKinds: call.options('exhibit-kind'),
    persons: call.options('person'),
    tags: call.options('tag'),
    places: call.options('place'),
    languages: call.options('language'),
  }
}

function limitOf(call: Call): number {
  const limit = call.option('limit') ?? '50'
  if (!/^\d{1,4}$/u.test(limit) || Number(limit) < 1) throw new Refusal('usage', { what: '--limit' })
  return Math.min(Number(limit), 1_000)
}

function linesOf({ hits, total, isPart, also, nothing }: Found): readonly string[] {
  if (nothing !== null) return [say(`search.nothing.${nothing}`)]
  const told = also.map(({ typed, words }) => say('search.also', { typed, words: words.join(', ') }))
  const counted = say(isPart ? 'search.more' : 'search.total', { total })
  return [...told, ...hits.flatMap(lineOf), counted]
}

function lineOf({ kind, case: reference, mark, title, source, place, snippet, restricted }: Hit): readonly string[] {
  const where = source === 'page' ? say('search.page', { page: place }) : ''
  const closed = restricted ? say('search.restricted') : ''
  const head = [reference ?? '', say(`found.${kind}`), mark ?? '', title, where, closed]
  return [head.filter((part) => part !== '').join('  '), ...(snippet === '' ? [] : [`    ${snippet}`])]
}
