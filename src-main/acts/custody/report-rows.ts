import type { CustodyDetails, Signature } from '../../contract/custody.ts'
import { shownThere } from '../../domain/moment.ts'
import type { Reader } from '../../store/connection.ts'
import * as exhibits from '../../store/exhibits.ts'
import type { CustodyReportInput, CustodyRow, SignatureShown } from '../../typeset/inputs.ts'
import type { ShownEvent } from '../custody.ts'

/** How a paper is worded: which names it may show. */
export interface Wording {
  readonly reader: Reader
  /** Covers protected names, where the paper is to be served. */
  readonly cover: (text: string) => string
  readonly isServed: boolean
  /** Scans of signed paper, by their exhibit, where they may be shown. */
  readonly scans: ReadonlyMap<string, Uint8Array>
  /** Users' public keys by their ids. */
  readonly keys: ReadonlyMap<string, string>
}

type Facts = CustodyReportInput['facts']

/** An event as a line of a report. */
export function rowOf(wording: Wording, event: ShownEvent): CustodyRow {
  const { sequence, at, offsetMinutes, kind, by, place, note, digest, standing, details, recordedAt } = event
  return {
    sequence,
    at: shownUtc(at),
    local: shownThere({ at, offsetMinutes }),
    // What the program enters itself happened when it was recorded.
    ...(recordedAt === null || recordedAt === at ? {} : { recorded: shownUtc(recordedAt) }),
    kind,
    ...(standing === null ? {} : { standing }),
    by: wording.cover(by),
    place: wording.cover(place),
    note: wording.cover(note),
    facts: factsOf(wording, details),
    signatures: signaturesOf(wording, details),
    digest,
  }
}

/** An instant as it is printed, as in `2026-03-01 09:00:00 UTC`. */
export function shownUtc(instant: string): string {
  return `${instant.slice(0, 19).replace('T', ' ')} UTC`
}

const TEXTS = ['purpose', 'authority', 'condition', 'transport', 'seal'] as const

/** What an event says beside who, when and where, by the templates' own words. */
export function factsOf(wording: Wording, details: CustodyDetails): Facts {
  const { cover } = wording
  const facts: Facts[number][] = []
  const put = (field: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') facts.push({ field, value: cover(value) })
  }
  for (const field of ['from', 'to', 'witness'] as const) put(field, personOf(details[field]))
  for (const field of TEXTS) put(field, details[field])
  if (details.sealIntact !== undefined)
    facts.push({ field: 'seal-intact', value: { word: details.sealIntact ? 'yes' : 'no' } })
  put('new-seal', details.newSeal)
  put('due', details.due)
  for (const field of ['completes', 'ends', 'corrects'] as const)
    if (details[field] !== undefined) facts.push({ field, value: String(details[field]) })
  if (details.rehash)
    facts.push({ field: 'rehash', value: { word: details.rehash.holds ? 'rehash-holds' : 'rehash-fails' } })
  return [...facts, ...recipeOf(wording, details)]
}

function recipeOf({ reader, cover }: Wording, { parent, tool, settings }: CustodyDetails): Facts {
  const mark = parent && exhibits.find(reader, parent.exhibitId)?.mark
  return [
    ...(parent ? [{ field: 'parent', value: `${mark ?? parent.exhibitId}, sha256:${parent.sha256}` }] : []),
    ...(tool ? [{ field: 'tool', value: `${tool.name} ${tool.version}` }] : []),
    ...settingsOf(Object.entries(settings ?? {}).map(([name, value]) => [name, cover(String(value))])),
  ]
}

/** What a person says of a copy that was made, by the templates' words. */
const SAID: ReadonlyMap<string, string> = new Map([
  ['way', 'way'],
  ['pages', 'pages'],
  ['language', 'language'],
  ['from', 'from-language'],
  ['by', 'written-by'],
  ['translator', 'translator'],
  ['certificate', 'certificate'],
  ['certifiedOn', 'certified-on'],
])

/** What was said of a copy, each by its own name; the settings of a tool in one line. */
function settingsOf(settings: readonly (readonly [string, string])[]): Facts {
  const others = settings.filter(([name]) => !SAID.has(name)).map(([name, value]) => `${name} ${value}`)
  return [
    ...settings.flatMap(([name, value]) => {
      const field = SAID.get(name)
      return field === undefined ? [] : [{ field, value }]
    }),
    ...(others.length === 0 ? [] : [{ field: 'settings', value: others.join(', ') }]),
  ]
}

/** A person with role and organisation, in one line. */
export function personOf(person: CustodyDetails['from']): string | undefined {
  return person && [person.name, person.role, person.organisation].filter((word) => word).join(', ')
}

/** Who signed with which field. */
const SIDES = [
  ['giver', 'giverSignature', 'from'],
  ['recipient', 'recipientSignature', 'to'],
  ['witness', 'witnessSignature', 'witness'],
] as const

function signaturesOf(wording: Wording, details: CustodyDetails): readonly SignatureShown[] {
  return SIDES.flatMap(([as, field, who]) => {
    const signature = details[field]
    return signature ? [signatureOf(wording, { as, signature, name: details[who]?.name ?? '' })] : []
  })
}

/** A signature as it may be shown: in a served paper none of a protected person, and no scan. */
export function signatureOf(
  { reader, cover, isServed, scans, keys }: Wording,
  { as, signature, name }: { readonly as: SignatureShown['as']; readonly signature: Signature; readonly name: string },
): SignatureShown {
  const shown = cover(name)
  const isCovered = shown !== name
  switch (signature.how) {
    case 'drawn':
      return isCovered
        ? { as, name: shown, how: 'withheld' }
        : { as, name: shown, how: 'drawn', strokes: signature.strokes }
    case 'key':
      return { as, name: shown, how: 'key', text: (keys.get(signature.userId) ?? signature.userId).slice(0, 16) }
    case 'scanned': {
      const mark = exhibits.find(reader, signature.exhibit)?.mark ?? signature.exhibit
      const picture = isServed ? undefined : scans.get(signature.exhibit)
      const text = `${mark}, sha256:${signature.sha256}`
      return { as, name: shown, how: 'scanned', text, ...(picture ? { picture } : {}) }
    }
  }
}
