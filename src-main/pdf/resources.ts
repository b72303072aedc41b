import { PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import type { Copier } from './copier.ts'
import { reference } from './serialise.ts'

/** Resources that a page can use, the stamp font among them. */
export interface StampedResources {
  /** PDF syntax for the page's `/Resources`. */
  readonly text: string
  /** The stamp font's name in them, with its slash. */
  readonly fontName: string
}

/**
 * Adds the stamp font to the resources of one source's pages. Resources that pages share are changed once and stay
 * shared; the changed object takes the place of the source's own wherever it is referred to.
 */
export class ResourceStamper {
  readonly #copier: Copier
  readonly #font: number
  readonly #done = new Map<PDFObject | undefined, StampedResources>()
  readonly #fonts = new Map<number, StampedResources>()

  constructor(copier: Copier, font: number) {
    this.#copier = copier
    this.#font = font
  }

  /** @param resources the page's resources as its source has them: a reference, a dictionary or nothing */
  stamped(resources: PDFObject | undefined): StampedResources {
    const known = this.#done.get(resources)
    if (known !== undefined) return known
    const dict = this.#copier.source.objects.resolve(resources)
    const isShared = resources instanceof PDFRef
    const number = isShared ? this.#copier.claim(resources.objectNumber) : this.#copier.allocate()
    const fonts = this.#withFont(dict instanceof PDFDict ? dict.get(PDFName.of('Font')) : undefined)
    this.#copier.make(number, `<<${dict instanceof PDFDict ? this.#others(dict, 'Font') : ''}/Font ${fonts.text}>>`)
    const stamped = { text: reference(number), fontName: fonts.fontName }
    this.#done.set(resources, stamped)
    return stamped
  }

  #withFont(fonts: PDFObject | undefined): StampedResources {
    const number = fonts instanceof PDFRef ? fonts.objectNumber : undefined
    const known = number === undefined ? undefined : this.#fonts.get(number)
    if (known !== undefined) return known
    const dict = this.#copier.source.objects.resolve(fonts)
    const taken = dict instanceof PDFDict ? dict : undefined
    const fontName = freeName(taken)
    const given = number === undefined ? 0 : this.#copier.claim(number)
    const own = `<<${taken === undefined ? '' : this.#others(taken, '')}${fontName} ${this.#font} 0 R>>`
    if (number === undefined) return { text: own, fontName }
    this.#copier.make(given, own)
    const made = { text: reference(given), fontName }
    this.#fonts.set(number, made)
    return made
  }

  #others(dict: PDFDict, left: string): string {
    const entries = dict.entries().filter(([key]) => key !== PDFName.of(left))
    return entries.map(([key, value]) => `${key.toString()} ${this.#copier.text(value)}`).join('')
  }
}

function freeName(fonts: PDFDict | undefined): string {
  for (let i = 0; ; i++) {
    const name = PDFName.of(i === 0 ? 'ClkF' : `ClkF${i}`)
    if (fonts?.get(name) === undefined) return name.toString()
  }
}
