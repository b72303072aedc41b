import type { Role } from '../contract/words.ts'
import type { Cancel, Progress } from '../kernel/cancel.ts'
import type { ReaderClient } from '../pages/reader-client.ts'
import type { Connection } from '../store/connection.ts'
import type { Typesetter } from '../typeset/typesetter.ts'
import type { BlobStore } from '../vault/blobs.ts'
import type { Binder } from './binder.ts'

/** An instant, and how far east of UTC the clock on the wall stood: the court will ask for both. */
export interface Moment {
  readonly at: string
  readonly offsetMinutes: number
}

/** Whoever sits at the keyboard. */
export interface DeskUser {
  readonly id: string
  readonly name: string
  readonly role: Role
}

/** Everything an act may touch. It is handed in, so that a test can hand in a stopped clock and counted ids. */
export interface Desk {
  readonly connection: Connection
  readonly blobs: BlobStore
  readonly clock: () => Moment
  readonly newId: () => string
  readonly user: DeskUser
  /** Signs a digest (64 hex digits) with the user's Ed25519 key; 128 hex digits come back. */
  readonly sign: (digest: string) => string
  /** The process without keys that reads hostile files. */
  readonly reader: ReaderClient
  readonly typesetter: () => Typesetter
  readonly binder: Binder
}

/** How a long act is watched and stopped. */
export interface Watch {
  readonly onProgress?: (progress: Progress) => void
  readonly cancel?: Cancel
}
