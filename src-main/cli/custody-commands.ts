import { NewCustodyEvent } from '../contract/custody.ts'
import { NamingPolicy } from '../contract/words.ts'
import { addCustodyEvent, correctCustody, moveExhibits } from '../acts/custody/add-event.ts'
import { exportCustody } from '../acts/custody/export-chain.ts'
import { writeCustodyReceipt } from '../acts/custody/receipt.ts'
import { pendingTransfers, physicalRegister } from '../acts/custody/register.ts'
import { writeCustodyReport } from '../acts/custody/report.ts'
import { showCustody, type ShownEvent } from '../acts/custody.ts'
import type { Desk } from '../acts/desk.ts'
import { exhibitIdOf } from '../acts/lists.ts'
import { given } from '../kernel/given.ts'
import { type Call, type Command, required, requiredOption, shaped } from './command.ts'
import { printable } from './evidence-commands.ts'

const EVENT_TEXTS = [
  'at',
  'by',
  'place',
  'note',
  'purpose',
  'authority',
  'condition',
  'transport',
  'seal',
  'due',
] as const
const PERSONS = ['from', 'to', 'witness'] as const
const SIDES = { giver: 'giverSignature', recipient: 'recipientSignature', witness: 'witnessSignature' } as const

/** What happened to evidence: shown, added, corrected, and put on paper. */
export const custodyCommands: readonly Command[] = [
  {
    usage: 'custody show REF [MARK]',
    about:
      "shows an exhibit's chain of custody and whether it holds; --pdf FILE writes the custody report, without MARK of the whole case",
    values: ['pdf', 'policy'],
    flags: ['overwrite'],
    run: async (call) => {
      const desk = await call.desk()
      const ref = required(call, 0, 'REF')
      const mark = call.rest[1]
      const exhibitId = mark === undefined ? undefined : exhibitIdOf(desk, ref, mark)
      const written = await reportFor(call, desk, ref, exhibitId)
      if (exhibitId === undefined) {
        if (!written) required(call, 1, 'MARK')
        return { json: { ...written }, lines: written ? [written.sha256] : [] }
      }
      const { events, chainOk } = showCustody(desk, exhibitId)
      return {
        json: { events, chainOk, ...given({ sha256: written?.sha256 }) },
        lines: [...events.map(eventLine), chainOk ? 'the chain holds' : 'the chain is broken'],
        status: chainOk ? 0 : 1,
      }
    },
  },
  {
    usage: 'custody add REF MARK',
    about: 'adds what happened: --kind seized, received, transferred, sealed, unsealed, relocated, returned, disposed',
    values: [
      'kind',
      ...EVENT_TEXTS,
      ...PERSONS.flatMap((who) => [who, `${who}-role`, `${who}-organisation`]),
      'new-seal',
      'seal-intact',
      'completes',
      'ends',
      'giver-scan',
      'recipient-scan',
      'witness-scan',
      'sign-as',
    ],
    run: async (call) => {
      const desk = await call.desk()
      const ref = required(call, 0, 'REF')
      requiredOption(call, 'kind')
      const event = shaped(NewCustodyEvent, {
        exhibitId: exhibitIdOf(desk, ref, required(call, 1, 'MARK')),
        kind: call.option('kind'),
        ...Object.fromEntries(EVENT_TEXTS.flatMap((name) => pair(name, call.option(name)))),
        ...Object.fromEntries(PERSONS.flatMap((who) => pair(who, personIn(call, who)))),
        ...Object.fromEntries(['completes', 'ends'].flatMap((name) => pair(name, numberIn(call, name)))),
        ...given({ newSeal: call.option('new-seal'), sealIntact: yesOrNo(call.option('seal-intact')) }),
        ...signaturesIn(call, desk, ref),
      })
      const { sequence, digest } = await addCustodyEvent(desk, event)
      return { json: { sequence, digest }, lines: [`${String(sequence)}  ${digest}`] }
    },
  },
  {
    usage: 'custody correct REF MARK SEQUENCE',
    about: 'says that an event is wrong; --withdraw that it never happened. The event stays',
    values: ['note'],
    flags: ['withdraw'],
    run: async (call) => {
      const desk = await call.desk()
      const { sequence, digest } = correctCustody(desk, {
        exhibitId: exhibitIdOf(desk, required(call, 0, 'REF'), required(call, 1, 'MARK')),
        corrects: Number(required(call, 2, 'SEQUENCE')),
        withdraws: call.flag('withdraw'),
        note: requiredOption(call, 'note'),
      })
      return { json: { sequence, digest }, lines: [`${String(sequence)}  ${digest}`] }
    },
  },
  {
    usage: 'custody receipt REF MARK SEQUENCE',
    about: 'writes the receipt of a transfer on one page, with lines to sign on where it is pending',
    values: ['output', 'policy'],
    flags: ['overwrite'],
    run: async (call) => {
      const desk = await call.desk()
      const written = await writeCustodyReceipt(desk, {
        exhibitId: exhibitIdOf(desk, required(call, 0, 'REF'), required(call, 1, 'MARK')),
        sequence: Number(required(call, 2, 'SEQUENCE')),
        policy: policyIn(call),
        path: requiredOption(call, 'output'),
        overwrite: call.flag('overwrite'),
      })
      return { json: { ...written }, lines: [written.sha256] }
    },
  },
  {
    usage: 'custody pending [REF]',
    about: "lists the transfers that wait for their recipient's signature",
    run: async (call) => {
      const desks = call.rest[0] === undefined ? (await call.office()).compartments.desks : [await call.desk()]
      const pending = desks.flatMap((desk) => [...pendingTransfers(desk, call.rest[0])])
      return {
        json: { pending },
        lines: pending.map(
          ({ mark, sequence, at, from, to }) =>
            `${mark}  ${String(sequence)}  ${at}  ${printable(from)} to ${printable(to)}`,
        ),
      }
    },
  },
  {
    usage: 'custody register REF',
    about: 'lists where each thing is, under which seal, and who has it until when; status 1 when something is overdue',
    run: async (call) => {
      const held = physicalRegister(await call.desk(), required(call, 0, 'REF'))
      const overdue = held.filter(({ out }) => out?.isOverdue === true)
      return {
        json: { held, overdue: overdue.map(({ mark }) => mark) },
        lines: held.map(({ mark, place, seal, out }) =>
          [
            mark,
            place,
            seal,
            out ? `${out.holder} until ${out.due}${out.isOverdue ? ' (overdue)' : ''}: ${out.reason}` : '',
          ]
            .map(printable)
            .join('  '),
        ),
        status: overdue.length > 0 ? 1 : 0,
      }
    },
  },
  {
    usage: 'custody move REF MARK...',
    about: 'moves many things to one place',
    values: ['place', 'at', 'note'],
    run: async (call) => {
      const desk = await call.desk()
      const ref = required(call, 0, 'REF')
      required(call, 1, 'MARK')
      const { moved } = moveExhibits(desk, {
        exhibits: call.rest.slice(1).map((mark) => exhibitIdOf(desk, ref, mark)),
        place: requiredOption(call, 'place'),
        at: call.option('at'),
        note: call.option('note'),
      })
      return { json: { moved }, lines: [`${String(moved)} moved`] }
    },
  },
  {
    usage: 'custody export REF MARK',
    about:
      "writes an exhibit's chain in a form that can be verified without Clarkson (it holds names as they were entered)",
    values: ['output'],
    flags: ['overwrite'],
    run: async (call) => {
      const desk = await call.desk()
      const exhibitId = exhibitIdOf(desk, required(call, 0, 'REF'), required(call, 1, 'MARK'))
      const out = { path: requiredOption(call, 'output'), overwrite: call.flag('overwrite') }
      const written = await exportCustody(desk, exhibitId, out)
      return { json: { ...written }, lines: [written.sha256] }
    },
  },
]

