import { create } from 'zustand'

interface Locking {
  /** In how many seconds the vault is locked for want of a hand on the keyboard; undefined while that is far off. */
  readonly seconds: number | undefined
  readonly hear: (seconds: number | null) => void
}

/** What the shell says of the lock that is coming. */
export const useLocking = create<Locking>()((set) => ({
  seconds: undefined,
  hear: (seconds) => set({ seconds: seconds ?? undefined }),
}))
