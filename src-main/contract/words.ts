import { z } from 'zod'

// The field's closed lists. Case types are data of the office, not of the code: an office may add its own.

/** What a user may do in a vault. */
export const Role = z.enum(['director', 'lawyer', 'investigator', 'aftercare', 'viewer'])
export type Role = z.infer<typeof Role>

/** The case types every office starts with. */
export const standardCaseTypes = [
  'bonded-labour',
  'forced-labour',
  'sex-trafficking',
  'child-sexual-exploitation',
  'online-exploitation',
  'sexual-violence',
  'property-grabbing',
  'police-abuse',
  'citizenship',
  'other',
] as const

/** A case type's slug. */
export const CaseType = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/u)

/** The stages of a case, in any order; a case can hold several. */
export const Stage = z.enum([
  'intake',
  'investigation',
  'rescue',
  'prosecution',
  'trial',
  'judgment',
  'appeal',
  'closed',
])
export type Stage = z.infer<typeof Stage>

/** In what way a party is in a case. */
export const Capacity = z.enum([
  'client',
  'witness',
  'complainant',
  'accused',
  'suspect',
  'official',
  'counsel',
  'interpreter',
  'expert',
  'provider',
  'partner',
])
export type Capacity = z.infer<typeof Capacity>

/** What an exhibit is. */
export const ExhibitKind = z.enum([
  'document',
  'photograph',
  'video',
  'audio',
  'screenshot',
  'device',
  'physical-object',
  'data-extraction',
  'chat-export',
  'call-records',
])
export type ExhibitKind = z.infer<typeof ExhibitKind>

/** What happened to an exhibit. */
export const CustodyKind = z.enum([
  'seized',
  'received',
  'created',
  'imported',
  'verified',
  'transferred',
  'accessed',
  'copied',
  'exported',
  'sealed',
  'unsealed',
  'relocated',
  'returned',
  'disposed',
  'corrected',
])
export type CustodyKind = z.infer<typeof CustodyKind>

/** How a statement was taken. */
export const StatementMode = z.enum(['in-person', 'phone', 'video'])

/** Where a statement stands. */
export const StatementState = z.enum(['draft', 'read-back', 'signed', 'served', 'withdrawn', 'superseded'])
export type StatementState = z.infer<typeof StatementState>

/** The naming policy of a bundle: `served` shows pseudonyms for protected parties, `sealed` shows names. */
export const NamingPolicy = z.enum(['served', 'sealed'])
export type NamingPolicy = z.infer<typeof NamingPolicy>

/** A document that Clarkson writes itself when it builds a bundle. */
export const GeneratedDocument = z.enum(['chronology', 'exhibit-list', 'hash-schedule', 'certificate'])
export type GeneratedDocument = z.infer<typeof GeneratedDocument>
