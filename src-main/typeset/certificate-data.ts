import type { CertificateItem } from '../contract/profile.ts'
import { unreachable } from '../kernel/errors.ts'
import type { CertificateInput } from './inputs.ts'
import { lineOf, proseOf } from './prose.ts'
import { allText, type Data, halves, sheetData } from './sheet-data.ts'

/** More digests than this stand in the enclosed report and are only counted in the form. */
const MOST_DIGESTS = 4

/**
 * A certificate's form with what facts may fill. Affirmations, ticks of control, signatures, dates of signing, and
 * whatever else the profile leaves to the signatory come out blank, whatever the input holds.
 */
export function certificateData(input: CertificateInput): Data {
  const { certificate } = input.profile
  const parts = certificate.parts.map(({ part, items }) => ({
    part: proseOf(part),
    items: items.map((item) => itemData(item, input)),
  }))
  return {
    ...sheetData(input, certificate.title, allText([input.caption, certificate, input.values, input.enclosures])),
    heading: proseOf(certificate.title),
    'title-line': lineOf(certificate.title),
    basis: proseOf(certificate.basis ?? ''),
    parts,
    enclosures: input.enclosures.map(proseOf),
  }
}

/** What an item may be filled from: the facts, or nothing where only the signatory may fill it. */
type Given = Pick<CertificateInput, 'values' | 'ticks' | 'digests'>
const NOTHING: Given = { values: {}, ticks: {}, digests: [] }

function itemData(item: CertificateItem, input: CertificateInput): Data {
  const { values, ticks, digests } = 'filledBy' in item && item.filledBy === 'facts' ? input : NOTHING
  switch (item.kind) {
    case 'prose':
      return { kind: item.kind, parts: slotsOf(item.text, values) }
    case 'line':
      return { kind: item.kind, label: proseOf(item.label), value: proseOf(values[item.key] ?? '') }
    case 'ticks':
      return {
        kind: item.kind,
        label: proseOf(item.label),
        after: proseOf(item.after ?? ''),
        options: item.options.map((option) => ({ label: option, on: (ticks[item.key] ?? []).includes(option) })),
      }
    case 'digests':
      return digestsData(item, digests)
    case 'note':
      return { kind: item.kind, text: proseOf(item.text) }
    case 'signature':
      return { kind: item.kind, label: proseOf(item.label) }
    default:
      return unreachable(item)
  }
}

function digestsData(item: Extract<CertificateItem, { kind: 'digests' }>, digests: CertificateInput['digests']): Data {
  const used = new Set(digests.map(({ algorithm }) => plain(algorithm)))
  const listed = digests.slice(0, MOST_DIGESTS).map(({ algorithm, value }) => ({ algorithm, value: halves(value) }))
  const more = digests.length - listed.length
  const rest = more > 0 ? [{ algorithm: '', value: [`+ ${String(more)}`] }] : []
  return {
    kind: item.kind,
    label: proseOf(item.label),
    after: proseOf(item.after),
    values: [...listed, ...rest],
    options: item.algorithms.map((algorithm) => ({ label: algorithm, on: used.has(plain(algorithm)) })),
  }
}

/** `SHA-256`, `SHA256` and `sha256` are one algorithm. */
function plain(algorithm: string): string {
  return algorithm.toUpperCase().replace(/[^A-Z0-9]/gu, '')
}

function slotsOf(text: string, values: Readonly<Record<string, string>>): readonly Data[] {
  return text
    .split(/\{(\w+)\}/u)
    .map((part, i) => (i % 2 === 0 ? { text: proseOf(part) } : { value: proseOf(values[part] ?? '') }))
}
