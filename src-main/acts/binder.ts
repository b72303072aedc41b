import type { PlacedEntry } from '../contract/bundles.ts'
import type { SkipReason } from '../contract/failure.ts'
import type { Cancel, Progress } from '../kernel/cancel.ts'
import type { TypesetDocument } from './typeset-document.ts'

/** One document of a bundle, ready to be placed. */
export interface BindingEntry {
  /** Under this the binder asks for the bytes, and links lead here. Says nothing of what it stands for. */
  readonly key: string
  readonly title: string
  readonly date?: string
  readonly mark?: string
  readonly witness?: string
  readonly pages?: string
  /** Its pages are pictures or handwriting, as a person said. */
  readonly pictures?: boolean
  readonly source:
    { readonly as: 'file'; readonly mediaType: string } | { readonly as: 'typeset'; readonly document: TypesetDocument }
}

/** A whole bundle as values: nothing in it opens anything. */
export interface Binding {
  readonly profile: string
  readonly title: string
  readonly hearing?: string
  /** The facts that the caption's blanks are filled with, by slot. */
  readonly captionFacts: Readonly<Record<string, string>>
  readonly sections: readonly { readonly title: string; readonly entries: readonly BindingEntry[] }[]
  /** What to do with a file that cannot be used: refuse the bundle, or go on without it. */
  readonly unusable: 'refuse' | 'leave-out'
  /** The file's identifier, 32 hex digits, the same for the same bundle. */
  readonly fileId: string
}

/** How the binder gets bytes and gives them. It holds no key and opens no file. */
export interface BindingIo {
  open(key: string): Promise<Uint8Array>
  write(bytes: Uint8Array): Promise<void>
  /** Forgets everything written so far: the bundle begins again. */
  restart(): Promise<void>
  readonly onProgress?: (progress: Progress) => void
  readonly cancel?: Cancel
}

/** A bundle as it was bound. */
export interface Bound {
  readonly pages: number
  readonly bytes: number
  readonly frontPages: { readonly cover: number; readonly index: number }
  readonly placed: readonly PlacedEntry[]
  /** Pages, from 1, that are pictures and have no words. */
  readonly picturePages: readonly number[]
  readonly left: readonly { readonly title: string; readonly reason: SkipReason }[]
}

/** Binds bundles, here or in a worker. */
export interface Binder {
  bind(binding: Binding, io: BindingIo): Promise<Bound>
  close(): Promise<void>
}
