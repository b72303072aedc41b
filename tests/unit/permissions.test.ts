import { describe, expect, test } from 'vitest'
import { Role } from '../../src-main/contract/words.ts'
import { isAllowed, permittedActs, type Permitted } from '../../src-main/domain/permissions.ts'

const alone: readonly Permitted[] = [
  'user.add',
  'user.remove',
  'user.role',
  'slot.remove',
  'recovery.renew',
  'vault.rotate',
]
const ofCompartments: readonly Permitted[] = [
  'compartment.create',
  'compartment.grant',
  'compartment.withdraw',
  'compartment.passphrase',
  'aftercare.note',
]
const looking: readonly Permitted[] = ['exhibit.view', 'bundle.view', 'passphrase.change', 'slot.add']

function allowedTo(role: Role): readonly Permitted[] {
  return permittedActs.filter((act) => isAllowed(role, act))
}

describe('who may do what', () => {
  test('a director may do everything', () => {
    expect(allowedTo('director')).toEqual(permittedActs)
  })

  test('a lawyer may do everything but what is about users, slots and keys', () => {
    expect(allowedTo('lawyer')).toEqual(permittedActs.filter((act) => !alone.includes(act)))
  })

  test('an investigator neither signs, records hearings, arranges backups nor restricts, and exports bundles', () => {
    const lawyers: readonly Permitted[] = [
      'statement.sign',
      'hearing.add',
      'case.restrict',
      'vault.arrange-backups',
      ...ofCompartments,
      ...alone,
    ]
    expect(allowedTo('investigator')).toEqual(permittedActs.filter((act) => !lawyers.includes(act)))
    expect(isAllowed('investigator', 'bundle.export')).toBe(true)
  })

  test('viewers look, and change nothing but their own ways in', () => {
    expect(allowedTo('viewer').toSorted()).toEqual([...looking].toSorted())
  })

  test('an aftercare worker writes of aftercare, opens no evidence and changes nothing of a case', () => {
    expect(allowedTo('aftercare').toSorted()).toEqual(['passphrase.change', 'slot.add', ...ofCompartments].toSorted())
  })

  test('only a director lets people in and out', () => {
    for (const role of Role.options) for (const act of alone) expect(isAllowed(role, act)).toBe(role === 'director')
  })
})
