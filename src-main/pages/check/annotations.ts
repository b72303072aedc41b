import type { PDFObject } from 'mupdf'
import type { Landing, Landings } from '../landing.ts'

/** An annotation of a page, as far as the rules look at it. */
export interface AnnotationFact {
  /** `Link`, `Redact`, `FileAttachment` ... */
  readonly subtype: string
  readonly landing: Landing
}

const MOST_ANNOTATIONS = 10_000

/** The annotations of a page object. */
export function annotationsOf(page: PDFObject, landings: Landings): readonly AnnotationFact[] {
  const annotations = page.get('Annots')
  const count = annotations.isArray() ? Math.min(annotations.length, MOST_ANNOTATIONS) : 0
  const facts: AnnotationFact[] = []
  for (let i = 0; i < count; i++) {
    const annotation = annotations.get(i)
    if (!annotation.isDictionary()) continue
    const subtype = annotation.get('Subtype')
    const name = subtype.isName() ? subtype.asName() : ''
    facts.push({ subtype: name, landing: name === 'Link' ? landings.ofItem(annotation) : { kind: 'none' } })
  }
  return facts
}
