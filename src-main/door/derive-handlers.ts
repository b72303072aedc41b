import { deriveExhibit, lineageOf } from '../acts/derive/make-derived.ts'
import { ExhibitId } from '../contract/ids.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** Working copies, transcripts and translations: made, and seen from both ends. */
export function deriveHandlers({
  session,
  emit,
}: {
  readonly session: Session
  readonly emit: (event: KeeperEvent) => void
}): Pick<Handlers, 'derive.make' | 'derive.lineage'> {
  return {
    'derive.make': async (asked) => {
      const { exhibitId, mark } = await deriveExhibit(session.desk({ exhibitId: asked.exhibitId }), asked)
      emit({ event: 'changed', kinds: ['exhibit', 'case'] })
      return { exhibitId: ExhibitId.parse(exhibitId), mark }
    },
    'derive.lineage': ({ exhibitId }) => {
      const { parent, made } = lineageOf(session.desk({ exhibitId }), exhibitId)
      return { parent, made: [...made] }
    },
  }
}
