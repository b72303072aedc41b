import type { SampleCase } from '../sample-types.ts'

const nothingFiled = { evidence: [], statements: [], events: [], hearings: [], tasks: [], notes: [] } as const

/** A widow put off her land: a case just taken in. */
export const landCase: SampleCase = {
  ...nothingFiled,
  reference: 'NBO/2026/0011',
  title: 'Widow’s plot at Kirimuto Ridge: fence moved and crops taken',
  caseType: 'property-grabbing',
  profile: 'GENERIC',
  stages: [{ stage: 'intake', since: '2026-11-16' }],
  office: 'Nairobi',
  jurisdiction: 'Kenya',
  court: '',
  courtCaseNumber: '',
  policeNumber: 'OB 14/16/11/2026',
  summary:
    'A widow says that her late husband’s brother moved the fence in August 2026 and harvested her maize. Succession was never filed. The chief has been asked for a letter; she is still living in the house.',
  confidentiality: 'office',
  parties: [
    {
      key: 'widow',
      names: { romanised: 'Nyokabi wa Thiaka', aliases: ['Nyokabi'] },
      capacities: ['client', 'complainant'],
      sex: 'female',
      estimatedAge: { years: 52, on: '2026-11-16', basis: 'Her own account.' },
      languages: ['ki', 'sw'],
      protected: true,
      minor: false,
      pseudonym: 'Client 1',
      notes: 'Safe to telephone in the morning only.',
    },
    {
      key: 'brother-in-law',
      names: { romanised: 'Murage wa Thiaka' },
      capacities: ['suspect'],
      sex: 'male',
      languages: ['ki', 'sw'],
      protected: false,
      minor: false,
    },
  ],
  tasks: [{ what: 'Search at the land registry', due: '2026-12-03', who: 'Lawyer of the office' }],
  events: [
    {
      when: '2026-08~',
      what: 'The fence is moved by about eleven paces and the standing maize is harvested.',
      where: 'Kirimuto Ridge',
      parties: ['widow', 'brother-in-law'],
      sources: [],
      disputed: true,
    },
  ],
}

/** A rice mill case that ended in a conviction: closed, and kept. */
export const millCase: SampleCase = {
  ...nothingFiled,
  reference: 'BLR/2024/0019',
  title: 'Belaganahatti rice mill: four clients, owner convicted',
  caseType: 'bonded-labour',
  profile: 'IN_TRIAL',
  stages: [
    { stage: 'intake', since: '2024-03-05' },
    { stage: 'rescue', since: '2024-04-11' },
    { stage: 'trial', since: '2024-12-02' },
    { stage: 'judgment', since: '2026-07-30' },
    { stage: 'closed', since: '2026-10-08' },
  ],
  office: 'Bengaluru',
  jurisdiction: 'India, State of Karnataka',
  court: 'Court of the Additional Sessions Judge, Belaganahatti',
  courtCaseNumber: 'S.C. No. 61 of 2024',
  policeNumber: 'Crime No. 0117 of 2024, Belaganahatti Police Station',
  summary:
    'Four clients were released from a rice mill in April 2024. The owner was convicted on 30 July 2026 and did not appeal. Rehabilitation assistance was paid in full in September 2026; the aftercare plan ended by agreement.',
  confidentiality: 'office',
  parties: [
    {
      key: 'mill-owner',
      names: { romanised: 'Basavaraj Hallikeri' },
      capacities: ['accused'],
      sex: 'male',
      languages: ['kn'],
      protected: false,
      minor: false,
      notes: 'Convicted; sentence served in part.',
    },
    {
      key: 'mill-client',
      names: { native: 'सोनसाय मरकाम', romanised: 'Sonsay Markam', aliases: ['Sonsay'] },
      capacities: ['client'],
      sex: 'male',
      estimatedAge: { years: 29, on: '2024-04-11', basis: 'Release certificate.' },
      languages: ['hi'],
      protected: true,
      minor: false,
      pseudonym: 'Client 1',
    },
  ],
  hearings: [
    {
      date: '2026-07-30',
      purpose: 'Judgment',
      before: 'Additional Sessions Judge',
      outcome:
        'Convicted under sections 16 and 17 of the Act of 1976: imprisonment for two years and fine of Rs 2,000.',
    },
  ],
}
