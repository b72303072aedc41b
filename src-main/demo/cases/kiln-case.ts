import type { SampleBundleSpec, SampleCase } from '../sample-types.ts'
import { kilnEvidence } from './kiln-evidence.ts'
import { kilnParties } from './kiln-parties.ts'
import { kilnEvents, kilnHearings, kilnNotes, kilnTasks } from './kiln-record.ts'
import { kilnStatements } from './kiln-statements.ts'

/** The bundle for the hearing at which Client 1 is to be heard: only what can be served. */
const bundle: SampleBundleSpec = {
  title: 'Prosecution bundle: evidence of Client 1 and of the driver',
  profile: 'IN_TRIAL',
  hearing: '2026-12-14',
  policy: 'served',
  sections: [
    { title: 'List of dates and events', entries: [{ generated: 'chronology' }] },
    { title: 'List of documents', entries: [{ generated: 'exhibit-list' }] },
    {
      title: 'Statements',
      entries: [
        { statement: 'statement-client-1', title: 'Statement of Client 1 (Hindi)', date: '2026-02-24' },
        {
          statement: 'statement-client-1-en',
          title: 'Statement of Client 1 (English translation)',
          date: '2026-02-25',
        },
        { statement: 'statement-client-2', title: 'Statement of Client 2', date: '2026-02-26' },
        { statement: 'statement-shopkeeper', title: 'Statement of the shopkeeper', date: '2026-03-04' },
        { statement: 'statement-driver', title: 'Statement of the driver', date: '2026-03-06' },
        { statement: 'statement-inspector', title: 'Statement of the Labour Inspector', date: '2026-03-10' },
      ],
    },
    {
      title: 'Documents',
      entries: [
        { exhibit: 'receipt-masked', title: 'Receipt for an advance (names covered)', date: '2024-11-04' },
        {
          exhibit: 'ledger-masked',
          title: 'Register, pages 1 to 3 (names covered)',
          date: '2026-02-15',
          pages: '1-3',
          pictures: true,
        },
        { exhibit: 'inspection-report', title: 'Inspection report', date: '2026-02-20' },
        { exhibit: 'release-certificate', title: 'Release certificate (names masked)', date: '2026-02-19' },
      ],
    },
    {
      title: 'Photographs',
      entries: [
        { exhibit: 'gate', title: 'Gate of the kiln', date: '2026-02-18' },
        { exhibit: 'kiln', title: 'Kiln, chimney and moulding yard', date: '2026-02-18' },
        { exhibit: 'stacks', title: 'Stacks of fired bricks', date: '2026-02-18' },
        { exhibit: 'quarters', title: 'Workers’ quarters', date: '2026-02-18' },
        { exhibit: 'scale', title: 'Weighing place', date: '2026-02-18' },
        { exhibit: 'lorry', title: 'Loaded lorry', date: '2026-01-11' },
      ],
    },
    {
      title: 'Medical and forensic reports',
      entries: [{ exhibit: 'medical-report', title: 'Medical examination report, Client 2', date: '2026-02-19' }],
    },
    {
      title: 'Electronic evidence: certificate and hash report',
      entries: [{ generated: 'certificate' }, { generated: 'hash-schedule' }],
    },
  ],
}

/** A family held against an advance at a brick kiln: the sample office's case in full. */
export const kilnCase: SampleCase = {
  reference: 'BLR/2026/0007',
  title: 'Tamrakere brick kiln: three clients held against an advance',
  caseType: 'bonded-labour',
  profile: 'IN_TRIAL',
  stages: [
    { stage: 'intake', since: '2026-01-28' },
    { stage: 'investigation', since: '2026-02-03' },
    { stage: 'rescue', since: '2026-02-18' },
    { stage: 'prosecution', since: '2026-04-20' },
    { stage: 'trial', since: '2026-06-11' },
  ],
  office: 'Bengaluru',
  jurisdiction: 'India, State of Karnataka',
  court: 'Court of the Principal District and Sessions Judge, Hemadurga',
  courtCaseNumber: 'S.C. No. 118 of 2026',
  policeNumber: 'Crime No. 0042 of 2026, Tamrakere Police Station',
  summary:
    'Six families were found at a brick kiln where they worked off advances that never grew smaller. Clients 1, 2 and 3 came in November 2024 for Rs 40,000; after fifteen months the register showed a balance of Rs 51,860. Their telephones were kept, the gate was chained at night, and leave for a death in the family was refused. A joint inspection on 18 February 2026 released sixteen adults and seven children. The owner and the supervisor are on trial under the Bonded Labour System (Abolition) Act, 1976, sections 16 to 18, and the Bharatiya Nyaya Sanhita, 2023, sections 127 and 146.',
  confidentiality: 'team',
  parties: kilnParties,
  evidence: kilnEvidence,
  statements: kilnStatements,
  events: kilnEvents,
  hearings: kilnHearings,
  tasks: kilnTasks,
  notes: kilnNotes,
  bundle,
}
