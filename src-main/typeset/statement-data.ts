import type { CourtProfile } from '../contract/profile.ts'
import type { Paragraph } from '../contract/statements.ts'
import { fillPattern } from '../domain/profile.ts'
import { numbered } from '../domain/statement.ts'
import type { Words } from './compiler.ts'
import type { StatementInput } from './inputs.ts'
import { linkedRuns, proseOf } from './prose.ts'
import { allText, type Data, factsData, optional, runsRightToLeft, sheetData } from './sheet-data.ts'

/** A statement in the form that the profile gives it. */
export function statementData(input: StatementInput, words: Words): Data {
  const { statement } = input.profile
  const filled = (pattern: string): string => fillPattern(pattern, input.values)
  const headings = statement.headings.map(filled)
  const exhibits = input.links ? input.exhibits : []
  const data = {
    headings: headings.map((text) => ({ text: proseOf(text), field: /^[^:]{1,40}: /u.test(text) })),
    facts: factsData(input.facts),
    marking: optional(input.marking),
    signEachPage: statement.signEachPage,
    declaration: declarationData(input.profile),
    body: numbered(input.body).map((paragraph) => ({
      kind: paragraph.kind,
      sign: signOf(paragraph),
      ...linkedRuns(paragraph.text, exhibits),
    })),
    jurat: (statement.jurat ?? []).map((line) => proseOf(filled(line))),
    attestation: statement.attestation === undefined ? null : proseOf(statement.attestation),
    ...certificatesData(input, words),
  }
  const title = headings[0] ?? statement.kind
  const sheet = sheetData(input, title, allText([input.caption, data]))
  return { ...sheet, ...data, bodyRtl: runsRightToLeft(input.body.map(({ text }) => text)) }
}

/** The declaration in the parts between which the number of pages stands. */
function declarationData({ statement: { declaration } }: CourtProfile): Data | null {
  return declaration === undefined
    ? null
    : { text: declaration.text.split('{pages}'), placement: declaration.placement }
}

/** The certificates of those who read over, interpreted and translated, where they did. */
function certificatesData({ profile, reader, interpreter, translation }: StatementInput, words: Words): Data {
  const { statement } = profile
  return {
    reader: reader === undefined ? null : { text: optional(statement.reader), name: proseOf(reader.name) },
    interpreter:
      interpreter === undefined
        ? null
        : {
            title: word(words, 'interpreter', { language: interpreter.language }),
            text: optional(statement.interpreter),
            name: proseOf(interpreter.name),
          },
    translationOf:
      translation === undefined
        ? null
        : proseOf(word(words, 'translation-of', { language: translation.from, of: translation.of })),
    translator:
      translation === undefined
        ? null
        : { text: optional(statement.translator), name: proseOf(translation.translator) },
  }
}

/** What stands before a paragraph: its number, with Q and A where it is a question or an answer. */
function signOf({ kind, number }: Paragraph & { readonly number: number | undefined }): string {
  if (number === undefined) return ''
  const letter = kind === 'question' ? 'Q' : kind === 'answer' ? 'A' : ''
  return `${letter}${String(number)}.`
}

/** One of the templates' words with its places filled. */
function word(words: Words, name: string, values: Readonly<Record<string, string>>): string {
  return (words[name] ?? '').replace(/\{(\w+)\}/gu, (_, key: string) => values[key] ?? '')
}
