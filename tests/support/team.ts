import { expect } from 'vitest'
import { createCompartment } from '../../src-main/acts/compartments/create-compartment.ts'
import type { Compartment } from '../../src-main/acts/compartments/compartment.ts'
import { verifyLedgers } from '../../src-main/acts/compartments/verify-ledgers.ts'
import type { Office } from '../../src-main/acts/office.ts'
import { addUser } from '../../src-main/acts/users.ts'
import * as ledger from '../../src-main/store/ledger.ts'
import { amina, cheap, OfficeBench, said, words } from './people.ts'

/** Who says what: a director, a lawyer, an aftercare worker and an investigator. */
export const team = {
  amina: [said.director, amina],
  ravi: [said.ravi, 'Ravi'],
  mei: [said.mei, 'Mei'],
  otieno: [said.newer, 'Otieno'],
} as const

/** An office of four, made once for a file of tests; each test works on a copy of its own. */
export class TeamBench extends OfficeBench {
  ids: Readonly<Record<keyof typeof team, string>> = { amina: '', ravi: '', mei: '', otieno: '' }
  /** The office as it is before anybody has worked in it. */
  made = ''

  override async make(): Promise<void> {
    await super.make()
    this.made = this.copy()
    await this.within(this.made, async (office) => {
      const roles = { ravi: 'lawyer', mei: 'aftercare', otieno: 'investigator' } as const
      const ids = { ...this.ids, amina: office.desk.user.id }
      for (const who of ['ravi', 'mei', 'otieno'] as const) {
        const [text, name] = team[who]
        ids[who] = (await addUser(office, { name, role: roles[who], ...words(text), ...cheap })).userId
      }
      this.ids = ids
    })
  }

  /** A copy of the team's office, on which a test may work. */
  fresh(): string {
    return this.copy(this.made)
  }

  /** Opens an office as one of the team, works in it, and closes it. */
  as<T>(who: keyof typeof team, folder: string, work: (office: Office) => T | Promise<T>): Promise<T> {
    return this.within(folder, work, team[who])
  }

  /** Makes a compartment for some of the team; gives its id. */
  async compartment(office: Office, name: string, ...who: readonly (keyof typeof team)[]): Promise<string> {
    const holders = who.map((one) => this.ids[one])
    return (await createCompartment(office, { kind: 'case', name, holders })).compartmentId
  }
}

/** The acts in the vault's own ledger; every ledger that is open must be whole. */
export async function wholeActs(office: Office): Promise<readonly string[]> {
  const report = await verifyLedgers(office)
  expect(report.problems).toStrictEqual([])
  return office.desk.connection.read((reader) => ledger.slice(reader, { most: 1_000 }).map(({ act }) => act))
}

/** The one compartment that is open. */
export function onlyOne({ compartments }: Office): Compartment {
  const [found] = compartments.all
  if (!found || compartments.all.length !== 1) throw new Error('one compartment is open')
  return found
}
