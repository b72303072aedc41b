import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { Bundle, BundlePlan } from '../../src-main/contract/bundles.ts'
import type { BundleId } from '../../src-main/contract/ids.ts'
import { call } from '../app/bridge.ts'
import { arrange, planOf, type Arrangement } from './arrangement.ts'
import { begin, record, redo, undo, type History } from './history.ts'

type Step =
  | { readonly kind: 'change'; readonly to: (now: Arrangement) => Arrangement }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'replace'; readonly plan: BundlePlan }

function take(history: History<Arrangement>, step: Step): History<Arrangement> {
  if (step.kind === 'change') return record(history, step.to(history.present))
  if (step.kind === 'undo') return undo(history)
  if (step.kind === 'redo') return redo(history)
  return begin(arrange(step.plan))
}

/** How far the arrangement on the screen is kept. */
export type Keeping = { readonly state: 'kept' | 'keeping' } | { readonly state: 'failed'; readonly error: unknown }

interface Arranging {
  readonly arrangement: Arrangement
  readonly change: (to: (now: Arrangement) => Arrangement) => void
  readonly undo: (() => void) | undefined
  readonly redo: (() => void) | undefined
  readonly keeping: Keeping
  /** Stores what is not stored yet; afterwards the bundle can be built as it is shown. */
  readonly keep: () => Promise<void>
}

/** A bundle's arrangement: changed on the screen at once, stored a moment later, every step to be taken back. */
export function useArrangement(bundle: Bundle): Arranging {
  const [history, dispatch] = useReducer(take, bundle.plan, (plan) => begin(arrange(plan)))
  const { keeping, keep } = useKeeping(bundle, history.present, (plan) => dispatch({ kind: 'replace', plan }))
  const change = useCallback((to: (now: Arrangement) => Arrangement) => dispatch({ kind: 'change', to }), [])
  return {
    arrangement: history.present,
    change,
    undo: history.past.length === 0 ? undefined : () => dispatch({ kind: 'undo' }),
    redo: history.future.length === 0 ? undefined : () => dispatch({ kind: 'redo' }),
    keeping,
    keep,
  }
}

/** Stores an arrangement one plan after the other, the newest last, and knows what is stored. */
class Keeper {
  private readonly bundleId: BundleId
  private stored: string
  private wanted: BundlePlan
  private running: Promise<void> | undefined

  constructor({ bundleId, plan }: Bundle) {
    this.bundleId = bundleId
    this.wanted = plan
    this.stored = written(plan)
  }

  want(plan: BundlePlan): void {
    this.wanted = plan
  }

  isKept(): boolean {
    return written(this.wanted) === this.stored
  }

  /** Takes in a plan that came from elsewhere, unless it is known or something here is still to be stored. */
  takesIn(arrived: string): boolean {
    if (arrived === this.stored || !this.isKept()) return false
    this.stored = arrived
    return true
  }

  keep(): Promise<void> {
    this.running ??= this.run().finally(() => {
      this.running = undefined
    })
    return this.running
  }

  private async run(): Promise<void> {
    while (!this.isKept()) {
      const plan = this.wanted
      await call('bundle.arrange', { bundleId: this.bundleId, plan })
      this.stored = written(plan)
    }
  }
}

// The same plan is always written the same, whatever order its parts came in.
function written(plan: BundlePlan): string {
  return JSON.stringify(planOf(arrange(plan)))
}

function useKeeping(
  bundle: Bundle,
  arrangement: Arrangement,
  replace: (plan: BundlePlan) => void,
): Pick<Arranging, 'keeping' | 'keep'> {
  const [keeper] = useState(() => new Keeper(bundle))
  const [kept, setKept] = useState({ arrangement, error: undefined as unknown })
  const newest = useRef({ arrangement, replace })
  useEffect(() => {
    newest.current = { arrangement, replace }
  })
  const keep = useCallback(async () => {
    const { arrangement: keeping } = newest.current
    try {
      await keeper.keep()
      setKept({ arrangement: keeping, error: undefined })
    } catch (error) {
      setKept({ arrangement: keeping, error })
      throw error
    }
  }, [keeper])

  useEffect(() => {
    keeper.want(planOf(arrangement))
    const timer = setTimeout(() => {
      keep().catch(() => undefined)
    }, 350)
    return () => clearTimeout(timer)
  }, [arrangement, keep, keeper])

  const arrived = written(bundle.plan)
  useEffect(() => {
    if (keeper.takesIn(arrived)) newest.current.replace(JSON.parse(arrived) as BundlePlan)
  }, [arrived, keeper])
  // Leaving the screen stores at once.
  useEffect(
    () => () => {
      keeper.keep().catch(() => undefined)
    },
    [keeper],
  )
  if (kept.arrangement !== arrangement) return { keeping: { state: 'keeping' }, keep }
  return { keeping: kept.error === undefined ? { state: 'kept' } : { state: 'failed', error: kept.error }, keep }
}
