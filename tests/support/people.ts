import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createOffice, type Office, type OfficeTools, openOffice } from '../../src-main/acts/office.ts'
import { verifyLedger } from '../../src-main/acts/verify-ledger.ts'
import type { FailureCode } from '../../src-main/contract/failure.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import * as ledger from '../../src-main/store/ledger.ts'
import { ownFolder } from './folders.ts'
import { testTools } from './office.ts'

/** The passphrases of the people of these tests: strong, and told apart by their first words. */
export const said = {
  director: 'kiln ledger monsoon quarry',
  newer: 'harbour lantern thistle copper',
  ravi: 'orchard velvet tunnel walnut',
  raviNewer: 'saddle pepper glacier mirror',
  mei: 'anchor biscuit canyon pillow',
} as const

/** What somebody says, as bytes that may be wiped. */
export function words(text: string): { readonly passphrase: Uint8Array } {
  return { passphrase: Buffer.from(text, 'utf8') }
}

/** The cheapest Argon2id there may be: these tests are not about its cost. */
export const cheap = { memoryMiB: 64 } as const

/** The director of every office of these tests. */
export const amina = 'Amina'

/** An office of one director, made once for a file of tests; each test works on a copy of its own. */
export class OfficeBench {
  readonly root: string
  readonly tools: OfficeTools
  recoveryKey = ''
  #copies = 0

  constructor(name: string) {
    this.root = ownFolder(name)
    this.tools = testTools()
  }

  async make(): Promise<void> {
    const asked = { name: 'Field office', user: amina, role: 'director', ...words(said.director), ...cheap } as const
    this.recoveryKey = (await createOffice(join(this.root, 'made'), asked, this.tools)).recoveryKey
  }

  /** A copy of a vault's folder. */
  copy(of = join(this.root, 'made')): string {
    const to = join(this.root, `copy-${String((this.#copies += 1))}`)
    cpSync(of, to, { recursive: true })
    rmSync(join(to, 'vault.lock'), { force: true })
    return to
  }

  open(folder: string, text: string = said.director, user: string = amina): Promise<Office> {
    return openOffice(folder, { ...words(text), user }, this.tools)
  }

  /** Opens an office, works in it, and closes it. */
  async within<T>(
    folder: string,
    work: (office: Office) => T | Promise<T>,
    as?: readonly [string, string],
  ): Promise<T> {
    const office = await this.open(folder, ...(as ?? []))
    try {
      return await work(office)
    } finally {
      await office.close({ keepTools: true })
    }
  }
}

/** With which code a piece of work is refused; undefined when it is done. */
export async function refusalOf(work: () => unknown): Promise<FailureCode | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** The acts in the ledger, which must be whole: each in its place, and signed by the key that its user had then. */
export async function signedActs({ desk, vault }: Office): Promise<readonly string[]> {
  const report = await verifyLedger({ look: (work) => desk.connection.read(work), vault })
  expect(report.problems).toEqual([])
  return desk.connection.read((reader) => ledger.slice(reader, { most: 1_000 }).map(({ act }) => act))
}
