import type { Reply } from '../contract/failure.ts'
import type { KeeperEvent } from '../contract/vault.ts'

// What goes between the shell and the keeper, over the keeper's `process.parentPort`, as structured clones. The window
// never sees these: it speaks the contract, and the shell carries it. Both ends come out of one build, so the number
// below only guards against a half-replaced installation.

/** Rises with every change of the messages in this file. The keeper says it first; the shell ends one that differs. */
export const KEEPER_PROTOCOL = 1

/** The most of a media stream that is asked for at a time, in bytes. */
export const MOST_MEDIA_BYTES = 1024 * 1024

/** What the person chose a file or folder for. The keeper refuses a ticket that is used for something else. */
export type GrantUse = 'vault' | 'evidence' | 'statement' | 'save' | 'sample' | 'backup' | 'key-file' | 'language'

/** A ticket and what it stands for. The window has the ticket; the path ends here. */
export interface KeeperGrant {
  readonly grant: string
  readonly path: string
  /** In bytes; null for a folder or for a file that is not there yet. */
  readonly size: number | null
  readonly use: GrantUse
}

/** One procedure of the contract, as the window asked it: a name of `keeperContract`, and plain data. */
export interface KeeperCall {
  readonly id: number
  readonly name: string
  readonly input: unknown
}

/** One page of an exhibit or a bundle as a picture, `width` device pixels wide. Pages count from 0. */
export interface PageQuestion {
  readonly id: number
  readonly page: { readonly token: string; readonly index: number; readonly width: number }
}

/** How long a stream is and what it is. */
export interface MediaInfoQuestion {
  readonly id: number
  readonly mediaInfo: { readonly token: string }
}

/** The bytes from `start` up to and without `end`: never more than {@link MOST_MEDIA_BYTES}. */
export interface MediaQuestion {
  readonly id: number
  readonly media: { readonly token: string; readonly start: number; readonly end: number }
}

/** What the shell asks, and the keeper answers with the same `id`. */
export type ShellQuestion = KeeperCall | PageQuestion | MediaInfoQuestion | MediaQuestion

/** Everything the shell says to the keeper. */
export type ToKeeper =
  | ShellQuestion
  | { readonly grant: KeeperGrant }
  /**
   * A reader process is there. Its port is in the event's `ports[0]` and must be started with `start()`. The number
   * tells one reader from the next. It comes once the keeper has said hello, and again after each reader that ended.
   */
  | { readonly readerPort: number }
  /** That reader has ended; what was asked of it stays unanswered. */
  | { readonly readerEnded: number }
  /** Close the vault and exit; 500 ms later the process is killed. */
  | { readonly lock: true }

export interface MediaInfo {
  /** In bytes. */
  readonly size: number
  /** As in `audio/mpeg`. */
  readonly mediaType: string
}

/** What the keeper answers to a {@link ShellQuestion}. */
export type KeeperAnswer =
  /** To a call. */
  | { readonly id: number; readonly reply: Reply }
  /** To `page` a PNG, to `media` the bytes asked for. */
  | { readonly id: number; readonly bytes: Uint8Array }
  /** To `mediaInfo`. */
  | { readonly id: number; readonly info: MediaInfo }
  /** To `page`, `media` and `mediaInfo`: no such token or page, or it cannot be shown. The window is told no more. */
  | { readonly id: number; readonly none: true }

/** Everything the keeper says to the shell. */
export type FromKeeper =
  /** The first message: it is ready to be asked. */
  | { readonly hello: number }
  | KeeperAnswer
  | { readonly event: KeeperEvent }
  /** End the reader, whatever it is doing, and start another. */
  | { readonly reader: 'restart' }

/** What the shell says to the reader: the keeper's end of their line is in the event's `ports[0]`. Nothing else is ever said. */
export interface ToReader {
  readonly keeperPort: true
}
