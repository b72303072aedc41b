import type { Failure } from '../contract/failure.ts'
import type { Progress } from '../kernel/cancel.ts'
import type { Binding, Bound } from './binder.ts'

/** Where the worker finds its templates and fonts. */
export interface BinderPlaces {
  readonly resources: string
  readonly modules: string
}

/** What the worker is told at its start. */
export interface BinderStart {
  readonly binding: Binding
  readonly places: BinderPlaces
}

/** What the worker asks of its host; every question is answered by an {@link Answer} with the same id. */
export type Question =
  | { readonly ask: 'open'; readonly key: string }
  | { readonly ask: 'write'; readonly bytes: Uint8Array }
  | { readonly ask: 'restart' }
  | { readonly ask: 'repair'; readonly bytes: Uint8Array }
  | { readonly ask: 'convert'; readonly bytes: Uint8Array }

/** What the worker says. */
export type Said =
  | { readonly say: 'question'; readonly id: number; readonly question: Question }
  | { readonly say: 'progress'; readonly progress: Progress }
  | { readonly say: 'bound'; readonly bound: Bound }
  | { readonly say: 'failed'; readonly failure: Failure | undefined; readonly place: string }

/** What the host says. */
export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure | undefined }
  | { readonly cancel: true }
