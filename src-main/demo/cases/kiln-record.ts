import type { SampleEvent, SampleHearing, SampleNote, SampleTask } from '../sample-types.ts'

const lawyer = 'Lawyer of the office'

const kilnPlace = 'Kiln at Tamrakere'

/** The chronology of the brick kiln case. Written for service: pseudonyms only. */
export const kilnEvents: readonly SampleEvent[] = [
  {
    when: '2024-11-04',
    what: 'Accused 2 pays an advance of Rs 40,000 to Client 1 and takes a thumb mark on a receipt that is not read out.',
    where: 'Home village of the clients',
    parties: ['client-1', 'supervisor'],
    sources: [
      { exhibit: 'receipt-masked', page: 1 },
      { exhibit: 'ledger-masked', page: 1 },
      { statement: 'statement-client-1-en', paragraph: 4 },
    ],
  },
  {
    when: '2024-11~',
    what: 'Clients 1, 2 and 3 arrive at the kiln and begin to work, the child included.',
    where: kilnPlace,
    parties: ['client-1', 'client-2', 'client-3'],
    sources: [
      { statement: 'statement-client-2', paragraph: 2 },
      { exhibit: 'inspection-report', page: 1 },
    ],
  },
  {
    when: '2025-04-14',
    what: 'A fine of Rs 2,000 for "market without asking" is entered against Client 1.',
    where: kilnPlace,
    parties: ['client-1', 'supervisor'],
    sources: [
      { exhibit: 'ledger-masked', page: 1 },
      { statement: 'statement-client-1-en', paragraph: 10 },
    ],
  },
  {
    when: '2025-05~',
    what: 'Client 1 asks for leave after a death in the family; Accused 1 tells him to pay first or leave the child.',
    where: kilnPlace,
    parties: ['client-1', 'client-3', 'owner'],
    sources: [
      { statement: 'statement-client-1-en', paragraph: 7 },
      { statement: 'statement-client-2', paragraph: 6 },
    ],
    disputed: true,
  },
  {
    when: '2025-05~',
    what: 'Client 2 is pushed to the ground at the gate at night; the gate is locked.',
    where: 'Gate of the kiln',
    parties: ['client-2', 'supervisor'],
    sources: [
      { statement: 'statement-client-2', paragraph: 7 },
      { statement: 'statement-shopkeeper', paragraph: 5 },
    ],
    disputed: true,
  },
  {
    when: '2025-06',
    what: 'Telephones of the workers are taken; only one member of a family goes to market at a time.',
    where: kilnPlace,
    parties: ['supervisor'],
    sources: [
      { statement: 'statement-client-1-en', paragraph: 9 },
      { statement: 'statement-shopkeeper', paragraph: 3 },
    ],
  },
  {
    when: '2025-12-22/2025-12-31',
    what: 'Client 2 burns her right forearm emptying the trench and is given no treatment.',
    where: kilnPlace,
    parties: ['client-2'],
    sources: [
      { statement: 'statement-client-2', paragraph: 9 },
      { exhibit: 'medical-report', page: 1 },
    ],
  },
  {
    when: '2026-01-10/2026-02-14',
    what: 'Families load lorries at night without pay.',
    where: 'Loading place of the kiln',
    parties: ['driver', 'supervisor'],
    sources: [{ exhibit: 'mail' }, { exhibit: 'chat' }, { statement: 'statement-driver', paragraph: 3 }],
  },
  {
    when: '2026-01-22',
    what: 'Accused 2 tells the driver that no paper is to leave by the gate.',
    parties: ['driver', 'supervisor', 'owner'],
    sources: [{ exhibit: 'chat' }, { exhibit: 'calls' }],
  },
  {
    when: '2026-02-06',
    what: 'First visit by the office, outside the gate: chain and padlock in daylight, children in the drying lines.',
    where: 'Road by the kiln',
    parties: [],
    sources: [{ exhibit: 'field-note' }],
  },
  {
    when: '2026-02-12',
    what: 'Complaint to the District Vigilance Committee.',
    where: 'Hemadurga',
    parties: ['vigilance'],
    sources: [{ exhibit: 'inspection-report', page: 1 }],
  },
  {
    when: '2026-02-15',
    what: 'A balance of Rs 51,860 is drawn up against the family of Client 1 after fifteen months of work.',
    where: kilnPlace,
    parties: ['client-1', 'supervisor'],
    sources: [{ exhibit: 'ledger-masked', page: 3 }],
  },
  {
    when: '2026-02-18',
    what: 'Joint inspection; sixteen adults and seven children leave the kiln; register and hook seized; Accused 2 arrested.',
    where: kilnPlace,
    parties: ['inspector', 'supervisor', 'vigilance'],
    sources: [
      { exhibit: 'inspection-report', page: 1 },
      { statement: 'statement-inspector', paragraph: 2 },
    ],
  },
  {
    when: '2026-02-19',
    what: 'Release certificates issued; Client 2 examined at the District Hospital.',
    where: 'Hemadurga',
    parties: ['client-1', 'client-2', 'client-3', 'doctor'],
    sources: [
      { exhibit: 'release-certificate', page: 1 },
      { exhibit: 'medical-report', page: 1 },
    ],
  },
  { when: '2026-02-20', what: 'Accused 1 arrested.', where: 'Hemadurga', parties: ['owner'], sources: [] },
  {
    when: '2026-03-27',
    what: 'Accused 1 admitted to bail on conditions.',
    where: 'Hemadurga',
    parties: ['owner'],
    sources: [],
  },
  {
    when: '2026-04-20',
    what: 'Final report filed against both accused.',
    where: 'Hemadurga',
    parties: ['owner', 'supervisor'],
    sources: [],
  },
]

