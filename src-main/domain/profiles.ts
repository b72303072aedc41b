import { CourtProfile } from '../contract/profile.ts'
import { assert, Refusal } from '../kernel/errors.ts'
import ewCrim from '../../resources/profiles/EW_CRIM.json' with { type: 'json' }
import generic from '../../resources/profiles/GENERIC.json' with { type: 'json' }
import inTrial from '../../resources/profiles/IN_TRIAL.json' with { type: 'json' }

/** The court profiles that Clarkson comes with, the generic one first. Each is checked against its schema when loaded. */
export const profiles: readonly CourtProfile[] = [generic, ewCrim, inTrial].map(readProfile)

/** The profile of this id, or undefined when there is none. */
export function findProfile(id: string): CourtProfile | undefined {
  return profiles.find((profile) => profile.id === id)
}

function readProfile(data: unknown): CourtProfile {
  const read = CourtProfile.safeParse(data)
  assert(read.success, `a shipped court profile is faulty: ${read.error?.issues[0]?.path.join('.') ?? ''}`)
  return read.data
}

/** The profile of this id. @throws Refusal `profile.not-found` */
export function getProfile(id: string): CourtProfile {
  const found = findProfile(id)
  if (!found) throw new Refusal('profile.not-found', { what: id })
  return found
}
