import { arrangeReading, nameParticipant, readingOf } from '../acts/reading.ts'
import type { viewingProcedures } from '../contract/viewing.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** More of what is shown, and what people say of how it is to be read. */
export function viewingHandlers({
  session,
  emit,
}: {
  readonly session: Session
  readonly emit: (event: KeeperEvent) => void
}): Pick<Handlers, keyof typeof viewingProcedures> {
  return {
    'view.rows': ({ token, sheet, offset, limit }) => ({
      rows: [...session.views().rows({ token, sheet, offset, limit })],
    }),
    'view.messages': ({ token, offset, limit }) => ({
      messages: [...session.views().messages(token, offset, limit)],
    }),
    'view.bytes': async ({ token, offset, length }) => {
      const bytes = await session.views().bytes(token, offset, offset + length)
      return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64') }
    },
    'view.strings': async ({ token, offset }) => {
      const { found, next } = await session.views().strings(token, offset)
      return { found: [...found], next }
    },
    'reading.show': ({ exhibitId }) => {
      const desk = session.desk({ exhibitId })
      return desk.connection.read((reader) => readingOf(reader, exhibitId))
    },
    'reading.arrange': (asked) => {
      arrangeReading(session.desk({ exhibitId: asked.exhibitId }), asked)
      emit({ event: 'changed', kinds: ['exhibit'] })
      return {}
    },
    'reading.name': (asked) => {
      nameParticipant(session.desk({ exhibitId: asked.exhibitId }), asked)
      emit({ event: 'changed', kinds: ['exhibit'] })
      return {}
    },
  }
}
