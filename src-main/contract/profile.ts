import { z } from 'zod'

/**
 * How sure we are of one value of a court profile.
 *
 * `primary`: read in the statute, rule or official page. `secondary`: read in a source that quotes or paraphrases it.
 * `house`: our own choice, where the court leaves it open or where it is about the file and not about the court.
 * `unverified`: general knowledge or an unconfirmed lead; it prints as a warning and never as law.
 */
const ValueConfidence = z.enum(['primary', 'secondary', 'house', 'unverified'])

/** What stands behind one value of a profile, or behind all values below it. */
export const Evidence = z.strictObject({
  confidence: ValueConfidence,
  source: z.string().min(1),
  note: z.string().min(1).optional(),
})
export type Evidence = z.infer<typeof Evidence>

const words = z.string().min(1).max(4_000)
const points = z.number().min(0).max(2_000)

/** A pattern with slots: `{KEY}` is filled or left blank, `{KEY|otherwise}` falls back, `{KEY:D-M-YY}` is a day so written. */
const Pattern = z.string().min(1).max(1_000)

const Page = z.strictObject({
  size: z.enum(['A4', 'PH_LONG', 'LETTER', 'LEGAL']),
  /** Width and height in points. */
  pt: z.tuple([points, points]),
  marginPt: z.strictObject({ t: points, r: points, b: points, l: points }),
  /** Printed on both sides with the left margin always at the spine. */
  mirrored: z.boolean().optional(),
  font: z.strictObject({
    /** What the court asks for. */
    family: words,
    /** What may stand in for it, first choice first. */
    substitutes: z.array(words),
    style: z.enum(['serif', 'sans']),
    bodyPt: z.number().min(8).max(24),
    quotePt: z.number().min(8).max(24).optional(),
    lineSpacing: z.number().min(1).max(3),
    /** Extra space between paragraphs, as a multiple of a line. */
    paraSpacing: z.number().min(1).max(3).optional(),
  }),
  sides: z.union([z.literal(1), z.literal(2)]),
  lineNumberEvery: z.int().min(1).max(50).optional(),
})

/** Where the page number stands on the page. */
const StampPosition = z.enum(['bottom-right', 'bottom-centre', 'top-right'])

const Pagination = z.strictObject({
  scheme: z.enum(['continuous', 'perSection']),
  startsAt: z.literal(1),
  includesIndex: z.boolean(),
  includesCover: z.boolean(),
  /** `{n}` the number, `{N}` how many, `{S}` the section's letter. */
  labelPattern: Pattern.regex(/\{n\}/u),
  position: StampPosition,
  sizePt: z.number().min(6).max(24),
  /** A white plate under the number, so that an opaque scan cannot hide it. */
  plate: z.boolean(),
  frontMatter: z.enum(['continuous', 'roman', 'letters']),
  lateInsert: z.enum(['append', 'sub-dot', 'sub-dash', 'sub-letter']),
  alternatives: z
    .array(z.strictObject({ name: words, scheme: z.enum(['continuous', 'perSection']), labelPattern: Pattern }))
    .optional(),
})

/** What one column of an index shows. */
export const IndexColumn = z.enum([
  'no',
  'tab',
  'description',
  'date',
  'exhibit',
  'witness',
  'pages',
  'from',
  'to',
  'partI',
  'partII',
  'remarks',
  'objection',
])
export type IndexColumn = z.infer<typeof IndexColumn>

const Index = z.strictObject({
  title: words,
  columns: z.array(IndexColumn).min(2),
  /** The column headings, in the order of the columns. */
  headers: z.array(words).min(2),
  dateFormat: Pattern,
  groupBySection: z.boolean(),
  linkCells: z.literal('whole-row'),
  extra: z.array(words).optional(),
})

const Outline = z.strictObject({
  depth: z.union([z.literal(2), z.literal(3)]),
  /** `{title}`, `{label}`, `{tab}`. */
  title: Pattern,
  openLevel: z.literal(1),
  zoom: z.literal('inherit'),
  mirrorsIndex: z.boolean().optional(),
})

const Section = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/u),
  letter: z
    .string()
    .regex(/^[A-Z]{1,2}$/u)
    .optional(),
  title: words,
  restricted: z.boolean().optional(),
})

const Exhibits = z.strictObject({
  /** `{n}` a number, `{L}` a capital letter, `{a}` a small one, `{INITIALS}` the producing witness's. */
  prosecution: Pattern,
  defence: Pattern,
  court: Pattern.optional(),
  physical: Pattern.optional(),
  perWitness: z.boolean(),
  subMark: Pattern.optional(),
  /** The mark given for identification, before the court admits the exhibit. */
  preMark: Pattern.optional(),
  /** What follows Z: AA, BB, CC or AA, AB, AC. */
  afterZ: z.enum(['AA-BB', 'AA-AB']),
  example: z.array(words),
})

/** One line of the caption: a line by itself, or a party on the left with its role on the right. */
const CaptionPattern = z.union([
  z.strictObject({ text: Pattern, align: z.enum(['centre', 'left', 'right']).optional() }),
  z.strictObject({ left: Pattern, right: Pattern }),
])

const Statement = z.strictObject({
  kind: words,
  headings: z.array(Pattern),
  body: z.enum(['numbered-paragraphs', 'numbered-QA']),
  /** `{pages}` becomes the statement's true number of pages. */
  declaration: z.strictObject({ text: words, placement: z.enum(['top', 'end']) }).optional(),
  jurat: z.array(Pattern).optional(),
  signEachPage: z.boolean(),
  /** Certificate of whoever read the statement over to a witness who cannot read it. */
  reader: words.optional(),
  interpreter: words.optional(),
  translator: words.optional(),
  attestation: words.optional(),
  /** What never stands in a statement that is served. */
  never: z.array(words).optional(),
})

