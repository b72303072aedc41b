import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { addParty } from '../../src-main/acts/case-file.ts'
import { addCustodyEvent, correctCustody, moveExhibits } from '../../src-main/acts/custody/add-event.ts'
import { exportCustody } from '../../src-main/acts/custody/export-chain.ts'
import { writeCustodyReceipt } from '../../src-main/acts/custody/receipt.ts'
import { pendingTransfers, physicalRegister } from '../../src-main/acts/custody/register.ts'
import { writeCustodyReport } from '../../src-main/acts/custody/report.ts'
import { showCustody } from '../../src-main/acts/custody.ts'
import { recordExhibit } from '../../src-main/acts/exhibits.ts'
import { exportLedger } from '../../src-main/acts/export-ledger.ts'
import { fileMadeEvidence } from '../../src-main/acts/import-evidence.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { verifyLedger } from '../../src-main/acts/verify-ledger.ts'
import { NewCustodyEvent } from '../../src-main/contract/custody.ts'
import { ownFolder } from '../support/folders.ts'
import { newCase, openTestOffice } from '../support/office.ts'
import { readPages } from '../support/typeset-pages.ts'

const folder = ownFolder('custody')
let office: Office
let caseId: string
let note: string
let scan: string

const strokes = [[100, 300, 200, 40, 300, 300, 420, 120]]
const drawn = { how: 'drawn', strokes } as const
const giver = { name: 'Inspector Rao', role: 'Labour Inspector' }
const taker = { name: 'Advocate Mehta', role: 'Public prosecutor', organisation: 'District court' }

function told(event: Readonly<Record<string, unknown>>): NewCustodyEvent {
  return NewCustodyEvent.parse(event)
}

async function filed(name: string, text: string): Promise<string> {
  const evidence = { caseId, name, bytes: Buffer.from(text), details: {}, before: [] }
  return (await fileMadeEvidence(office.desk, evidence)).exhibitId
}

beforeAll(async () => {
  office = await openTestOffice(join(folder, 'office'))
  caseId = newCase(office.desk)
  note = await filed('note.txt', 'a note')
  scan = await filed('receipt.txt', 'the signed receipt')
  addParty(office.desk, { caseId: caseId as never, name: 'Sunita Devi', capacities: ['client'] })
})

test.each([
  [{ kind: 'transferred', from: giver, to: taker }, 'purpose'],
  [{ kind: 'transferred', from: giver, purpose: 'trial' }, 'to'],
  [{ kind: 'seized', by: 'Inspector Rao' }, 'place'],
  [{ kind: 'sealed' }, 'newSeal'],
  [{ kind: 'disposed', authority: 'order' }, 'note'],
  [{ kind: 'received', completes: 2 }, 'recipientSignature'],
  [{ kind: 'relocated', place: 'court', due: '2026-04-01' }, 'to'],
  [{ kind: 'seized', by: 'Inspector Rao', place: 'kiln', witnessSignature: drawn }, 'witness'],
  [{ kind: 'returned', to: taker, giverSignature: drawn }, 'from'],
  [{ kind: 'relocated', place: 'court', recipientSignature: drawn }, 'to'],
  [{ kind: 'disposed', completes: 2, recipientSignature: drawn }, 'completes'],
])('an event must say what its kind needs: %j lacks %s', (event, field) => {
  const parsed = NewCustodyEvent.safeParse({ exhibitId: note, ...event })
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toContain(field)
})

test('the time of an event is kept as it is claimed, with its offset, apart from when it was entered', async () => {
  const place = 'Kiln, yard'
  await addCustodyEvent(
    office.desk,
    told({ exhibitId: note, kind: 'seized', by: 'Rao', place, at: '2026-02-18T01:12:40+05:30' }),
  )
  const event = showCustody(office.desk, note).events.at(-1)
  expect(event).toMatchObject({ at: '2026-02-17T19:42:40.000Z', offsetMinutes: 330, by: 'Rao', place })
  expect(event?.recordedAt).toMatch(/^2026-03-02T10:/u)
  const later = told({ exhibitId: note, kind: 'sealed', newSeal: 'B 1', at: '2026-03-03T00:00:00Z' })
  await expect(addCustodyEvent(office.desk, later)).rejects.toMatchObject({ code: 'custody.in-future' })
})

