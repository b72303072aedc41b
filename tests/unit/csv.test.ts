import { expect, test } from 'vitest'
import { csvRow } from '../../src-main/acts/csv.ts'

test.each(['=', '+', '-', '@', '\t', '\r'])('R36: a cell that begins with %j is words and no formula', (sign) => {
  const row = csvRow(['a', `${sign}1+1`])
  expect(row).toContain(`'${sign}1+1`)
})

test('cells with commas, quotes and line ends are quoted, others are not', () => {
  expect(csvRow(['plain', 'a,b', 'say "x"', 'two\nlines', ''])).toBe('plain,"a,b","say ""x""","two\nlines",\r\n')
})
