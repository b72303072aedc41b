import { PDFArray, PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib'
import type { Copier } from './copier.ts'
import { references } from './form-fields.ts'

/** The layers of one source that came into the bundle, and whether they show. Numbers are the bundle's. */
export interface PlacedLayers {
  readonly groups: readonly number[]
  readonly off: readonly number[]
  /** PDF syntax of the rules by which viewing, printing or exporting switches layers. */
  readonly automatic: readonly string[]
}

/**
 * Reads which layers of a source, among those that its placed pages use, are shown: a copy without these states would show
 * what the source hides. Source: ISO 32000-2, 8.11.4.
 */
export function placedLayers(copier: Copier): PlacedLayers {
  const { catalog, objects } = copier.source
  const properties = objects.dict(catalog, 'OCProperties')
  if (properties === undefined) return { groups: [], off: [], automatic: [] }
  const placed = (items: readonly PDFObject[]): number[] => {
    const numbers = items.map((item) => (item instanceof PDFRef ? copier.numberIfPlaced(item.objectNumber) : 0))
    return [...new Set(numbers.filter((number) => number !== 0))]
  }
  const groups = placed(objects.items(properties, 'OCGs'))
  const config = objects.dict(properties, 'D')
  if (config === undefined) return { groups, off: [], automatic: [] }
  const on = new Set(placed(objects.items(config, 'ON')))
  const allOff = objects.value(config, 'BaseState') === PDFName.of('OFF')
  const off = allOff ? groups.filter((number) => !on.has(number)) : placed(objects.items(config, 'OFF'))
  const automatic = objects.items(config, 'AS').flatMap((item) => {
    const rule = objects.resolve(item)
    return rule instanceof PDFDict ? automaticRule(copier, rule, placed(objects.items(rule, 'OCGs'))) : []
  })
  return { groups, off, automatic }
}

function automaticRule(copier: Copier, rule: PDFDict, groups: readonly number[]): readonly string[] {
  const event = copier.source.objects.value(rule, 'Event')
  const category = copier.source.objects.value(rule, 'Category')
  if (groups.length === 0 || !(event instanceof PDFName) || !(category instanceof PDFArray)) return []
  return [`<</Event${event.toString()}/Category ${copier.text(category)}/OCGs[${references(groups)}]>>`]
}

/** The catalog's `/OCProperties` for all placed layers; empty if there are none. */
export function optionalContent(layers: readonly PlacedLayers[]): string {
  const groups = layers.flatMap((layer) => layer.groups)
  if (groups.length === 0) return ''
  const off = layers.flatMap((layer) => layer.off)
  const automatic = layers.flatMap((layer) => layer.automatic).join('')
  const rules = automatic === '' ? '' : `/AS[${automatic}]`
  return `/OCProperties<</OCGs[${references(groups)}]/D<</BaseState/ON/OFF[${references(off)}]${rules}>>>>`
}
