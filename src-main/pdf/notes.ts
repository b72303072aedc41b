/** What a source had that its pages in the bundle no longer do, and what was found wrong with it. */
export type NoteKind =
  | 'outside-link'
  | 'link-to-withheld-page'
  | 'script'
  | 'launch'
  | 'form-sending'
  | 'other-action'
  | 'attachment'
  | 'media'
  | 'signature'
  | 'open-action'
  | 'xfa-form'
  | 'named-author'
  /** Pages whose content does not decode: readers show only its beginning, or nothing. */
  | 'damaged-content'

/** How many of each; kinds that did not occur are absent. */
export type SourceNotes = Readonly<Partial<Record<NoteKind, number>>>

/** Counts what is left out of one source. */
export class NoteCounter {
  readonly #counts = new Map<NoteKind, number>()

  count(kind: NoteKind): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1)
  }

  get notes(): SourceNotes {
    return Object.fromEntries(this.#counts)
  }
}

const NOTES: ReadonlyMap<string, NoteKind> = new Map([
  ['URI', 'outside-link'],
  ['GoToR', 'outside-link'],
  ['GoToE', 'outside-link'],
  ['JavaScript', 'script'],
  ['Launch', 'launch'],
  ['SubmitForm', 'form-sending'],
  ['ImportData', 'form-sending'],
  ['ResetForm', 'form-sending'],
  ['Rendition', 'media'],
  ['Movie', 'media'],
  ['Sound', 'media'],
  ['RichMediaExecute', 'media'],
  ['GoTo3DView', 'media'],
])

/** The note for an action that was taken out. Source: ISO 32000-2, table 201. */
export function noteOfAction(type: string): NoteKind {
  return NOTES.get(type) ?? 'other-action'
}
