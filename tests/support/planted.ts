import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addEvent, addHearing, addParty, openCase } from '../../src-main/acts/case-file.ts'
import { createBundle } from '../../src-main/acts/bundles.ts'
import { recordExhibit } from '../../src-main/acts/exhibits.ts'
import { importEvidence } from '../../src-main/acts/import-evidence.ts'
import type { Desk } from '../../src-main/acts/desk.ts'
import { recordStatement } from '../../src-main/acts/statements.ts'
import { CaseId, PartyId } from '../../src-main/contract/ids.ts'

/** A word that stands nowhere by chance; it is found with `includes`, whatever it is wrapped in. */
function planted(number: number): string {
  return `Quxplant${String(number).padStart(2, '0')}zz`
}

/** Thirty words that nobody may read who may not read the case, or the aftercare of its people. */
export const plantedWords: readonly string[] = Array.from({ length: 30 }, (_, i) => planted(i + 1))

const word = (number: number): string => planted(number)

/** What was filed with planted words. */
export interface PlantedCase {
  readonly caseId: string
  readonly reference: string
  readonly partyId: string
  readonly exhibitIds: readonly string[]
  readonly statementId: string
  readonly bundleId: string
}

/** Files a case whose every record has planted words in it, at a desk; `folder` is where its evidence comes from. */
export async function plantCase(desk: Desk, folder: string): Promise<PlantedCase> {
  const opened = openCase(desk, {
    title: `Kiln ${word(1)}`,
    caseType: 'bonded-labour',
    profile: 'GENERIC',
    summary: `They ${word(2)}`,
    court: `Court ${word(3)}`,
    courtCaseNumber: word(4),
    policeNumber: word(5),
    office: word(6),
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
  })
  const party = PartyId.parse(partyId)
  addEvent(desk, { caseId, when: '2026-02-01', what: `Beaten ${word(13)}`, where: word(14), sources: [word(15)] })
  addHearing(desk, { caseId, date: '2026-04-01', purpose: `Charge ${word(16)}`, before: word(17), outcome: word(18) })
  const path = join(folder, `${word(19)}.txt`)
  writeFileSync(path, `A page that says ${word(20)}, and again ${word(20)}.\n`.repeat(50))
  const details = { description: word(21), collectedBy: word(22), place: word(23), tags: [word(24)], parties: [party] }
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
    details: { physicalLocation: `Shelf ${word(26)}` },
  })
  const recorded = recordStatement(desk, {
    caseId,
    witness: partyId,
    source: { paragraphs: [{ kind: 'paragraph', text: `I was ${word(27)}` }], warnings: [] },
    details: { takenBy: word(28) },
    exhibits: [exhibitId],
  })
  const { bundleId } = createBundle(desk, caseId, {
    title: `Bundle ${word(29)}`,
    profile: 'GENERIC',
    policy: 'served',
    sections: [],
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

/** The word that stands in a note of aftercare. */
export const aftercareWord = word(30)
