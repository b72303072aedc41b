import type { LedgerReport } from '../contract/audit.ts'
import { exportLedger } from '../acts/export-ledger.ts'
import { verifyLedgers } from '../acts/compartments/verify-ledgers.ts'
import type { Office } from '../acts/office.ts'
import { type Call, type Command, requiredOption } from './command.ts'

/** The ledger: who did what, and whether that still holds. */
export const auditCommands: readonly Command[] = [
  {
    usage: 'audit verify',
    about: "verifies the ledger's chain and signatures, and every chain of custody against it",
    run: async (call) => {
      const report = await verified(call, await call.office())
      return { json: { ...report }, lines: worded(report), status: report.ok ? 0 : 1 }
    },
  },
  {
    usage: 'audit export',
    about: 'writes the ledger in a form that can be verified without Clarkson; --csv for a spreadsheet',
    values: ['output'],
    flags: ['csv', 'overwrite'],
    run: async (call) => {
      const office = await call.office()
      const { sha256 } = await exportLedger(
        office,
        {
          path: requiredOption(call, 'output'),
          form: call.flag('csv') ? 'csv' : 'jsonl',
          overwrite: call.flag('overwrite'),
        },
        { onProgress: call.progress('items'), cancel: call.cancel },
      )
      const report = await verified(call, office)
      return { json: { ...report, sha256 }, lines: [sha256, ...worded(report)], status: report.ok ? 0 : 1 }
    },
  },
]

function verified(call: Call, office: Office): Promise<LedgerReport> {
  return verifyLedgers(office, { onProgress: call.progress('items'), cancel: call.cancel })
}

function worded({ entries, custodyEvents, head, problems, setBack }: LedgerReport): readonly string[] {
  return [
    ...problems.map(
      ({ fault, sequence, exhibit, compartment }) =>
        `${fault}: ${compartment === undefined ? '' : `compartment ${compartment}, `}${exhibit === undefined ? 'entry' : `exhibit ${exhibit}, event`} ${String(sequence)}`,
    ),
    `${String(entries)} entries, ${String(custodyEvents)} custody events`,
    ...(setBack === 0
      ? []
      : [`the clock was set back ${String(setBack)} times: order holds, times are the computer's`]),
    ...(head ? [`head ${String(head.sequence)}:${head.hash}`] : []),
  ]
}