async function reportFor(
  call: Call,
  desk: Desk,
  caseRef: string,
  exhibitId: string | undefined,
): Promise<{ readonly sha256: string; readonly bytes: number } | undefined> {
  const path = call.option('pdf')
  if (path === undefined) return undefined
  return writeCustodyReport(
    desk,
    {
      caseRef,
      ...(exhibitId === undefined ? {} : { exhibits: [exhibitId] }),
      policy: policyIn(call),
      path,
      overwrite: call.flag('overwrite'),
    },
    { onProgress: call.progress('items'), cancel: call.cancel },
  )
}

function eventLine({ sequence, at, kind, by, note, standing }: ShownEvent): string {
  const words = [String(sequence), at, kind, by, note, standing === null ? '' : `(${standing})`]
  return words.map(printable).join('  ').trimEnd()
}

function policyIn(call: Call): NamingPolicy {
  return shaped(NamingPolicy, call.option('policy') ?? 'served')
}

function pair<T>(name: string, value: T | undefined): readonly (readonly [string, T])[] {
  return value === undefined ? [] : [[name, value]]
}

function personIn(call: Call, who: string): Readonly<Record<string, string>> | undefined {
  const name = call.option(who)
  if (name === undefined) return undefined
  return { name, ...given({ role: call.option(`${who}-role`), organisation: call.option(`${who}-organisation`) }) }
}

function numberIn(call: Call, name: string): number | undefined {
  const value = call.option(name)
  return value === undefined ? undefined : Number(value)
}

function yesOrNo(value: string | undefined): unknown {
  return value === undefined
    ? undefined
    : (new Map([
        ['yes', true],
        ['no', false],
      ]).get(value) ?? value)
}

function signaturesIn(call: Call, desk: Desk, ref: string): Readonly<Record<string, unknown>> {
  const key = call.option('sign-as')
  return Object.fromEntries(
    Object.entries(SIDES).flatMap(([side, field]) => {
      const scan = call.option(`${side}-scan`)
      if (scan !== undefined) return pair(field, { how: 'scanned', exhibit: exhibitIdOf(desk, ref, scan) })
      return key === side ? pair(field, { how: 'key' }) : []
    }),
  )
}
