import { create } from 'zustand'
import type { Output } from '../../src-main/contract/index.ts'
import { call, subscribe } from './bridge.ts'
import { useDialogs } from './dialogs.ts'
import { catchUpWithJobs, useJobs } from './jobs.ts'
import { useLocking } from './locking.ts'
import { useNotices } from './notices.ts'
import { usePlaces } from './places.ts'
import { useProofs } from './proof.ts'
import { queryClient, recordsChanged } from './queries.ts'

type Opened = Output<'vault.unlock'>

interface Session {
  /** `undefined` until the keeper said whether a vault is open. */
  readonly opened: Opened | null | undefined
  /** Whether it is the sample office, whose every record is invented: nobody is asked to back it up. */
  readonly isSample: boolean
  readonly enter: (opened: Opened, how?: 'sample') => void
  readonly leave: () => void
}

/** Which vault is open in this window, and for whom. */
export const useSession = create<Session>()((set) => ({
  opened: undefined,
  isSample: false,
  enter: (opened, how) => set({ opened, isSample: how === 'sample' }),
  leave: () => set({ opened: null, isSample: false }),
}))

/** Forgets everything that came out of the vault and shows the unlock screen. */
function clearWindow(): void {
  useSession.getState().leave()
  useDialogs.getState().close()
  useProofs.getState().settle(false)
  useLocking.getState().hear(null)
  usePlaces.getState().forget()
  useJobs.getState().forget()
  useNotices.getState().forget()
  queryClient.clear()
}

/** Locks the vault: the keeper is dismissed and the window emptied. */
export async function lock(): Promise<void> {
  clearWindow()
  await call('app.lock', {})
}

/** Locks at once: nobody is asked, nothing waits. */
export async function panic(): Promise<void> {
  clearWindow()
  await call('app.panic', {})
}

/** Opens the window on a vault that the keeper has open already, and hears the keeper from now on. */
export function startSession(): () => void {
  const stop = subscribe((event) => {
    if (event.event === 'job') useJobs.getState().hear(event.job)
    else if (event.event === 'changed') recordsChanged(event.kinds)
    else if (event.event === 'locking') useLocking.getState().hear(event.seconds)
    else clearWindow()
  })
  void resume()
  return stop
}

async function resume(): Promise<void> {
  try {
    const { vaultId, name, user, role } = await call('vault.status', {})
    useSession.getState().enter({ vaultId, name, user, role })
    await catchUpWithJobs()
  } catch {
    // No vault is open yet: the ordinary beginning.
    if (useSession.getState().opened === undefined) useSession.getState().leave()
  }
}
