import { indexSpan } from './index-pages.ts'
import type { CheckContext } from './rule.ts'

/** Without any label `every-page-labelled` says all there is to say. */
export function hasLabels({ survey }: CheckContext): boolean {
  return survey.pages.some(({ label }) => label !== undefined && label !== '')
}

/** Without an outline `outline-present` says all there is to say. */
export function hasOutline({ survey }: CheckContext): boolean {
  return survey.outline.length > 0
}

/** True when it is known which documents the bundle should hold. */
export function hasDocuments({ expectations }: CheckContext): boolean {
  return (expectations?.documents.length ?? 0) > 0
}

/** True when it is known or can be told which pages are the index. */
export function hasIndex(context: CheckContext): boolean {
  return indexSpan(context) !== undefined
}
