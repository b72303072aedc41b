import type { Input, Output, ProcedureName } from '../../src-main/contract/index.ts'
import type { Failure, Reply } from '../../src-main/contract/failure.ts'
import type { Granted } from '../../src-main/contract/shell.ts'
import type { KeeperEvent } from '../../src-main/contract/vault.ts'

/** What the preload hands the window: the only way out of it. */
interface Door {
  readonly call: (name: string, input: unknown) => Promise<Reply>
  readonly grantDropped: (files: File[]) => Promise<Granted[]>
  readonly subscribe: (listener: (event: KeeperEvent) => void) => () => void
}

declare global {
  interface Window {
    readonly clarkson: Door
  }
}

/** A call that the keeper or the shell refused. It carries a code and facts; `ui/Failure` words it. */
class Failed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.code)
    this.name = 'Failed'
    this.failure = failure
  }
}

/** The failure behind anything that was thrown: what is not a `Failed` is a mistake of the window's own. */
export function failureOf(error: unknown): Failure {
  return error instanceof Failed ? error.failure : { code: 'bug', facts: { incident: 'window' } }
}

let askForProof: () => Promise<boolean> = () => Promise.resolve(false)

/** Says who asks the person for a fresh proof when the keeper wants one. */
export function onProofNeeded(ask: () => Promise<boolean>): void {
  askForProof = ask
}

/**
 * Asks the keeper or the shell for one thing of the contract.
 * Where the keeper wants a fresh proof that it is still the user who
 * sits there, they are asked for it, and then it is asked for once more.
 *
 * @throws Failed when it was refused.
 */
export async function call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Output<N>> {
  const first = await window.clarkson.call(name, input)
  const isProved = !first.ok && first.failure.code === 'proof.needed' && (await askForProof())
  const reply = isProved ? await window.clarkson.call(name, input) : first
  if (!reply.ok) throw new Failed(reply.failure)
  return reply.value as Output<N>
}

/** Turns dropped files and folders into tickets. Their paths stay on the other side of the wall. */
export function grantDropped(files: File[]): Promise<readonly Granted[]> {
  return window.clarkson.grantDropped(files)
}

/** Hears what the keeper tells without being asked; returns how to stop hearing it. */
export function subscribe(listener: (event: KeeperEvent) => void): () => void {
  return window.clarkson.subscribe(listener)
}

/** The address of one page's picture, `width` device pixels wide. Pages count from 0. */
export function pagePicture(token: string, page: number, width: number): string {
  return `exhibit://page/${token}/${page}?width=${width}`
}

/** The address of a sound or video stream. */
export function mediaStream(token: string): string {
  return `exhibit://media/${token}`
}
