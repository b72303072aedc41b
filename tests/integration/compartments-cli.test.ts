import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { clarkson, type Ended } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'
import { said } from '../support/people.ts'
import { team, TeamBench } from '../support/team.ts'

const bench = new TeamBench('compartments-cli')
const own = ownFolder('compartments-cli-files')
let folder = ''
beforeAll(async () => {
  await bench.make()
  folder = bench.fresh()
})

/** Runs a command as one of the team, each at a computer of their own. */
function as(who: keyof typeof team, args: readonly string[], more: Readonly<Record<string, string>> = {}): Ended {
  const [secret, name] = team[who]
  const environment = { CLARKSON_PASSPHRASE: secret, XDG_STATE_HOME: join(own, 'state'), ...more }
  return clarkson([...args, '--vault', folder, '--user', name], environment)
}

const refused = ({ json }: Ended): unknown => (json['error'] as { readonly code?: string } | undefined)?.code
const titles = (ended: Ended): readonly string[] =>
  (ended.json['cases'] as readonly { readonly title: string }[]).map(({ title }) => title)

describe('compartments at the command line', () => {
  it('are given a case, granted, withdrawn, and locked by a passphrase of their own', () => {
    const named = ['--title', 'Brick kiln at Nandpur', '--type', 'bonded-labour', '--profile', 'GENERIC']
    const { reference } = as('ravi', ['case', 'create', ...named]).json as { readonly reference: string }
    expect(titles(as('otieno', ['case', 'list']))).toStrictEqual(['Brick kiln at Nandpur'])
    const moved = as('ravi', ['case', 'restrict', reference, '--grant', 'Ravi'])
    expect(moved.json).toMatchObject({ blobs: 0, custodyEvents: 0, wiped: true })
    const id = String(moved.json['compartmentId'])
    expect(titles(as('otieno', ['case', 'list']))).toStrictEqual([])
    expect(refused(as('otieno', ['case', 'show', reference]))).toBe('case.not-found')
    expect(refused(as('amina', ['compartment', 'grant', id, 'Amina']))).toBe('compartment.not-found')

    expect(as('ravi', ['compartment', 'grant', id, 'Otieno']).status).toBe(0)
    expect(as('otieno', ['case', 'show', reference]).json).toMatchObject({ title: 'Brick kiln at Nandpur' })
    expect(refused(as('otieno', ['compartment', 'withdraw', id, 'Ravi']))).toBe('not-permitted')
    expect(as('ravi', ['compartment', 'withdraw', id, 'Otieno']).status).toBe(0)
    expect(titles(as('otieno', ['case', 'list']))).toStrictEqual([])

    const locked = { CLARKSON_NEW_COMPARTMENT_PASSPHRASE: said.mei }
    const given = ['compartment', 'passphrase', id, '--kdf-memory', '64']
    expect(refused(as('ravi', given))).toBe('usage')
    expect(as('ravi', given, locked).status).toBe(0)
    expect(titles(as('ravi', ['case', 'list']))).toStrictEqual([])
    expect(as('ravi', ['compartment', 'list']).json).toMatchObject({ shut: [{ why: 'needs-passphrase' }] })
    const opened = as('ravi', ['case', 'list'], { CLARKSON_COMPARTMENT_PASSPHRASE: said.mei })
    expect(titles(opened)).toStrictEqual(['Brick kiln at Nandpur'])
    expect(as('ravi', ['audit', 'verify'], { CLARKSON_COMPARTMENT_PASSPHRASE: said.mei }).json).toMatchObject({
      ok: true,
    })
  })

  it('hold what an aftercare worker writes, and show it to nobody else', () => {
    const named = ['--title', 'Quarry at Lodwar', '--type', 'bonded-labour', '--profile', 'GENERIC']
    const { reference } = as('ravi', ['case', 'create', ...named]).json as { readonly reference: string }
    as('ravi', ['party', 'add', reference, '--name', 'Asha', '--capacity', 'client'])
    const note = ['aftercare', 'note', 'add', reference, 'Client 1', '--text', 'Slept well', '--kind', 'review']
    expect(refused(as('mei', note))).toBe('compartment.not-found')
    const made = as('amina', ['compartment', 'create', '--kind', 'aftercare', '--name', 'Aftercare'])
    expect(made.status).toBe(0)
    expect(as('mei', [...note, '--domain', 'mental-wellbeing', '--score', '4']).status).toBe(0)
    const [found] = as('mei', ['aftercare', 'note', 'list', reference, 'Client 1']).json['notes'] as readonly object[]
    expect(found).toMatchObject({ pseudonym: 'Client 1', text: 'Slept well', score: 4, author: 'Mei' })
    for (const who of ['amina', 'ravi'] as const)
      expect(refused(as(who, ['aftercare', 'note', 'list']))).toBe('compartment.not-found')
  })
})
