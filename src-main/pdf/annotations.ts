import { PDFDict, PDFHexString, PDFName, type PDFObject, PDFRef, PDFString } from '@cantoo/pdf-lib'
import type { Copier } from './copier.ts'
import type { Destination, Destinations } from './destinations.ts'
import { type FormFields, isSignature } from './form-fields.ts'
import { type NoteCounter, type NoteKind, noteOfAction } from './notes.ts'
import type { SourcePage } from './page-list.ts'
import type { ResourcePruner } from './resource-pruning.ts'

/** The scheme under which typeset sources name places in the bundle. */
const BUNDLE_LINK = 'clarkson://'

/** A link of a typeset source whose target may not have been placed yet; made when the bundle is finished. */
export interface PendingLink {
  readonly number: number
  readonly key: string
  /** PDF syntax of the annotation's other entries. */
  readonly entries: string
}

/** What annotations of one source need to know to be placed. */
export interface AnnotationContext {
  readonly copier: Copier
  readonly destinations: Destinations
  readonly fields: FormFields
  readonly notes: NoteCounter
  /** The bundle's number of the page at a position of the source, or 0 if it is not placed. */
  readonly pageNumber: (position: number) => number
  /** Typeset by us: its `clarkson://` links lead within the bundle. */
  readonly isTypeset: boolean
  /** Set when not all pages are placed. */
  readonly pruner: ResourcePruner | undefined
}

interface Placed {
  readonly number: number
  readonly dict: PDFDict
  readonly page: number
}

/** Entries that are made anew, or that lead out of the page, run, or tell who wrote when on which machine. */
const LEFT_OUT = new Set(
  (
    'A AA PA Dest P Parent Popup IRT StructParent AF FS M CreationDate NM Movie Sound RichMediaContent RichMediaSettings ' +
    '3DD 3DV 3DA 3DI 3DU ExData Metadata PieceInfo URI JS Lock SV FT T TU TM Ff V DV DA Q DS RV Opt TI I MaxLen Kids'
  ).split(' '),
)
/** Of those, what belongs to a note or a drawing and not to a form field. */
const KEPT_OUTSIDE_FORMS = new Set('DA Q DS RV'.split(' '))
const MEDIA = new Set('Movie Sound Screen RichMedia 3D'.split(' '))
const LINKED = ['Popup', 'IRT', 'Parent']

/** The annotations of one source's chosen pages. Source: ISO 32000-2, 12.5. */
export class Annotations {
  readonly pending: PendingLink[] = []
  readonly #context: AnnotationContext
  readonly #placed: Placed[] = []

  constructor(context: AnnotationContext) {
    this.#context = context
  }

  /** Takes in a page's annotations before any is made, so that they can refer to one another. Returns `/Annots`. */
  take(page: SourcePage, pageNumber: number): string {
    const { copier } = this.#context
    const { objects } = copier.source
    const numbers: number[] = []
    for (const item of objects.items(page.dict, 'Annots')) {
      const dict = objects.resolve(item)
      if (!(dict instanceof PDFDict)) continue
      const known = item instanceof PDFRef ? copier.numberIfPlaced(item.objectNumber) : 0
      if (known !== 0) {
        numbers.push(known)
      } else if (this.#isShown(dict)) {
        const number = item instanceof PDFRef ? copier.claim(item.objectNumber) : copier.allocate()
        this.#placed.push({ number, dict, page: pageNumber })
        numbers.push(number)
      } else if (item instanceof PDFRef) {
        copier.forbid(item.objectNumber)
      }
    }
    return numbers.length === 0 ? '' : `/Annots[${numbers.map((number) => `${number} 0 R`).join(' ')}]`
  }

  /** Makes all that was taken in. @throws Unreadable */
  make(): void {
    for (const placed of this.#placed) {
      this.#context.pruner?.pruneAppearances(placed.dict)
      const subtype = this.#subtype(placed.dict)
      if (subtype === 'Link') this.#makeLink(placed)
      else this.#makeOther(placed, subtype)
    }
  }

