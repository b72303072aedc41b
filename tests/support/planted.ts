import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addEvent, addHearing, addParty, openCase } from '../../src-main/acts/case-file.ts'
import { createBundle } from '../../src-main/acts/bundles.ts'
import { recordExhibit } from '../../src-main/acts/exhibits.ts'
import { importEvidence } from '../../src-main/acts/import-evidence.ts'
import type { Desk } from '../../src-main/acts/desk.ts'
import { recordStatement, reviseStatement } from '../../src-main/acts/statements.ts'
import { CaseId, ExhibitId, PartyId, StatementId } from '../../src-main/contract/ids.ts'

/** A word that stands nowhere by chance; it is found with `includes`, whatever it is wrapped in. */
function planted(number: number): string {
  return `Quxplant${String(number).padStart(2, '0')}zz`
}

const word = (number: number): string => planted(number)

/** Fifty words that stand in a case, and that nobody may read who may not read the case. */
export const plantedWords: readonly string[] = Array.from({ length: 50 }, (_, i) => planted(i + 1))

/** Words that stand in notes of aftercare, and in the name of their compartment. */
export const aftercareWords: readonly string[] = Array.from({ length: 8 }, (_, i) => planted(i + 51))

/** What was filed with planted words. */
export interface PlantedCase {
  readonly caseId: string
  readonly reference: string
  readonly partyId: string
  readonly exhibitIds: readonly string[]
  readonly statementId: string
  readonly bundleId: string
}

/** How a case file is opened: in the vault, or in a compartment. */
type Opening = (asked: Parameters<typeof openCase>[1]) => ReturnType<typeof openCase>

/** Files a case whose every record has planted words in it, at a desk; `folder` is where its evidence comes from. */
export async function plantCase(
  desk: Desk,
  folder: string,
  open: Opening = (asked) => openCase(desk, asked),
): Promise<PlantedCase> {
  const opened = open({
    title: `Kiln ${word(1)}`,
    caseType: 'bonded-labour',
    profile: 'GENERIC',
    summary: `They ${word(2)}`,
    court: `Court ${word(3)}`,
    courtCaseNumber: word(4),
    policeNumber: word(5),
    office: word(6),
    jurisdiction: word(31),
  })
  const caseId = CaseId.parse(opened.caseId)
  const { partyId } = addParty(desk, {
    caseId,
    name: `Asha ${word(7)}`,
    nativeName: word(8),
    aliases: [word(9)],
    capacities: ['client'],
    notes: `Sleeps at ${word(10)}`,
    pseudonym: word(11),
    sex: word(12),
    languages: [word(32)],
    estimatedAge: { years: 15, on: '2026-02-01', basis: `Teeth ${word(33)}` },
  })
  addParty(desk, {
    caseId,
    name: `Works ${word(49)}`,
    aliases: [word(50)],
    capacities: ['accused'],
    organisation: true,
  })
  const party = PartyId.parse(partyId)
  addEvent(desk, { caseId, when: '2026-02-01', what: `Beaten ${word(13)}`, where: word(14), sources: [word(15)] })
  addHearing(desk, {
    caseId,
    date: '2026-04-01',
    purpose: `Charge ${word(16)}`,
    before: word(17),
    outcome: word(18),
    court: word(34),
    adjournmentReason: word(35),
  })
  const path = join(folder, `${word(19)}.txt`)
  writeFileSync(path, `A page that says ${word(20)}, and again ${word(20)}.\n`.repeat(50))
  const details = {
    description: word(21),
    collectedBy: word(22),
    place: word(23),
    tags: [word(24)],
    parties: [party],
    title: word(36),
    source: word(37),
    method: word(38),
    sealNumbers: word(39),
    physicalLocation: word(40),
    language: word(41),
  }
  const { added } = await importEvidence(desk, {
    caseId,
    paths: [path],
    recursive: false,
    details,
    keepDuplicates: false,
  })
  const { exhibitId } = recordExhibit(desk, {
    caseId,
    title: `Shackle ${word(25)}`,
    kind: 'physical-object',
    details: { physicalLocation: `Shelf ${word(26)}`, description: word(42), place: word(43) },
  })
  const recorded = recordStatement(desk, {
    caseId,
    witness: partyId,
    source: { paragraphs: [{ kind: 'paragraph', text: `I was ${word(27)}` }], warnings: [] },
    details: { takenBy: word(28), takenAt: word(44) },
    exhibits: [exhibitId],
  })
  const again = {
    paragraphs: [{ kind: 'paragraph', text: `We were ${word(45)}, and ${word(30)}` }],
    warnings: [],
  } as const
  reviseStatement(desk, recorded.statementId, again, `She heard ${word(46)}`)
  const { bundleId } = createBundle(desk, caseId, {
    title: `Bundle ${word(29)}`,
    profile: 'GENERIC',
    policy: 'served',
    sections: [
      {
        title: `Section ${word(47)}`,
        entries: [
          { exhibit: ExhibitId.parse(added[0]?.exhibitId), title: `Tab ${word(48)}` },
          { statement: StatementId.parse(recorded.statementId) },
        ],
      },
    ],
  })
  return {
    caseId,
    reference: opened.reference,
    partyId,
    exhibitIds: [...added.map((one) => one.exhibitId), exhibitId],
    statementId: recorded.statementId,
    bundleId,
  }
}
