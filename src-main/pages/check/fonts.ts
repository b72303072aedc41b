import type { PDFObject } from 'mupdf'

const MOST_DEPTH = 6

/**
 * Gives a function that names, page by page, the fonts that the file uses and does not carry. Each font is looked at once, however
 * many pages use it. Source: ISO 32000-1:2008, 9.9.
 */
export function fontFinder(): (page: PDFObject) => readonly string[] {
  const seen = new Set<number>()

  function isNew(object: PDFObject): boolean {
    if (!object.isIndirect()) return true
    const number = object.asIndirect()
    if (seen.has(number)) return false
    seen.add(number)
    return true
  }

  function inResources(resources: PDFObject, missing: string[], depth: number): void {
    if (!resources.isDictionary() || depth > MOST_DEPTH) return
    const fonts = resources.get('Font')
    if (fonts.isDictionary() && isNew(fonts)) {
      fonts.forEach((font) => {
        if (isNew(font) && font.isDictionary() && !isCarried(font)) missing.push(nameOf(font))
      })
    }
    const forms = resources.get('XObject')
    if (!forms.isDictionary() || !isNew(forms)) return
    forms.forEach((form) => {
      if (isNew(form) && form.isDictionary()) inResources(form.get('Resources'), missing, depth + 1)
    })
  }

  return (page) => {
    const missing: string[] = []
    inResources(page.getInheritable('Resources'), missing, 0)
    return missing
  }
}

function isCarried(font: PDFObject): boolean {
  const subtype = font.get('Subtype')
  if (subtype.isName() && subtype.asName() === 'Type3') return true
  const descendants = font.get('DescendantFonts')
  const described = descendants.isArray() && descendants.length > 0 ? descendants.get(0) : font
  const descriptor = described.isDictionary() ? described.get('FontDescriptor') : described
  return (
    descriptor.isDictionary() && ['FontFile', 'FontFile2', 'FontFile3'].some((key) => !descriptor.get(key).isNull())
  )
}

function nameOf(font: PDFObject): string {
  const name = font.get('BaseFont')
  return name.isName() ? name.asName() : ''
}
