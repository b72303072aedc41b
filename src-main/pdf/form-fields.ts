import { PDFDict, PDFName, PDFRef } from '@cantoo/pdf-lib'
import type { Copier } from './copier.ts'
import type { SourceObjects } from './source-objects.ts'

const DEEPEST = 32
const FIELD_KEYS = new Set('FT T TU TM Ff V DV DA Q DS RV Opt TI I MaxLen'.split(' '))
const RESOURCES_OF_FORMS = new Set(['Font', 'Encoding'])

/** True for a widget of a signature field. */
export function isSignature(objects: SourceObjects, widget: PDFDict): boolean {
  let field: PDFDict | undefined = widget
  for (let depth = 0; field !== undefined && depth < DEEPEST; depth++) {
    const type = objects.value(field, 'FT')
    if (type !== undefined) return type === PDFName.of('Sig')
    field = objects.dict(field, 'Parent')
  }
  return false
}

/** What one source's form adds to the bundle's. */
export interface PlacedForm {
  /** The object number of the field under which all of the source's fields stand. */
  readonly parent: number
  /** The object number of the form's default resources, 0 if it has none. */
  readonly resources: number
  readonly needsAppearances: boolean
}

interface Field {
  readonly number: number
  readonly dict: PDFDict
  readonly parent: number
  readonly kids: number[]
}

/**
 * The form fields of one source as far as they show on its chosen pages. They are found from their widgets upwards, so no
 * field of another page can come along; all stand under one field of the source's own, so equal names do not merge.
 */
export class FormFields {
  readonly #copier: Copier
  readonly #fields = new Map<number, Field>()
  readonly #roots: number[] = []
  readonly #parent: number
  /** Fields whose parents are being looked for, so that a circle of parents ends. */
  readonly #opening = new Set<number>()

  constructor(copier: Copier) {
    this.#copier = copier
    this.#parent = copier.allocate()
  }

  /**
   * Takes a widget in. Returns what its dictionary gets: its parent and the field entries that it has itself.
   * @param number the widget's object number in the bundle
   */
  widget(number: number, dict: PDFDict): string {
    const above = dict.get(PDFName.of('Parent'))
    const isField = this.#copier.source.objects.value(dict, 'FT') !== undefined || dict.has(PDFName.of('T'))
    const field = above instanceof PDFRef ? this.#field(above.objectNumber, 0) : undefined
    if (field === undefined && !isField) return ''
    if (field === undefined) this.#roots.push(number)
    else field.kids.push(number)
    return `/Parent ${field?.number ?? this.#parent} 0 R${this.#written(dict, FIELD_KEYS)}`
  }

  /** Makes the fields, once all widgets are in. Undefined if there were none. */
  finish(name: string): PlacedForm | undefined {
    if (this.#roots.length === 0) return undefined
    for (const { number, dict, parent, kids } of this.#fields.values()) {
      this.#copier.make(number, `<</Parent ${parent} 0 R${this.#written(dict, FIELD_KEYS)}/Kids[${references(kids)}]>>`)
    }
    const { catalog, objects } = this.#copier.source
    const form = objects.dict(catalog, 'AcroForm')
    const resources = this.#resources(form === undefined ? undefined : objects.dict(form, 'DR'))
    const inherited = form === undefined ? '' : this.#written(form, new Set(['DA', 'Q']))
    const own = resources === 0 ? '' : `/DR ${resources} 0 R`
    this.#copier.make(this.#parent, `<</T(${name})/Kids[${references(this.#roots)}]${inherited}${own}>>`)
    const needsAppearances = form !== undefined && objects.value(form, 'NeedAppearances')?.toString() === 'true'
    return { parent: this.#parent, resources, needsAppearances }
  }

  #field(number: number, depth: number): Field | undefined {
    const known = this.#fields.get(number)
    if (known !== undefined) return known
    const dict = this.#copier.source.objects.get(number)
    if (!(dict instanceof PDFDict) || depth > DEEPEST || this.#opening.has(number)) return undefined
    // A parent that is in the bundle already is no field: some writers name an annotation or worse.
    if (this.#copier.numberIfPlaced(number) !== 0) return undefined
    this.#opening.add(number)
    const given = this.#copier.claim(number)
    const above = dict.get(PDFName.of('Parent'))
    const parent = above instanceof PDFRef ? this.#field(above.objectNumber, depth + 1) : undefined
    const field = { number: given, dict, parent: parent?.number ?? this.#parent, kids: [] }
    this.#fields.set(number, field)
    if (parent === undefined) this.#roots.push(given)
    else parent.kids.push(given)
    return field
  }

  #written(dict: PDFDict, keys: ReadonlySet<string>): string {
    const entries = dict.entries().filter(([key]) => keys.has(key.decodeText()))
    return entries.map(([key, value]) => `${key.toString()} ${this.#copier.text(value)}`).join('')
  }

  #resources(resources: PDFDict | undefined): number {
    if (resources === undefined) return 0
    const number = this.#copier.allocate()
    this.#copier.make(number, `<<${this.#written(resources, RESOURCES_OF_FORMS)}>>`)
    return number
  }
}

/** The catalog's `/AcroForm` for all placed forms; empty if there are none. */
export function acroForm(forms: readonly PlacedForm[]): string {
  if (forms.length === 0) return ''
  const resources = forms.find((form) => form.resources !== 0)?.resources ?? 0
  const needs = forms.some((form) => form.needsAppearances) ? '/NeedAppearances true' : ''
  const shared = resources === 0 ? '' : `/DR ${resources} 0 R`
  return `/AcroForm<</Fields[${references(forms.map((form) => form.parent))}]${shared}${needs}>>`
}

/** References to objects of the bundle, side by side. */
export function references(numbers: readonly number[]): string {
  return numbers.map((number) => `${number} 0 R`).join(' ')
}
