import { describe, expect, it } from 'vitest'
import { createIntl } from 'react-intl'
import type { CaseEvent, Hearing } from '../../src-main/contract/cases.ts'
import english from '../../resources/messages/en.json' with { type: 'json' }
import { alsoKeys, commands } from '../../src-renderer/app/commands.ts'
import { factsForWords } from '../../src-renderer/app/failure-words.ts'
import { importResult } from '../../src-renderer/app/job-results.ts'
import { paceOf } from '../../src-renderer/app/jobs.ts'
import { nameKeys, printedKeys } from '../../src-renderer/app/keys.ts'
import type { Say } from '../../src-renderer/app/words.tsx'
import { mergeChronology, wordWhen } from '../../src-renderer/cases/chronology.ts'
import { shownName } from '../../src-renderer/cases/party-words.ts'
import { formatCollected } from '../../src-renderer/exhibits/collected.ts'
import { windowsOf } from '../../src-renderer/exhibits/rows.ts'
import { numberParagraphs, typedText } from '../../src-renderer/statements/numbering.ts'
import { enteredIn, given, kindOf } from '../../src-renderer/ui/entered.ts'
import {
  formatBytes,
  formatDay,
  formatLanguage,
  formatLived,
  formatOffset,
  formatSeconds,
} from '../../src-renderer/ui/format.ts'
import { findPage, fitWhole, fitWidth, nextZoom, pictureWidth, turned } from '../../src-renderer/ui/pages-layout.ts'
import { visibleName } from '../../src-renderer/ui/file-name.ts'
import { isMarkTyped, moveCursor } from '../../src-renderer/ui/register-keys.ts'
import { sortRows } from '../../src-renderer/ui/sort-rows.ts'
import { groupsOf, isGroup } from '../../src-renderer/vault/passphrase.ts'

const intl = createIntl({ locale: 'en-GB', messages: english })
const say: Say = (id, facts) => intl.formatMessage({ id }, facts)
function event(when: string): CaseEvent {
  return { when, what: when } as CaseEvent
}

