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
import { quickKeeperProcedures, quickProcedures } from './quick.ts'
import { shellProcedures } from './shell.ts'
import { statementProcedures } from './statements.ts'
import { textProcedures } from './texts.ts'
import { travelProcedures } from './travel.ts'
import { userProcedures } from './users.ts'
import { vaultProcedures } from './vault.ts'
import { viewingProcedures } from './viewing.ts'

/** What the keeper answers to the window: everything that touches a vault. */
const windowContract = {
  ...vaultProcedures,
  ...userProcedures,
  ...caseProcedures,
  ...exhibitProcedures,
  ...custodyProcedures,
  ...integrityProcedures,
  ...deriveProcedures,
  ...viewingProcedures,
  ...textProcedures,
  ...statementProcedures,
  ...bundleProcedures,
  ...compartmentProcedures,
  ...auditProcedures,
  ...backupProcedures,
  ...healthProcedures,
  ...travelProcedures,
} as const

/** What the keeper answers, to the window or to the shell alone. */
export const keeperContract = { ...windowContract, ...quickKeeperProcedures } as const

/** What the shell answers itself. */
export const shellContract = { ...shellProcedures, ...quickProcedures } as const

/** The whole door, as the window sees it. */
export const contract = { ...windowContract, ...shellContract } as const

export type KeeperProcedureName = keyof typeof keeperContract
export type ShellProcedureName = keyof typeof shellContract
export type ProcedureName = keyof typeof contract

export type Input<N extends ProcedureName> = InputOf<(typeof contract)[N]>
export type Output<N extends ProcedureName> = OutputOf<(typeof contract)[N]>
