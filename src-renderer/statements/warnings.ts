import { useNotices } from '../app/notices.ts'
import type { Say } from '../app/words.tsx'

/** What the reader of a statement's source may say of it. */
export const sourceWarnings = [
  'deleted-text',
  'inserted-text',
  'hidden-text',
  'pictures-left-out',
  'comments-left-out',
  'linked-content-left-out',
  'headers-left-out',
  'footnotes-moved',
  'numbers-kept',
  'encoding-guessed',
] as const

/** Says that a statement was recorded, and what of its source the person should look at again. */
export function tellWarnings(say: Say, warnings: readonly string[]): void {
  const { tell } = useNotices.getState()
  if (warnings.length === 0) {
    tell({ tone: 'ok', id: 'statement.recorded' })
    return
  }
  const known = sourceWarnings.filter((one) => warnings.includes(one)).map((one) => say(`warning.${one}`))
  tell({ tone: 'warning', id: 'statement.recorded.warnings', facts: { warnings: known.join('; ') } })
}
