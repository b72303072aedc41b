import { auditProcedures } from './audit.ts'
import { backupProcedures } from './backup.ts'
import { bundleProcedures } from './bundles.ts'
import { caseProcedures } from './cases.ts'
import { compartmentProcedures } from './compartments.ts'
import { custodyProcedures } from './custody.ts'
import { deriveProcedures } from './derive.ts'
import { exhibitProcedures } from './exhibits.ts'
import { healthProcedures } from './health.ts'
import { integrityProcedures } from './integrity.ts'
import type { InputOf, OutputOf } from './procedure.ts'
import { shellProcedures } from './shell.ts'
import { statementProcedures } from './statements.ts'
import { travelProcedures } from './travel.ts'
import { userProcedures } from './users.ts'
import { vaultProcedures } from './vault.ts'

/** What the keeper answers: everything that touches a vault. */
export const keeperContract = {
  ...vaultProcedures,
  ...userProcedures,
  ...caseProcedures,
  ...exhibitProcedures,
  ...custodyProcedures,
  ...integrityProcedures,
  ...deriveProcedures,
  ...statementProcedures,
  ...bundleProcedures,
  ...compartmentProcedures,
  ...auditProcedures,
  ...backupProcedures,
  ...healthProcedures,
  ...travelProcedures,
} as const

/** What the shell answers itself. */
export const shellContract = shellProcedures

/** The whole door, as the window sees it. */
export const contract = { ...keeperContract, ...shellContract } as const

export type KeeperProcedureName = keyof typeof keeperContract
export type ShellProcedureName = keyof typeof shellContract
export type ProcedureName = keyof typeof contract

export type Input<N extends ProcedureName> = InputOf<(typeof contract)[N]>
export type Output<N extends ProcedureName> = OutputOf<(typeof contract)[N]>
