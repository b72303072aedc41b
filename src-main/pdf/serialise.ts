import { PDFArray, PDFDict, PDFNull, PDFNumber, type PDFObject, PDFRef } from '@cantoo/pdf-lib'

/** The output number of a source's object, or 0 for what is not in the bundle. */
export type Renumber = (number: number) => number

/** Writes an object of pdf-lib's model as PDF syntax (Latin-1), its references renumbered. */
export function serialise(object: PDFObject, renumber: Renumber): string {
  if (object instanceof PDFRef) return reference(renumber(object.objectNumber))
  if (object instanceof PDFNumber) return decimal(object.asNumber())
  if (object instanceof PDFArray) {
    return `[${object
      .asArray()
      .map((item) => serialise(item, renumber))
      .join(' ')}]`
  }
  if (object instanceof PDFDict) return dictionary(object, renumber)
  return object === PDFNull ? 'null' : object.toString()
}

function dictionary(dict: PDFDict, renumber: Renumber): string {
  let text = '<<'
  for (const [key, value] of dict.entries()) text += `${key.toString()} ${serialise(value, renumber)}`
  return `${text}>>`
}

/** A reference to an object of the bundle, or null. */
export function reference(number: number): string {
  return number === 0 ? 'null' : `${number} 0 R`
}

/** A number as PDF writes it: no exponent, at most five decimals. */
export function decimal(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  if (Math.abs(value) >= 1e15) return value < 0 ? '-999999999999999' : '999999999999999'
  return String(Number(value.toFixed(5))).includes('e') ? '0' : String(Number(value.toFixed(5)))
}

/** Calls back with each object number that a value refers to, however deep. */
export function referencesIn(object: PDFObject, found: (number: number) => void): void {
  if (object instanceof PDFRef) found(object.objectNumber)
  else if (object instanceof PDFArray) for (const item of object.asArray()) referencesIn(item, found)
  else if (object instanceof PDFDict) for (const item of object.values()) referencesIn(item, found)
}