  #subtype(dict: PDFDict): string {
    const value = this.#context.copier.source.objects.value(dict, 'Subtype')
    return value instanceof PDFName ? value.decodeText() : ''
  }

  /**
   * What stays only as the picture that it shows, if it shows one: media, attachments, and signatures, which copying breaks
   * and which then name the signer and prove nothing.
   */
  #pictureOnly(dict: PDFDict): NoteKind | undefined {
    const subtype = this.#subtype(dict)
    if (subtype === 'Widget') return isSignature(this.#context.copier.source.objects, dict) ? 'signature' : undefined
    if (subtype === 'FileAttachment') return 'attachment'
    return MEDIA.has(subtype) ? 'media' : undefined
  }

  #isShown(dict: PDFDict): boolean {
    const kind = this.#pictureOnly(dict)
    if (kind === undefined) return true
    if (kind !== 'signature' || this.#context.copier.source.objects.value(dict, 'V') !== undefined) {
      this.#context.notes.count(kind)
    }
    return this.#context.copier.source.objects.dict(dict, 'AP') !== undefined
  }

  #makeLink({ number, dict, page }: Placed): void {
    const { copier } = this.#context
    const entries = `/P ${page} 0 R${this.#ownEntries(dict, false)}`
    const key = this.#bundleKey(dict)
    if (key !== undefined) {
      this.pending.push({ number, key, entries })
      return
    }
    const target = this.#target(dict)
    const destination = target === undefined ? undefined : this.#placedDestination(target)
    copier.make(number, `<<${entries}${destination === undefined ? '' : `/Dest[${destination}]`}>>`)
  }

  #makeOther({ number, dict, page }: Placed, subtype: string): void {
    const { copier, fields, notes } = this.#context
    const isPicture = this.#pictureOnly(dict) !== undefined
    const isWidget = subtype === 'Widget' && !isPicture
    const action = copier.source.objects.dict(dict, 'A')
    if (action !== undefined) notes.count(this.#noteOf(action))
    if (dict.has(PDFName.of('AA'))) notes.count('script')
    if (subtype !== 'Widget' && dict.has(PDFName.of('T'))) notes.count('named-author')
    const shown = isPicture ? this.#ownEntries(dict, isWidget, 'Stamp') : this.#ownEntries(dict, isWidget)
    const links = isWidget ? fields.widget(number, dict) : this.#links(dict)
    copier.make(number, `<<${links}/P ${page} 0 R${shown}>>`)
  }

  #ownEntries(dict: PDFDict, isWidget: boolean, subtype?: string): string {
    let text = ''
    for (const [key, value] of dict.entries()) {
      const name = key.decodeText()
      if (LEFT_OUT.has(name) && (isWidget || !KEPT_OUTSIDE_FORMS.has(name))) continue
      if (name === 'Subtype' && subtype !== undefined) text += `/Subtype/${subtype}`
      else text += `${key.toString()} ${this.#context.copier.text(value)}`
    }
    return text
  }

  /** References between annotations, as far as both are placed. */
  #links(dict: PDFDict): string {
    let text = ''
    for (const key of LINKED) {
      const value = dict.get(PDFName.of(key))
      const number = value instanceof PDFRef ? this.#context.copier.numberIfPlaced(value.objectNumber) : 0
      if (number !== 0) text += `/${key} ${number} 0 R`
    }
    return text
  }

  #bundleKey(dict: PDFDict): string | undefined {
    if (!this.#context.isTypeset) return undefined
    const { objects } = this.#context.copier.source
    const action = objects.dict(dict, 'A')
    const uri = action === undefined ? undefined : objects.value(action, 'URI')
    if (!(uri instanceof PDFString || uri instanceof PDFHexString)) return undefined
    const text = uri.decodeText()
    return text.startsWith(BUNDLE_LINK) ? text.slice(BUNDLE_LINK.length) : undefined
  }

  #target(dict: PDFDict): PDFObject | undefined {
    const { objects } = this.#context.copier.source
    const action = objects.dict(dict, 'A')
    if (action === undefined) return dict.get(PDFName.of('Dest'))
    if (objects.value(action, 'S') === PDFName.of('GoTo')) return action.get(PDFName.of('D'))
    this.#context.notes.count(this.#noteOf(action))
    return dict.get(PDFName.of('Dest'))
  }

  #placedDestination(target: PDFObject): string | undefined {
    const destination: Destination | undefined = this.#context.destinations.resolve(target)
    if (destination === undefined) return undefined
    const page = this.#context.pageNumber(destination.position)
    if (page !== 0) return `${page} 0 R ${destination.view}`
    this.#context.notes.count('link-to-withheld-page')
    return undefined
  }

  #noteOf(action: PDFDict): ReturnType<typeof noteOfAction> {
    const type = this.#context.copier.source.objects.value(action, 'S')
    return noteOfAction(type instanceof PDFName ? type.decodeText() : '')
  }
}
