import { create } from 'zustand'
import { onProofNeeded } from './bridge.ts'

interface Proofs {
  /** Answers whoever waits for a proof; undefined while nobody does. */
  readonly answer: ((isProved: boolean) => void) | undefined
  readonly ask: () => Promise<boolean>
  /** Nobody waits any longer: proved, or given up. */
  readonly settle: (isProved: boolean) => void
}

/** Whether the person is asked to prove that it is still they who sit there. */
export const useProofs = create<Proofs>()((set, get) => ({
  answer: undefined,
  ask: () =>
    new Promise((resolve) => {
      get().answer?.(false)
      set({ answer: resolve })
    }),
  settle: (isProved) => {
    const { answer } = get()
    set({ answer: undefined })
    answer?.(isProved)
  },
}))

onProofNeeded(() => useProofs.getState().ask())
