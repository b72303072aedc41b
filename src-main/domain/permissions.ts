import type { Role } from '../contract/words.ts'

// Who may do what, as a table: one line an act, one list of roles. Reading a case's records is everybody's who may open the
// vault, or the compartment that they lie in; what stands here changes something, takes something out of the vault, or
// leaves a mark in a chain of custody.
//
// - The director answers for the office: everything, and alone the users, the slots and the keys.
// - The lawyer answers for the case before the court: everything else.
// - The investigator works where the evidence is: opens case files, brings in evidence and follows it, names the parties,
//   writes the chronology, takes statements down, and makes and exports bundles, for the prosecutor waits where the
//   investigator is. Hearings and the signing of a statement are the lawyer's: whoever took an account down is not the one
//   who closes it for the court.
// - Aftercare writes what it does for people, in a compartment of its own, changes nothing of a case, and opens neither
//   evidence nor the bundles made of it.
// - Viewers look and change nothing. Looking at an exhibit is entered in its chain, and is theirs too.
//
// Whoever grants a compartment, withdraws it or gives it a passphrase must have it open as well: a role alone opens none.
//
// A backup copies what is encrypted already and is not in this table: anybody may save the office's work.

/** An aftercare worker works with people, and opens no evidence. */
const readers = ['director', 'lawyer', 'investigator', 'viewer'] as const
const everyone = ['director', 'lawyer', 'investigator', 'aftercare', 'viewer'] as const
const caseworkers = ['director', 'lawyer', 'investigator'] as const
const keepers = ['director', 'lawyer', 'aftercare'] as const
const lawyers = ['director', 'lawyer'] as const
const directors = ['director'] as const

const permissions = {
  'case.create': caseworkers,
  'party.add': caseworkers,
  'event.add': caseworkers,
  'hearing.add': lawyers,
  'exhibit.import': caseworkers,
  'exhibit.record': caseworkers,
  'exhibit.view': readers,
  'exhibit.verify': caseworkers,
  'exhibit.extract': caseworkers,
  'exhibit.derive': caseworkers,
  'exhibit.read-as': caseworkers,
  'exhibit.restore': caseworkers,
  'text.recognise': caseworkers,
  'integrity.schedule': caseworkers,
  'custody.add': caseworkers,
  'custody.export': caseworkers,
  'statement.record': caseworkers,
  'statement.revise': caseworkers,
  'statement.sign': lawyers,
  'document.export': caseworkers,
  'bundle.create': caseworkers,
  'bundle.arrange': caseworkers,
  'bundle.build': caseworkers,
  'bundle.view': readers,
  'bundle.export': caseworkers,
  'ledger.export': caseworkers,
  'vault.accept-older': caseworkers,
  'compartment.create': keepers,
  'compartment.grant': keepers,
  'compartment.withdraw': keepers,
  'compartment.passphrase': keepers,
  'case.restrict': lawyers,
  'aftercare.note': keepers,
  'vault.arrange-backups': lawyers,
  'user.add': directors,
  'user.remove': directors,
  'user.role': directors,
  'passphrase.change': everyone,
  'slot.add': everyone,
  'slot.remove': directors,
  'recovery.renew': directors,
  'vault.rotate': directors,
} as const satisfies Readonly<Record<string, readonly Role[]>>

/** An act that not every role may do. */
export type Permitted = keyof typeof permissions

/** Every act that the table has. */
export const permittedActs = Object.keys(permissions) as readonly Permitted[]

/** Whether a role may do an act. */
export function isAllowed(role: Role, act: Permitted): boolean {
  const roles: readonly Role[] = permissions[act]
  return roles.includes(role)
}
