import type { AnnotationFact } from './annotations.ts'
import type { CheckContext } from './rule.ts'
import type { CheckRules, PageSpan } from './rules.ts'

const indexWords = /^(index|contents|table of contents|sommaire|índice|indice|indeks)\b/iu

/** True when a bookmark's words are those of an index. */
export function isIndexTitle(title: string, rules: CheckRules): boolean {
  const words = title.trim()
  return indexWords.test(words) || words.toLowerCase().startsWith(rules.indexTitle.trim().toLowerCase())
}

/** The pages of the index: as the builder says, or from the bookmark of the index to the next one that lands elsewhere. */
export function indexSpan({ survey, rules, expectations }: CheckContext): PageSpan | undefined {
  if (expectations?.index !== undefined) return expectations.index
  const pages = survey.outline.flatMap(({ landing }) => (landing.kind === 'page' ? [landing.page + 1] : []))
  const index = survey.outline.find(({ title, landing }) => landing.kind === 'page' && isIndexTitle(title, rules))
  if (index?.landing.kind !== 'page') return undefined
  const firstPage = index.landing.page + 1
  const later = pages.filter((page) => page > firstPage)
  return { firstPage, lastPage: (later.length === 0 ? survey.pageCount + 1 : Math.min(...later)) - 1 }
}

/** A link of the index and the page it stands on. */
export interface IndexLink extends AnnotationFact {
  readonly page: number
}

/** The links on the pages of the index. */
export function linksOfIndex(context: CheckContext): readonly IndexLink[] {
  const span = indexSpan(context)
  if (span === undefined) return []
  return context.survey.pages
    .slice(span.firstPage - 1, span.lastPage)
    .flatMap(({ page, annotations }) =>
      annotations.filter(({ subtype }) => subtype === 'Link').map((annotation) => ({ ...annotation, page })),
    )
}

/**
 * The pages (from 0) on which documents begin, as far as a stranger can tell: where the bookmarks of the documents' level land, the index
 * apart. Documents stand under sections where there are any.
 */
export function documentPages({ survey, rules }: CheckContext): ReadonlySet<number> {
  const level = survey.outline.some(({ depth }) => depth === 1) ? 1 : 0
  const nodes = survey.outline.filter(({ depth, title }) => depth === level && !isIndexTitle(title, rules))
  return new Set(nodes.flatMap(({ landing }) => (landing.kind === 'page' ? [landing.page] : [])))
}

/** Every word that the index prints, a label with spaces or dashes in it as one too. */
export function wordsOfIndex(context: CheckContext): ReadonlySet<string> {
  const span = indexSpan(context)
  const words = new Set<string>()
  if (span === undefined) return words
  for (let page = span.firstPage; page <= Math.min(span.lastPage, context.survey.pageCount); page++) {
    for (const line of context.survey.textOfPage(page).split('\n')) {
      words.add(line.trim())
      for (const word of line.split(/\s+/u)) {
        words.add(word)
        for (const part of word.split(/[\u2012-\u2015-]/u)) words.add(part)
      }
    }
  }
  return words
}
