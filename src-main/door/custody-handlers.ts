import { addCustodyEvent, correctCustody, moveExhibits } from '../acts/custody/add-event.ts'
import { writeCustodyReceipt } from '../acts/custody/receipt.ts'
import { pendingTransfers, physicalRegister } from '../acts/custody/register.ts'
import { writeCustodyReport } from '../acts/custody/report.ts'
import { showCustody } from '../acts/custody.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import type { Grants } from './grants.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What the handlers of custody reach. */
interface CustodyRoom {
  readonly session: Session
  readonly grants: Grants
  readonly emit: (event: KeeperEvent) => void
}

/** Custody: what people add to a chain, and the papers about it. */
export function custodyHandlers({ session, grants, emit }: CustodyRoom): {
  readonly [N in keyof Handlers as N extends `custody.${string}` | 'exhibit.custody' ? N : never]: Handlers[N]
} {
  const changed = <T>(value: T): T => {
    emit({ event: 'changed', kinds: ['exhibit'] })
    return value
  }
  // The system's own dialog has asked whether to replace a file that is there.
  const overwrite = true
  return {
    'exhibit.custody': ({ exhibitId }) => {
      const { events, chainOk } = showCustody(session.desk({ exhibitId }), exhibitId)
      return { events: [...events], chainOk }
    },
    'custody.add': async (asked) => changed(await addCustodyEvent(session.desk({ exhibitId: asked.exhibitId }), asked)),
    'custody.correct': (asked) => changed(correctCustody(session.desk(asked), asked)),
    'custody.pending': ({ caseId }) =>
      (caseId === undefined ? session.office().compartments.desks : [session.desk({ caseId })]).flatMap((desk) => [
        ...pendingTransfers(desk, caseId),
      ]),
    'custody.receipt': ({ to, ...asked }) => {
      session.mustBeProved('custody.receipt')
      return writeCustodyReceipt(session.desk({ exhibitId: asked.exhibitId }), {
        ...asked,
        path: grants.pathOf(to, 'save'),
        overwrite,
      })
    },
    'custody.report': async ({ caseId, to, ...asked }) => {
      session.mustBeProved('custody.report')
      return changed(
        await writeCustodyReport(session.desk({ caseId }), {
          ...asked,
          caseRef: caseId,
          path: grants.pathOf(to, 'save'),
          overwrite,
        }),
      )
    },
    'custody.register': ({ caseId }) => [...physicalRegister(session.desk({ caseId }), caseId)],
    'custody.move': (asked) => changed(moveExhibits(session.desk({ exhibitId: asked.exhibits[0] }), asked)),
  }
}
