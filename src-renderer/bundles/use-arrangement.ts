import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { Bundle, BundlePlan } from '../../src-main/contract/bundles.ts'
import type { BundleId } from '../../src-main/contract/ids.ts'
import { call } from '../app/bridge.ts'
import { arrange, planOf, type Arrangement } from './arrangement.ts'
import { begin, record, redo, undo, type History } from './history.ts'

type Step =
  | { readonly kind: 'change'; readonly to: (now: Arrangement) => Arrangement }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'replace'; readonly plan: BundlePlan }

function take(history: History<Arrangement>, step: Step): History<Arrangement> {
  switch (step.kind) {
    case 'change':
      return record(history, step.to(history.present))
    case 'undo':
      return undo(history)
    case 'redo':
      return redo(history)
    case 'replace':
      return begin(arrange(step.plan))
  }
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

/** Stores an arrangement one plan after the other, the newest last, and takes in what others stored. */
class Keeper {
  stored: string
  wanted: BundlePlan
  private readonly bundleId: BundleId
  private running: Promise<void> | undefined

  constructor(bundle: Bundle) {
    this.bundleId = bundle.bundleId
    this.wanted = bundle.plan
    this.stored = JSON.stringify(planOf(arrange(bundle.plan)))
  }

  isKept(): boolean {
    return JSON.stringify(this.wanted) === this.stored
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
      this.stored = JSON.stringify(plan)
    }
  }
}

function useKeeping(
  bundle: Bundle,
  arrangement: Arrangement,
  replace: (plan: BundlePlan) => void,
): Pick<Arranging, 'keeping' | 'keep'> {
  const [keeper] = useState(() => new Keeper(bundle))
  const [keeping, setKeeping] = useState<Keeping>({ state: 'kept' })
  const newest = useRef(replace)
  useEffect(() => {
    newest.current = replace
  })
  const keep = useCallback(async () => {
    try {
      await keeper.keep()
      setKeeping({ state: 'kept' })
    } catch (error) {
      setKeeping({ state: 'failed', error })
      throw error
    }
  }, [keeper])

  useEffect(() => {
    keeper.wanted = planOf(arrangement)
    if (keeper.isKept()) return undefined
    setKeeping({ state: 'keeping' })
    const timer = setTimeout(() => {
      keep().catch(() => undefined)
    }, 350)
    return () => clearTimeout(timer)
  }, [arrangement, keep, keeper])

  // A plan that came from elsewhere is taken in, unless something here is still to be stored.
  const arrived = JSON.stringify(planOf(arrange(bundle.plan)))
  useEffect(() => {
    if (arrived === keeper.stored || !keeper.isKept()) return
    keeper.stored = arrived
    newest.current(JSON.parse(arrived) as BundlePlan)
  }, [arrived, keeper])
  // Leaving the screen stores at once.
  useEffect(
    () => () => {
      keeper.keep().catch(() => undefined)
    },
    [keeper],
  )
  return { keeping, keep }
}