test('a transfer is pending until its recipient has signed, and one page says so', async () => {
  const transfer = {
    exhibitId: note,
    kind: 'transferred',
    from: giver,
    to: taker,
    purpose: 'Trial',
    seal: 'BLR 1',
    sealIntact: true,
    giverSignature: drawn,
  }
  const { sequence } = await addCustodyEvent(office.desk, told(transfer))
  expect(pendingTransfers(office.desk)).toMatchObject([{ exhibitId: note, sequence, from: giver.name, to: taker.name }])
  const path = join(folder, 'pending.pdf')
  const asked = { exhibitId: note, sequence, policy: 'served', path, overwrite: true } as const
  await writeCustodyReceipt(office.desk, asked)
  const [first, ...more] = await readPages(readFileSync(path))
  expect(more).toEqual([])
  expect(first?.text).toContain('This hand-over is pending')

  const receipt = {
    exhibitId: note,
    kind: 'received',
    completes: sequence,
    recipientSignature: { how: 'scanned', exhibit: scan },
  }
  await addCustodyEvent(office.desk, told(receipt))
  expect(pendingTransfers(office.desk)).toEqual([])
  await writeCustodyReceipt(office.desk, asked)
  const [done, ...rest] = await readPages(readFileSync(path))
  expect(rest).toEqual([])
  for (const words of [
    'The recipient has signed',
    'Inspector Rao',
    'Public prosecutor',
    'Trial',
    'BLR 1',
    'SHA-256 as recorded',
    'EX-0002',
  ])
    expect(done?.text.replaceAll(/\s+/gu, ' ')).toContain(words)
  await expect(addCustodyEvent(office.desk, told(receipt))).rejects.toMatchObject({ code: 'custody.no-such-event' })
})

test('nobody signs with a key for somebody else', async () => {
  const transfer = {
    exhibitId: note,
    kind: 'transferred',
    from: giver,
    to: taker,
    purpose: 'Trial',
    recipientSignature: { how: 'key' },
  }
  await expect(addCustodyEvent(office.desk, told(transfer))).rejects.toMatchObject({ code: 'custody.not-the-signer' })
  await addCustodyEvent(office.desk, told({ ...transfer, to: { name: 'Amina' } }))
  expect(pendingTransfers(office.desk)).toEqual([])
})

test('a correction names the event it corrects, and what is taken back counts no more', async () => {
  const transfer = { exhibitId: note, kind: 'transferred', from: giver, to: taker, purpose: 'Mistake' }
  const { sequence } = await addCustodyEvent(office.desk, told(transfer))
  correctCustody(office.desk, {
    exhibitId: note,
    corrects: sequence,
    withdraws: true,
    note: 'entered for the wrong exhibit',
  })
  const { events, chainOk } = showCustody(office.desk, note)
  expect(chainOk).toBe(true)
  expect(events.find((event) => event.sequence === sequence)).toMatchObject({ standing: 'withdrawn' })
  expect(pendingTransfers(office.desk)).toEqual([])
  // What Clarkson entered itself did happen.
  const imported = { exhibitId: note, corrects: 1, withdraws: true, note: 'it never came' }
  expect(() => correctCustody(office.desk, imported)).toThrow(expect.objectContaining({ code: 'custody.not-told' }))
  const wrong = { exhibitId: note, corrects: 99, withdraws: false, note: 'no' }
  expect(() => correctCustody(office.desk, wrong)).toThrow(expect.objectContaining({ code: 'custody.no-such-event' }))
})

