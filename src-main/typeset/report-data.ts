import { unverifiedValues } from '../domain/profile-evidence.ts'
import type { Words } from './compiler.ts'
import type {
  CheckLine,
  CheckReportInput,
  ChronologyInput,
  ExhibitListInput,
  HashScheduleInput,
  PlaceholderInput,
  RecoverySheetInput,
} from './inputs.ts'
import { lineOf, narrowOf, proseOf } from './prose.ts'
import { allText, type Data, factsData, halves, hashRows, optional, plainSheetData, sheetData } from './sheet-data.ts'

export function chronologyData(input: ChronologyInput, words: Words): Data {
  const title = input.title ?? words['chronology'] ?? ''
  return {
    ...sheetData(input, title, allText([input.caption, title, input.rows])),
    heading: lineOf(title),
    rows: input.rows.map(({ when, what, where, who, sources, disputed }) => ({
      when: proseOf(when),
      what: proseOf(what),
      where: optional(where),
      who: optional(who),
      disputed,
      sources: sources.map(({ text, key }) => ({ text: lineOf(text), ...(key === undefined ? {} : { key }) })),
    })),
  }
}

export function exhibitListData(input: ExhibitListInput, words: Words): Data {
  const title = input.title ?? words['exhibit-list'] ?? ''
  return {
    ...sheetData(input, title, allText([input.caption, title, input.rows])),
    heading: lineOf(title),
    rows: input.rows.map(({ mark, description, kind, date, producedBy, pages, key }) => ({
      mark: narrowOf(mark),
      description: proseOf(description),
      kind: lineOf(kind),
      date: narrowOf(date ?? ''),
      producedBy: narrowOf(producedBy ?? ''),
      pages: narrowOf(pages ?? ''),
      ...(key === undefined ? {} : { key }),
    })),
  }
}

export function hashScheduleData(input: HashScheduleInput, words: Words): Data {
  const title = input.title ?? words['hash-schedule'] ?? ''
  return {
    ...sheetData(input, title, allText([input.caption, title, input.rows, input.facts])),
    heading: lineOf(title),
    facts: factsData(input.facts),
    rows: hashRows(input.rows),
  }
}

export function placeholderData(input: PlaceholderInput): Data {
  const { reason, mark, title, description, facts, sha256, transcript } = input
  return {
    ...sheetData(input, mark, allText([input.caption, mark, title, description, facts, transcript])),
    reason,
    mark: lineOf(mark),
    heading: lineOf(title),
    description: optional(description),
    facts: factsData(facts),
    sha256: sha256 === undefined ? null : halves(sha256),
    transcript: transcript === undefined ? null : { text: lineOf(transcript.text), key: transcript.key },
  }
}

export function recoverySheetData(input: RecoverySheetInput, words: Words): Data {
  const facts = [
    { label: words['vault'] ?? '', value: input.vault },
    { label: words['user'] ?? '', value: input.user },
    { label: words['made'] ?? '', value: input.madeAt },
  ]
  return {
    ...plainSheetData(words['recovery-title'] ?? '', allText([facts, words]), input.language),
    facts: factsData(facts),
    key: input.key,
  }
}

export function checkReportData(input: CheckReportInput): Data {
  const { caption, title, facts, failed, warnings, passed, profile } = input
  const unverified = unverifiedValues(profile)
  return {
    ...sheetData(input, title, allText([caption, title, facts, failed, warnings, passed, unverified])),
    heading: proseOf(title),
    facts: factsData(facts),
    failed: failed.map(lineData),
    warnings: warnings.map(lineData),
    passed: passed.map(lineData),
    unverified: unverified.map(({ path, value, source, note }) => ({
      path: proseOf(path),
      value: proseOf(value),
      source: proseOf(source),
      note: proseOf(note),
    })),
  }
}

function lineData({ rule, detail, pages }: CheckLine): Data {
  return { rule: proseOf(rule), detail: optional(detail), pages: optional(pages) }
}
