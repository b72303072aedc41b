import { z } from 'zod'
import { CaseId, ExhibitId, Grant, JobId } from './ids.ts'
import { act, query } from './procedure.ts'

/** Where a page's text is from: the file itself, or recognised in its picture. */
const TextSource = z.enum(['layer', 'ocr'])

/** How far the reading of a file has come: it waits, has text, has none, or could not be read. */
export const TextReadingState = z.enum(['waiting', 'done', 'nothing', 'failed'])
export type TextReadingState = z.infer<typeof TextReadingState>

/** A language as Tesseract names it: `hin`, `chi_sim`. */
export const LanguageCode = z.string().regex(/^[a-z]{3}(?:_[a-z]{2,8}){0,2}$/u)

/** How far an exhibit's text was read, and what is there of it. */
export const TextState = z.object({
  exhibitId: ExhibitId,
  state: TextReadingState,
  /** Of the file; 0 where it has none. */
  pages: z.int(),
  /** The languages in which its pictures were to be recognised, as `hin+eng`; empty where that was not asked for. */
  recognising: z.string(),
  /** A failure's code; empty where none. With text there as well, some pages could not be read. */
  reason: z.string(),
  /** Whether it has pages in which something could be recognised. */
  canRecognise: z.boolean(),
  /** The pages that were read, from 1; what has no pages is cut into stretches. */
  read: z.array(
    z.object({
      page: z.int(),
      source: TextSource,
      language: z.string(),
      confidence: z.int().nullable(),
      characters: z.int(),
    }),
  ),
  /** In which languages it is best recognised, by what is known of it. */
  suggested: z.array(LanguageCode),
})
export type TextState = z.infer<typeof TextState>

/** A box on a page as displayed: points, origin top left, y downwards. */
const Box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

/** What a page says, by where that is from, and where a phrase stands on it. */
export const PageTexts = z.array(
  z.object({
    source: TextSource,
    language: z.string(),
    /** How sure what was recognised is, in hundredths. */
    confidence: z.int().nullable(),
    /** Of the page, in points; 0 where there is none. */
    width: z.number(),
    height: z.number(),
    text: z.string(),
    /** Where the phrase stands in the text, in UTF-16 units. */
    hits: z.array(z.object({ start: z.int(), end: z.int() })),
    /** The words on the page that a hit touches. */
    lit: z.array(Box),
  }),
)
export type PageTexts = z.infer<typeof PageTexts>

/** How many files have text now, how many have none, and how many could not be read. */
export const TextsResult = z.object({ read: z.int(), nothing: z.int(), failed: z.int() })
export type TextsResult = z.infer<typeof TextsResult>

export const textProcedures = {
  'texts.state': query(z.strictObject({ exhibitId: ExhibitId }), TextState),
  /** Of an exhibit that was opened with `exhibit.view`, which is entered in its chain. */
  'texts.page': query(
    z.strictObject({ exhibitId: ExhibitId, page: z.int().min(1), find: z.string().max(200).optional() }),
    PageTexts,
  ),
  /** Reads what was not read yet, as a job of kind `texts`; none starts while one runs or when nothing waits. */
  'texts.read': act(z.strictObject({ caseId: CaseId.optional() }), z.object({ jobId: JobId.nullable() })),
  /** Recognises what is written in the pictures of an exhibit, as a job of kind `texts`. */
  'texts.recognise': act(
    z.strictObject({ exhibitId: ExhibitId, languages: z.array(LanguageCode).min(1).max(4) }),
    z.object({ jobId: JobId }),
  ),
  'texts.languages': query(
    z.strictObject({}),
    z.array(z.object({ code: LanguageCode, from: z.enum(['program', 'person']) })),
  ),
  /** Adds a language from a `.traineddata` file. */
  'texts.addLanguage': act(z.strictObject({ from: Grant }), z.object({ code: LanguageCode })),
} as const