/** Who fills a place of a certificate: the facts of the case may, or only the person who signs. */
const FilledBy = z.enum(['facts', 'signatory'])

/** One item of a certificate's form, in the form's own order and wording. */
export const CertificateItem = z.discriminatedUnion('kind', [
  /** Running text with `{KEY}` slots, or the form's fixed words. */
  z.strictObject({ kind: z.literal('prose'), text: words, filledBy: FilledBy.optional() }),
  z.strictObject({ kind: z.literal('line'), key: z.string(), label: words, filledBy: FilledBy }),
  z.strictObject({
    kind: z.literal('ticks'),
    key: z.string(),
    label: words,
    after: words.optional(),
    options: z.array(words).min(2),
    filledBy: FilledBy,
  }),
  /** The digests, with a tick box for each algorithm of the form. */
  z.strictObject({
    kind: z.literal('digests'),
    label: words,
    after: words,
    algorithms: z.array(words).min(1),
    filledBy: FilledBy,
  }),
  z.strictObject({ kind: z.literal('note'), text: words }),
  z.strictObject({ kind: z.literal('signature'), label: words }),
])
export type CertificateItem = z.infer<typeof CertificateItem>

const Certificate = z.strictObject({
  id: z.string().regex(/^[A-Z][A-Z0-9_]*$/u),
  title: words,
  basis: words.optional(),
  parts: z.array(z.strictObject({ part: words, signer: words, items: z.array(CertificateItem).min(1) })).min(1),
  /** A fresh certificate, dated that day, each time the record is tendered. */
  perTendering: z.boolean(),
  hash: z.array(words).min(1),
  attachments: z.array(words),
  legacy: words.optional(),
})

const Redaction = z.strictObject({
  fields: z.array(words),
  replacement: words,
  dualOutput: z.boolean(),
  sealedSuffix: words.optional(),
  style: z.literal('black-label'),
})

const bytes = z.int().min(1)
const Files = z.strictObject({
  format: z.enum(['PDF', 'PDF/A']),
  maxBytes: bytes.optional(),
  emailMaxBytes: bytes.optional(),
  altEmailMaxBytes: bytes.optional(),
  maxPages: z.int().min(1).optional(),
  splitAt: z.literal('document-boundary'),
  oneFilePerAnnex: z.boolean().optional(),
  namePattern: Pattern,
  annexPattern: Pattern.optional(),
  encrypt: z.literal(false),
})

/** A place in a profile, as in `page.marginPt.l` or `sections.3.title`. */
const ValuePath = z.string().regex(/^[a-zA-Z]\w*(\.\w+)*$/u)

/**
 * A court's rules as data: a starting template that a local practitioner confirms before it is relied on. `evidence`
 * says for each value, or for all values below a path, where it comes from and how sure that is.
 */
export const CourtProfile = z
  .strictObject({
    id: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/u),
    version: z.string().regex(/^\d{4}\.\d\d$/u),
    jurisdiction: words,
    label: words,
    /** Languages of the court, its own first. */
    language: z.array(z.string().regex(/^[a-z]{2,3}$/u)).min(1),
    confidence: z.enum(['sourced', 'partly-sourced', 'unverified']),
    page: Page,
    pagination: Pagination,
    index: Index,
    outline: Outline,
    sections: z.array(Section).min(1),
    exhibits: Exhibits,
    witnesses: z.strictObject({ prosecution: Pattern, defence: Pattern.optional(), court: Pattern.optional() }),
    caption: z.array(CaptionPattern).min(1),
    statement: Statement,
    certificate: Certificate,
    redaction: Redaction,
    files: Files,
    images: z.strictObject({ maxDpi: z.int().min(72).max(1_200), ocr: z.enum(['required', 'recommended']) }),
    /** Rules of the bundle check that this court asks for. */
    checks: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/u)),
    evidence: z.record(ValuePath, Evidence),
  })
  .superRefine((profile, context) => {
    for (const path of faultyPaths(profile)) context.addIssue({ code: 'custom', path, message: 'contradiction' })
  })
export type CourtProfile = z.infer<typeof CourtProfile>

interface Checked {
  readonly page: z.infer<typeof Page>
  readonly pagination: z.infer<typeof Pagination>
  readonly index: z.infer<typeof Index>
  readonly evidence: Readonly<Record<string, Evidence>>
}

function faultyPaths(profile: Checked): readonly string[][] {
  const { page, pagination, index, evidence } = profile
  const [width, height] = page.pt
  const faults: string[][] = []
  if (page.marginPt.l + page.marginPt.r > width - 200) faults.push(['page', 'marginPt'])
  if (page.marginPt.t + page.marginPt.b > height - 300) faults.push(['page', 'marginPt'])
  if (pagination.scheme === 'perSection' && !pagination.labelPattern.includes('{S}'))
    faults.push(['pagination', 'labelPattern'])
  if (index.headers.length !== index.columns.length) faults.push(['index', 'headers'])
  for (const path of Object.keys(evidence)) if (valueAt(profile, path) === undefined) faults.push(['evidence', path])
  return faults
}

/** The value at a path such as `page.marginPt.l`, or undefined when the profile has none there. */
export function valueAt(profile: unknown, path: string): unknown {
  let value: unknown = profile
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[step]
  }
  return value
}
