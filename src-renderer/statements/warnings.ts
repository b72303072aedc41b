import { useNotices } from '../app/notices.ts'

/** Says that a statement was recorded, and how much of its source the reader should look at again. */
export function tellWarnings(warnings: readonly string[]): void {
  const { tell } = useNotices.getState()
  if (warnings.length === 0) tell({ tone: 'ok', id: 'statement.recorded' })
  else tell({ tone: 'warning', id: 'statement.recorded.warnings', facts: { count: warnings.length } })
}
