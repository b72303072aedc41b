import { kindOfAddress } from './addresses.ts'

/** What the window tried, or what was tried on it, and was not let do. */
export type RefusalKind =
  | 'request'
  | 'navigation'
  | 'window'
  | 'webview'
  | 'download'
  | 'permission'
  | 'policy'
  | 'certificate'
  | 'sign-in'
  | 'call'

/** One thing refused. Of an address only scheme and host are kept, in memory alone: a path can hold a name. */
export interface ShellRefusal {
  readonly kind: RefusalKind
  readonly scheme: string
  readonly host: string
  /** For a permission its name, for a policy the directive. */
  readonly what: string
}

/** Counts what was refused, and tells whoever listens. */
export interface Refusals {
  report(kind: RefusalKind, address: string, what?: string): void
  /** How many were refused since the start. */
  count(): number
  /** The last fifty, the oldest first. */
  last(): readonly ShellRefusal[]
}

const KEPT = 50

/** @param tell is called for each; what it does must not wait. */
export function createRefusals(tell: (refusal: ShellRefusal) => void): Refusals {
  const kept: ShellRefusal[] = []
  let count = 0
  return {
    report(kind, address, what = '') {
      const refusal = { kind, ...kindOfAddress(address), what: what.slice(0, 60) }
      count++
      kept.push(refusal)
      if (kept.length > KEPT) kept.shift()
      tell(refusal)
    },
    count: () => count,
    last: () => [...kept],
  }
}
