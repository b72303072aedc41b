import { create } from 'zustand'
import type { Failure } from '../../src-main/contract/failure.ts'
import type { Grant } from '../../src-main/contract/ids.ts'
import { failureOf } from './bridge.ts'
import type { MessageId } from './words.tsx'

/** Something to tell the person, in a corner: what went well, or a failure of an act that has no form to stand in. */
export type Notice =
  | {
      readonly tone: 'ok' | 'warning'
      readonly id: MessageId
      readonly facts?: Readonly<Record<string, string | number>>
      /** A file that was just saved, which the system's file manager can show. */
      readonly reveal?: Grant
      readonly undo?: () => void
    }
  | { readonly tone: 'failure'; readonly failure: Failure }

interface Notices {
  readonly shown: readonly { readonly key: number; readonly notice: Notice }[]
  readonly tell: (notice: Notice) => void
  readonly dismiss: (key: number) => void
  readonly forget: () => void
}

let next = 1

/** What the window has to tell, newest last, at most four. */
export const useNotices = create<Notices>()((set) => ({
  shown: [],
  tell: (notice) => set((now) => ({ shown: [...now.shown.slice(-3), { key: next++, notice }] })),
  dismiss: (key) => set((now) => ({ shown: now.shown.filter((one) => one.key !== key) })),
  forget: () => set({ shown: [] }),
}))

/** Tells of a failure. */
function tellFailure(error: unknown): void {
  useNotices.getState().tell({ tone: 'failure', failure: failureOf(error) })
}

/** Does something in answer to a press, and tells of it when it fails. */
export function attempt(work: () => Promise<unknown>): void {
  work().catch(tellFailure)
}