test('the register says who has a thing, why and until when, what is overdue, and where many were moved', async () => {
  const { desk } = office
  const [bag, box] = ['Ledger in a bag', 'Box of receipts'].map(
    (title) =>
      recordExhibit(desk, { caseId, title, kind: 'physical-object', details: { sealNumbers: 'A 1' } }).exhibitId,
  )
  moveExhibits(desk, { exhibits: [bag ?? '', box ?? ''], place: 'Cabinet 3, shelf 2' })
  const out = {
    exhibitId: bag,
    kind: 'relocated',
    place: 'District court',
    to: taker,
    purpose: 'Shown to the court',
    due: '2026-03-01',
  }
  const { sequence } = await addCustodyEvent(desk, told(out))
  await addCustodyEvent(desk, told({ exhibitId: box, kind: 'sealed', newSeal: 'B 7' }))
  const held = new Map(physicalRegister(desk, caseId).map((one) => [one.title, one]))
  expect(held.get('Ledger in a bag')).toMatchObject({
    place: 'District court',
    seal: 'A 1',
    out: { holder: taker.name, due: '2026-03-01', isOverdue: true },
  })
  expect(held.get('Box of receipts')).toMatchObject({ place: 'Cabinet 3, shelf 2', seal: 'B 7', out: null })
  await addCustodyEvent(desk, told({ exhibitId: bag, kind: 'relocated', place: 'Cabinet 3', ends: sequence }))
  const back = physicalRegister(desk, caseId).find(({ title }) => title === 'Ledger in a bag')
  expect(back).toMatchObject({ place: 'Cabinet 3', out: null })
})

test('a served report has no protected name, and the sealed one has what was entered', async () => {
  await addCustodyEvent(
    office.desk,
    told({ exhibitId: note, kind: 'received', from: { name: 'Sunita  DEVI' }, note: 'Given by Sunita Devi herself.' }),
  )
  const served = join(folder, 'served.pdf')
  const asked = { caseRef: caseId, exhibits: [note], overwrite: true } as const
  await writeCustodyReport(office.desk, { ...asked, policy: 'served', path: served })
  const text = (await readPages(readFileSync(served))).map((page) => page.text).join(' ')
  expect(text).not.toMatch(/sunita|devi/iu)
  expect(text).toContain('Client 1')
  expect(text.replaceAll(/\s+/gu, ' ')).toMatch(
    /unchanged since it was imported.*does not show that it was unchanged between its capture/u,
  )
  const sealed = join(folder, 'sealed.pdf')
  await writeCustodyReport(office.desk, { ...asked, policy: 'sealed', path: sealed })
  expect((await readPages(readFileSync(sealed))).map((page) => page.text).join(' ')).toContain('Sunita Devi')
})

test('the head that a report prints is in the ledger that is exported after it', async () => {
  const path = join(folder, 'case.pdf')
  await writeCustodyReport(office.desk, { caseRef: caseId, policy: 'served', path, overwrite: true })
  const text = (await readPages(readFileSync(path)))
    .map((page) => page.text)
    .join('')
    .replaceAll(/\s/gu, '')
  const head = /made(\d+:[0-9a-f]{64})/u.exec(text)?.[1] ?? ''
  const ledger = join(folder, 'ledger.jsonl')
  await exportLedger(office, { path: ledger, form: 'jsonl', overwrite: true })
  const verified = spawnSync(process.execPath, [resolve('resources/verify/verify-ledger.mjs'), ledger, head], {
    encoding: 'utf8',
  })
  expect(verified).toMatchObject({ status: 0, stderr: '' })
})

test.each([
  ['node', process.execPath, 'verify-custody.mjs'],
  ['python', 'python3', 'verify-custody.py'],
])(
  'a chain is verified with %s alone, against the ledger too, and one changed letter is found',
  async (_, program, script) => {
    const chain = join(folder, `${script}.jsonl`)
    const ledger = join(folder, `${script}.ledger.jsonl`)
    await exportCustody(office.desk, note, { path: chain, overwrite: true })
    await exportLedger(office, { path: ledger, form: 'jsonl', overwrite: true })
    const run = (...files: readonly string[]): ReturnType<typeof spawnSync> =>
      spawnSync(program, [resolve('resources/verify', script), ...files], { encoding: 'utf8' })
    expect(run(chain, ledger)).toMatchObject({ status: 0, stderr: '' })
    const text = readFileSync(chain, 'utf8')
    writeFileSync(chain, text.replace('Given by', 'Taken by'))
    expect(run(chain)).toMatchObject({ status: 1 })
    writeFileSync(chain, text.trimEnd().split('\n').slice(0, -1).join('\n'))
    expect(run(chain)).toMatchObject({ status: 1 })
  },
)

test('the ledger names every event that people added', async () => {
  const { desk, vault } = office
  const report = await verifyLedger({ look: (work) => desk.connection.read(work), vault })
  expect(report).toMatchObject({ ok: true, problems: [] })
})
