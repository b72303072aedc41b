/** Something that changes by steps, each of which can be taken back. */
export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
}

const most = 200

/** A history that begins here. */
export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [] }
}

/** One more step. A step that changes nothing is none. */
export function record<T>(history: History<T>, next: T): History<T> {
  if (next === history.present) return history
  return { past: [...history.past, history.present].slice(-most), present: next, future: [] }
}

/** Takes the last step back. */
export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] }
}

/** Takes again the step that was taken back. */
export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future }
}
