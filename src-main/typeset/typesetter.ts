import { coverData, dividersData, indexData } from './bundle-parts.ts'
import { certificateData } from './certificate-data.ts'
import { openCompiler, type TypesetterOptions, type Words } from './compiler.ts'
import type {
  CertificateInput,
  CheckReportInput,
  ChronologyInput,
  CoverInput,
  CustodyReceiptInput,
  CustodyReportInput,
  DividersInput,
  ExhibitListInput,
  HashScheduleInput,
  IndexInput,
  PlaceholderInput,
  RecoverySheetInput,
  StatementInput,
  TextPagesInput,
} from './inputs.ts'
import {
  checkReportData,
  chronologyData,
  exhibitListData,
  hashScheduleData,
  placeholderData,
  recoverySheetData,
} from './report-data.ts'
import { custodyReceiptData, custodyReportData, type Pictured } from './custody-data.ts'
import type { Data } from './sheet-data.ts'
import { statementData } from './statement-data.ts'
import { textPagesData } from './text-pages-data.ts'

/**
 * Sets documents as PDF, each by the rules of its court profile. The same input gives the same bytes: no date, no id
 * and no font of the machine goes in. Links to documents of the bundle are URIs `clarkson://entry/<key>`, which the
 * assembler turns into places in the bundle. 18 mm stay clear where the page number will be stamped.
 *
 * Each call runs to its end on the calling thread. A typesetter is not shared between threads.
 */
export interface Typesetter {
  readonly cover: (input: CoverInput) => Uint8Array
  /** As many pages whatever the labels are: it may be set with any labels first to learn how many. */
  readonly index: (input: IndexInput) => Uint8Array
  /** One PDF with exactly one page for each section, in their order. */
  readonly dividers: (input: DividersInput) => Uint8Array
  readonly statement: (input: StatementInput) => Uint8Array
  readonly chronology: (input: ChronologyInput) => Uint8Array
  readonly exhibitList: (input: ExhibitListInput) => Uint8Array
  readonly hashSchedule: (input: HashScheduleInput) => Uint8Array
  readonly placeholder: (input: PlaceholderInput) => Uint8Array
  /** What only the signatory may state comes out blank, whatever the input holds. */
  readonly certificate: (input: CertificateInput) => Uint8Array
  readonly custodyReport: (input: CustodyReportInput) => Uint8Array
  /** One page, with a line to sign on where somebody has not signed yet. */
  readonly custodyReceipt: (input: CustodyReceiptInput) => Uint8Array
  readonly recoverySheet: (input: RecoverySheetInput) => Uint8Array
  /** Lists, after what was checked, every value of the profile that no source confirms. */
  readonly checkReport: (input: CheckReportInput) => Uint8Array
  readonly textPages: (input: TextPagesInput) => Uint8Array
}

/**
 * Opens a typesetter; the fonts are found once, here.
 *
 * @throws Bug when the templates or a typeface are missing.
 */
export function createTypesetter(options: TypesetterOptions): Typesetter {
  const compiler = openCompiler(options)

  /** A document of a bundle is untagged: the assembler would drop the tags, which are most of the bytes. */
  function set(template: string, words: Words, data: Data, tagged = false): Uint8Array {
    return compiler.compile(template, { ...data, words }, { tagged })
  }
  function setPictured(template: string, words: Words, { data, pictures }: Pictured): Uint8Array {
    return compiler.compile(template, { ...data, words }, { tagged: true, pictures })
  }
  function wordsOf({ profile }: { readonly profile: { readonly language: readonly string[] } }): Words {
    return compiler.words(profile.language[0] ?? 'en')
  }

  return {
    cover: (input) => set('cover', wordsOf(input), coverData(input)),
    index: (input) => set('index', wordsOf(input), indexData(input)),
    dividers: (input) => set('dividers', wordsOf(input), dividersData(input)),
    statement: (input) => set('statement', wordsOf(input), statementData(input, wordsOf(input))),
    chronology: (input) => set('chronology', wordsOf(input), chronologyData(input, wordsOf(input))),
    exhibitList: (input) => set('exhibit-list', wordsOf(input), exhibitListData(input, wordsOf(input))),
    hashSchedule: (input) => set('hash-schedule', wordsOf(input), hashScheduleData(input, wordsOf(input))),
    placeholder: (input) => set('placeholder', wordsOf(input), placeholderData(input)),
    certificate: (input) => set('certificate', wordsOf(input), certificateData(input)),
    custodyReport: (input) => setPictured('custody-report', wordsOf(input), custodyReportData(input, wordsOf(input))),
    custodyReceipt: (input) =>
      setPictured('custody-receipt', wordsOf(input), custodyReceiptData(input, wordsOf(input))),
    recoverySheet: (input) => {
      const words = compiler.words(input.language ?? 'en')
      return set('recovery-sheet', words, recoverySheetData(input, words), true)
    },
    checkReport: (input) => set('check-report', wordsOf(input), checkReportData(input), true),
    textPages: (input) => set('text-pages', wordsOf(input), textPagesData(input)),
  }
}

export type { TypesetterOptions } from './compiler.ts'