/** The days in court of the brick kiln case. */
export const kilnHearings: readonly SampleHearing[] = [
  {
    date: '2026-03-27',
    purpose: 'Bail application of Accused 1',
    before: 'Principal District and Sessions Judge',
    outcome:
      'Allowed: bond of Rs 1,00,000; not to approach the clients or the witnesses; to attend the station on Mondays.',
  },
  {
    date: '2026-05-14',
    purpose: 'Committal and appearance',
    before: 'Judicial Magistrate First Class',
    outcome: 'Committed to the Court of Session.',
    nextDate: '2026-06-11',
  },
  {
    date: '2026-06-11',
    purpose: 'Framing of charge',
    before: 'Principal District and Sessions Judge',
    outcome: 'Charges framed against both accused; both plead not guilty. Trial fixed.',
    nextDate: '2026-08-06',
  },
  {
    date: '2026-08-06',
    purpose: 'Evidence of the Labour Inspector',
    before: 'Principal District and Sessions Judge',
    outcome: 'Examined in chief and cross-examined in part. Report and photographs marked.',
    nextDate: '2026-09-10',
  },
  {
    date: '2026-09-10',
    purpose: 'Evidence of the Labour Inspector, continued',
    before: 'Principal District and Sessions Judge',
    outcome: 'Adjourned.',
    adjournmentReason:
      'Counsel for Accused 1 absent; request for time, objected to by the prosecution. Costs of Rs 1,500 imposed.',
    nextDate: '2026-10-29',
  },
  {
    date: '2026-10-29',
    purpose: 'Evidence of the Labour Inspector, continued',
    before: 'Principal District and Sessions Judge',
    outcome: 'Cross-examination closed. Screen and Hindi interpreter ordered for the evidence of the clients.',
    nextDate: '2026-12-14',
  },
  {
    date: '2026-12-14',
    purpose: 'Evidence of Client 1 and of the driver',
    before: 'Principal District and Sessions Judge',
  },
]

/** What is still to be done in the brick kiln case. */
export const kilnTasks: readonly SampleTask[] = [
  { what: 'Serve the bundle on the Public Prosecutor', due: '2026-12-04', who: lawyer },
  {
    what: 'Confirm time of blood sample with the doctor and have her statement signed',
    due: '2026-12-02',
    who: lawyer,
  },
  { what: 'Book the interpreter and the escort for the hearing', due: '2026-12-07', who: 'Investigator of the office' },
  { what: 'Ask the shopkeeper again whether she wants protection', due: '2026-12-08', who: lawyer },
]

/** Notes on the brick kiln case. */
export const kilnNotes: readonly SampleNote[] = [
  {
    on: '2026-02-18',
    kind: 'investigation',
    author: 'Investigator of the office',
    text: 'Entry 06:40. No force. The padlock key was on the supervisor’s belt. Register lay open at page 3 when the inspector found it.',
  },
  {
    on: '2026-09-10',
    kind: 'legal',
    author: lawyer,
    text: 'Third date lost to absence of defence counsel since charge. Record it in the figures; ask for day-to-day trial.',
  },
  {
    on: '2026-10-29',
    kind: 'file-note',
    author: lawyer,
    text: 'Court recorded that names of the three clients are not to appear in any paper served. Serve covered copies only.',
  },
]
