import type { ReactElement } from 'react'
import { icons, type IconName } from './icons.ts'

const flipped: readonly IconName[] = ['back', 'forward', 'next', 'previous', 'undo', 'redo']

/** A picture of a word that stands beside it, or of a button's own name: silent to a screen reader. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactElement {
  const Drawn = icons[name]
  return <Drawn size={size} strokeWidth={1.75} aria-hidden className={flipped.includes(name) ? 'flips' : undefined} />
}