const press = { key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('commands', () => {
  it('have ids and keys of their own', () => {
    const keys = [...commands.flatMap((command) => ('keys' in command ? [command.keys] : [])), ...Object.keys(alsoKeys)]
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
  })

  it('are given by the keys as the keyboard says them', () => {
    expect(nameKeys({ ...press, key: 'k', code: 'KeyK', ctrlKey: true }, false)).toBe('Mod+K')
    expect(nameKeys({ ...press, key: 'k', code: 'KeyK', ctrlKey: true }, true)).toBe('Other+K')
    expect(nameKeys({ ...press, key: 'Z', code: 'KeyZ', metaKey: true, shiftKey: true }, true)).toBe('Mod+Shift+Z')
    expect(nameKeys({ ...press, key: '/', code: 'Digit7', ctrlKey: true, shiftKey: true }, false)).toBe('Mod+/')
    expect(nameKeys({ ...press, key: '/', code: 'Slash', ctrlKey: true }, false)).toBe('Mod+/')
  })

  it('are given on a keyboard of another script by the place of the key', () => {
    expect(nameKeys({ ...press, key: '\u0646', code: 'KeyK', ctrlKey: true }, false)).toBe('Mod+K')
    expect(nameKeys({ ...press, key: '&', code: 'Digit1', ctrlKey: true }, false)).toBe('Mod+1')
  })

  it('are printed as the keyboard prints them', () => {
    expect(printedKeys('Mod+Shift+K', false)).toStrictEqual(['Ctrl', 'Shift', 'K'])
    expect(printedKeys('Alt+ArrowLeft', true)).toStrictEqual(['\u2325', '\u2190'])
  })
})

describe('what is written on the screen', () => {
  it('counts bytes by thousands', () => {
    expect([0, 999, 1000, 1_450_000, 123_456_789].map((bytes) => formatBytes(intl, bytes))).toStrictEqual([
      '0 bytes',
      '999 bytes',
      '1 kB',
      '1.5 MB',
      '123 MB',
    ])
  })

  it('keeps a day the same day in every time zone', () => {
    expect(formatDay(intl, '2026-03-01')).toBe('1 Mar 2026')
  })

  it('tells a time on the clock of its place', () => {
    expect(formatLived(intl, '2026-03-14T01:12:07.000Z', 330)).toBe('14 Mar 2026, 06:42:07 UTC+05:30')
    expect(formatOffset(-210)).toBe('UTC\u221203:30')
    expect(formatCollected(intl, '2026-03-14T06:42')).toBe('14 Mar 2026, 06:42')
    expect(formatCollected(intl, '2026-03-14T06:42:00+05:30')).toBe('14 Mar 2026, 06:42 UTC+05:30')
    expect(formatCollected(intl, '2026-03-14T06:42:00Z')).toBe('14 Mar 2026, 06:42 UTC+00:00')
  })

  it('names a language that was given by its code', () => {
    expect(formatLanguage(intl, 'hi')).toBe('Hindi')
    expect(formatLanguage(intl, 'Tamil')).toBe('Tamil')
    expect(formatLanguage(intl, 'zz-nonsense')).toBe('zz-nonsense')
  })

  it('says how long is left in the largest unit that fits', () => {
    expect([0.2, 59.5, 61, 5400].map((seconds) => formatSeconds(intl, seconds))).toStrictEqual([
      '1 second',
      '60 seconds',
      '2 minutes',
      '1.5 hours',
    ])
  })

  it('words uncertain dates as they are known', () => {
    expect(wordWhen(say, intl, '2019-03~')).toBe('about March 2019')
    expect(wordWhen(say, intl, '2019')).toBe('2019')
    expect(wordWhen(say, intl, '2020-05-02/2020-06~')).toBe('2 May 2020 to about June 2020')
  })

  it('puts events and hearings in one line of time, the vaguer before the exact', () => {
    const hearing = { date: '2026-03-01', purpose: 'Plea' } as Hearing
    const merged = mergeChronology([event('2026-03-14'), event('2026-03~'), event('2026')], [hearing])
    expect(merged.map((one) => ('event' in one ? one.event.when : one.hearing.date))).toStrictEqual([
      '2026',
      '2026-03~',
      '2026-03-01',
      '2026-03-14',
    ])
  })

  it('names a protected party by the pseudonym alone', () => {
    expect(shownName(say, { name: 'Real Name', protected: true, pseudonym: 'Client 1' })).toBe('Client 1')
    expect(shownName(say, { name: 'Real Name', protected: true, pseudonym: null })).toBe('Protected person')
    expect(shownName(say, { name: 'Real Name', protected: false, pseudonym: null })).toBe('Real Name')
  })

  it('words the lists in a failure, with the reason of each', () => {
    const entries = [
      { title: 'Ledger', reason: 'damaged' },
      { title: 'Call', reason: 'unsupported' },
    ]
    expect(factsForWords(say, { entries, places: 2 })).toStrictEqual({
      entries: `Ledger: ${english['reason.damaged']}; Call: ${english['reason.unsupported']}`,
      places: 2,
    })
  })
})

describe('a file name', () => {
  it('shows the sign that would turn its order around', () => {
    expect(visibleName('photo\u202Egpj.exe')).toBe('photo\uFFFDgpj.exe')
    expect(visibleName('\u062A\u0633\u062C\u064A\u0644.wav')).toBe('\u062A\u0633\u062C\u064A\u0644.wav')
  })
})

describe('the register', () => {
  const extent = { rows: 1000, columns: 5, page: 20 }

  it('is walked by keys, and up from the first row leads into the header', () => {
    expect(moveCursor('ArrowDown', { row: 3 }, extent)).toStrictEqual({ row: 4 })
    expect(moveCursor('End', { row: 3 }, extent)).toStrictEqual({ row: 999 })
    expect(moveCursor('PageDown', { row: 990 }, extent)).toStrictEqual({ row: 999 })
    expect(moveCursor('PageUp', { row: 5 }, extent)).toStrictEqual({ row: 0 })
    expect(moveCursor('ArrowUp', { row: 0 }, extent)).toStrictEqual({ header: 0 })
    expect(moveCursor('ArrowRight', { header: 4 }, extent)).toStrictEqual({ header: 4 })
    expect(moveCursor('ArrowDown', { header: 4 }, extent)).toStrictEqual({ row: 0 })
    expect(moveCursor('a', { row: 0 }, extent)).toBeUndefined()
  })

  it('finds a mark by its number alone', () => {
    expect(isMarkTyped('EX-0007', '7')).toBe(true)
    expect(isMarkTyped('EX-0007', '0007')).toBe(true)
    expect(isMarkTyped('EX-0007', 'ex-0007')).toBe(true)
    expect(isMarkTyped('EX-0070', '7')).toBe(false)
  })

  it('asks for the windows of 200 rows that are in sight', () => {
    expect(windowsOf(0, 30)).toStrictEqual([0])
    expect(windowsOf(190, 210)).toStrictEqual([0, 200])
    expect(windowsOf(19_990, 19_999)).toStrictEqual([19_800])
  })

  it('sorts words as people do, and numbers as numbers', () => {
    const rows = ['Exhibit 10', 'exhibit 2', 'Exhibit 1']
    expect(sortRows(rows, (row) => row, false)).toStrictEqual(['Exhibit 1', 'exhibit 2', 'Exhibit 10'])
    expect(sortRows([10, 9, 100], (row) => row, true)).toStrictEqual([100, 10, 9])
  })
})

describe('the viewer of pages', () => {
  const pages = [
    { width: 595, height: 842 },
    { width: 842, height: 595 },
  ]

  it('fits the widest page as it lies', () => {
    expect(fitWidth(pages, 0, 1123)).toBeCloseTo(1, 2)
    expect(fitWidth([{ width: 595, height: 842 }], 90, 1123)).toBeCloseTo(1, 2)
    expect(turned({ width: 1, height: 2 }, 270)).toStrictEqual({ width: 2, height: 1 })
  })

  it('shows a single page whole', () => {
    expect(fitWhole({ width: 750, height: 1500 }, 0, { width: 1000, height: 1000 })).toBeCloseTo(0.5, 2)
    expect(fitWhole({ width: 750, height: 1500 }, 90, { width: 1000, height: 1000 })).toBeCloseTo(0.5, 2)
  })

  it('goes through the steps of the zoom and stops at their ends', () => {
    expect(nextZoom(1, 'in')).toBe(1.25)
    expect(nextZoom(0.62, 'out')).toBe(0.5)
    expect(nextZoom(4, 'in')).toBe(4)
  })

  it('asks for pictures in steps of their width', () => {
    expect(pictureWidth(601, 1)).toBe(pictureWidth(799, 1))
    expect(pictureWidth(50, 1)).toBe(200)
    expect(pictureWidth(9000, 2)).toBe(4000)
  })

  it('finds a page by its printed label first, then by its count', () => {
    const labels = ['i', 'ii', '1', '2']
    expect(findPage(labels, 'II')).toBe(1)
    expect(findPage(labels, '2')).toBe(3)
    expect(findPage(labels, '4')).toBe(3)
    expect(findPage(labels, '9')).toBeUndefined()
  })
})

describe('a statement', () => {
  const body = [
    { kind: 'heading', text: 'The kiln' },
    { kind: 'paragraph', text: 'One.' },
    { kind: 'question', text: 'Who?' },
    { kind: 'answer', text: 'He.' },
    { kind: 'quotation', text: 'Two\nlines' },
    { kind: 'paragraph', text: 'Last.' },
  ] as const

  it('has its paragraphs numbered through, an answer with its question', () => {
    expect(numberParagraphs(body).map(({ number }) => number)).toStrictEqual([undefined, 1, 2, undefined, undefined, 3])
  })

  it('is typed again with its headings and quotations', () => {
    expect(typedText(body)).toContain('## The kiln\n\nOne.')
    expect(typedText(body)).toContain('> Two\n> lines')
  })
})

describe('a form', () => {
  it('leaves out what was left empty', () => {
    const form = new FormData()
    form.append('title', '  ')
    form.append('tags', 'kiln, advance ;; ledger\u060C ')
    form.append('years', '34')
    const entered = enteredIn(form)
    expect(
      given({ title: entered.text('title'), tags: entered.list('tags'), years: entered.number('years') }),
    ).toStrictEqual({ tags: ['kiln', 'advance', 'ledger'], years: 34 })
    expect(entered.on('missing')).toBe(false)
  })

  it('tells an empty entry from one that is too long and one of another form', () => {
    const input = { plan: { title: '' }, name: 'x'.repeat(400), when: 'soon' }
    expect(kindOf(input, { path: 'plan.title', code: 'custom' })).toBe('missing')
    expect(kindOf(input, { path: 'name', code: 'too_big' })).toBe('too-long')
    expect(kindOf(input, { path: 'when', code: 'invalid_format' })).toBe('form')
  })

  it('knows the groups of a recovery key whatever their case', () => {
    const groups = groupsOf('K7QF-2M9X  PD4R')
    expect(groups).toStrictEqual(['K7QF', '2M9X', 'PD4R'])
    expect(isGroup(' 2m9x ', groups[1])).toBe(true)
    expect(isGroup('', groups[4])).toBe(false)
  })
})

describe('a job', () => {
  const job = { jobId: 'j', kind: 'import', state: 'running', unit: 'bytes', done: 300, total: 1000, startedAt: '' }

  it('has a pace once it went on for a second', () => {
    const heard = { job: job as never, since: 0, doneThen: 100 }
    expect(paceOf(heard, 500)).toBeUndefined()
    expect(paceOf(heard, 2000)).toStrictEqual({ rate: 100, left: 7 })
  })

  it('has a result only when it is shaped like one', () => {
    expect(
      importResult({ result: { added: [], skipped: [{ name: 'a', reason: 'duplicate' }] } })?.skipped,
    ).toHaveLength(1)
    expect(importResult({ result: { pages: 4 } })).toBeUndefined()
    expect(importResult({})).toBeUndefined()
  })
})
