import { expect, test } from 'vitest'
import { isProtected, namesAny, nextPseudonym, protectedTerms, servedName } from '../../src-main/domain/names.ts'
import { caseReference, internalMark, referencePrefix } from '../../src-main/domain/marks.ts'
import { pagesOf } from '../../src-main/domain/page-range.ts'
import { countParagraphs, numbered } from '../../src-main/domain/statement.ts'

const client = {
  name: 'Sunita Devi',
  nativeName: 'सुनीता देवी',
  aliases: ['Guddi'],
  protected: true,
  pseudonym: 'Client 1',
}

test('a client is protected unless it is said otherwise, a minor always', () => {
  expect(isProtected(undefined, false, ['client'])).toBe(true)
  expect(isProtected(false, false, ['client'])).toBe(false)
  expect(isProtected(false, true, ['witness'])).toBe(true)
  expect(isProtected(undefined, false, ['official'])).toBe(false)
})

test('a pseudonym follows the capacity and is never given twice', () => {
  expect(nextPseudonym(['client'], [])).toBe('Client 1')
  expect(nextPseudonym(['client', 'witness'], ['Client 1', 'client 2'])).toBe('Client 3')
  expect(nextPseudonym(['witness'], ['PW-1'])).toBe('PW-2')
})

test('where a name may not leave, the pseudonym stands for it', () => {
  expect(servedName(client)).toBe('Client 1')
  expect(servedName({ ...client, protected: false })).toBe('Sunita Devi')
})

test.each([
  ['Statement of SUNITA  DEVI', true],
  ['statement of Sünita Dévi', true],
  ['सुनीता देवी का बयान', true],
  ['Guddi, the second child', true],
  ['Guddipur village', false],
  ['Statement of Client 1', false],
])('%s names a protected party: %s', (text, expected) => {
  expect(namesAny(text, protectedTerms([client]))).toBe(expected)
})

test('a Khmer name is found within a sentence that has no spaces', () => {
  const terms = protectedTerms([{ ...client, name: 'សុខ ស្រីមុំ', nativeName: '', aliases: ['ស្រីមុំ'] }])
  expect(namesAny('ខ្ញុំឈ្មោះស្រីមុំនៅភ្នំពេញ', terms)).toBe(true)
})

test('marks and references are padded and prefixed', () => {
  expect(internalMark(7)).toBe('EX-0007')
  expect(internalMark(12_345)).toBe('EX-12345')
  expect(caseReference('NBO', '2026', 42)).toBe('NBO/2026/0042')
  expect(referencePrefix('Nairobi field office')).toBe('NAI')
  expect(referencePrefix('ភ្នំពេញ')).toBe('CLK')
})

test.each([
  ['1-4', 10, [1, 2, 3, 4]],
  ['3,1', 3, [3, 1]],
  [' 2 - 3 , 5', 5, [2, 3, 5]],
  ['0-2', 5, undefined],
  ['4-2', 5, undefined],
  ['1-6', 5, undefined],
])('pages %s of %i', (range, count, expected) => expect(pagesOf(range, count)).toEqual(expected))

test('paragraphs number without a break through headings, and an answer shares its question’s number', () => {
  const body = [
    { kind: 'heading', text: 'Work' },
    { kind: 'paragraph', text: 'a' },
    { kind: 'quotation', text: 'b' },
    { kind: 'question', text: 'c' },
    { kind: 'answer', text: 'd' },
  ] as const
  expect(numbered(body).map(({ number }) => number)).toEqual([undefined, 1, undefined, 2, 2])
  expect(countParagraphs(body)).toBe(2)
})
