import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slipsBetween, Vocabulary } from '../../src-main/domain/search/near-words.ts'
import { matchOf, readQuery } from '../../src-main/domain/search/query.ts'
import { hitsIn, snippetOf } from '../../src-main/domain/search/snippet.ts'
import { indexedWords } from '../../src-main/domain/search/words.ts'

// Sentences of the kind that stand in case files. Where a script has no spaces, `|` stands between words, as a reader
// of it cuts them, and is taken out.
const sentences = [
  'The labourers at Pélwatta were not paid, Señor Núñez said; EX-0007 shows it. Straße, Łódź, İzmir.',
  'बँधुआ मज़दूर ने कहा कि उसे ६ महीने से वेतन नहीं मिला, क़र्ज़ चुकाने तक',
  'শ্রমিকদের মজুরি দেওয়া হয়নি এবং ফর্ম বাড়িতে রাখা হয়েছিল',
  'தொழிலாளர்கள் ஊதியம் இல்லாமல் கொண்டு செல்லப்பட்டனர்',
  'لم يحصل العُمَّالُ على أجورهم في المصنع، وقال أحمد إنّ الطـــفل كان هناك',
  'مزدوروں کو اجرت نہیں دی گئی اور کاغذات چھین لیے گئے',
  'ជន|រងគ្រោះ|ត្រូវបាន|បង្ខំ|ឱ្យ|ធ្វើការ|នៅ|លើ|ទូក|នេសាទ',
  'ผู้|เสียหาย|ถูก|บังคับ|ให้|ทำงาน|บน|เรือ|ประมง|โดย|ไม่ได้|ค่าจ้าง',
  'လူ|ကုန်ကူး|ခံရသူ|များကို|ငါးဖမ်း|လှေ|ပေါ်တွင်|အလုပ်|လုပ်|ခိုင်း|သည်',
  '被害者|被迫|在|渔船|上|工作',
] as const

const text = (sentence: string): string => sentence.replaceAll('|', '')
const wordsOf = (sentence: string): readonly string[] =>
  sentence.split(/[\s|.,;،]+/u).filter((word) => word !== '' && matchOf(readQuery(word)) !== undefined)

const aWord = fc
  .constantFrom(...sentences)
  .chain((sentence) =>
    fc.record({ sentence: fc.constant(text(sentence)), word: fc.constantFrom(...wordsOf(sentence)) }),
  )
const aForm = fc.constantFrom('NFC', 'NFD', 'NFKC', 'none' as const)
const inForm = (form: string, value: string): string => (form === 'none' ? value : value.normalize(form))

/** Marks that people leave out: accents, harakat, nuktas; never the vowel signs of Indic scripts. */
const plain = (word: string): string =>
  Array.from(word.normalize('NFD'))
    .filter((one) => !/[\u{300}-\u{36f}]|[\u{64b}-\u{655}]|\u{640}|\u{93c}|\u{9bc}/u.test(one))
    .join('')

describe('the words of a text', () => {
  it('are each found by themselves, in any script, composed or not, with or without diacritics', () => {
    fc.assert(
      fc.property(aWord, aForm, aForm, fc.boolean(), ({ sentence, word }, of, as, isPlain) => {
        const asked = readQuery(inForm(as, isPlain ? plain(word) : word))
        expect(hitsIn(inForm(of, sentence), asked), word).not.toStrictEqual([])
      }),
    )
  })

  it('are found whatever words stand around them, and marked as they stand there', () => {
    fc.assert(
      fc.property(aWord, fc.constantFrom(...sentences), ({ sentence, word }, around) => {
        const whole = `${text(around)} ${sentence} ${text(around)}`
        const { text: shown, hits } = snippetOf(whole, readQuery(word))
        expect(hits.map(([start, end]) => indexedWords(shown.slice(start, end)).split(' ').length)).not.toContain(0)
        expect(hits.some(([start, end]) => hitsIn(shown.slice(start, end), readQuery(word)).length > 0)).toBe(true)
      }),
    )
  })

  it('keep the vowel signs apart that make other words of them', () => {
    expect(hitsIn('दाल दूल दल', readQuery('दिल'))).toStrictEqual([])
    expect(hitsIn('কলা', readQuery('কালো'))).toStrictEqual([])
    expect(hitsIn('คน', readQuery('คืน'))).toStrictEqual([])
  })

  it('stand in the index without case, accents and harakat, with digits of every script as one, and clusters in pairs', () => {
    expect(indexedWords('Straße İzmir ЁЛКА ٱلطِّفْلُ १२')).toBe('strasse izmir елка الطفل 12')
    expect(indexedWords('ទូក')).toBe('ទូ·ក ក')
    // Am as one letter, and as two with the tone before the sign or after it.
    const water = ['น\u0e49\u0e33', 'น\u0e49\u0e4d\u0e32', 'น\u0e4d\u0e49\u0e32'].map(indexedWords)
    expect(new Set(water).size).toBe(1)
    expect(hitsIn('น้ำแข็ง', readQuery('น้า'))).toStrictEqual([])
  })
})

describe('what a person looks for', () => {
  it('is never mistaken for the language of the database, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const match = matchOf(readQuery(typed)) ?? '""'
        expect(match.replaceAll(/"[^"]*"/gu, '').replaceAll(/\b(?:AND|OR|NOT)\b|[()* ]/gu, '')).toBe('')
      }),
    )
  })

  it('is words, words in a row, beginnings, and what must not be there', () => {
    expect(matchOf(readQuery('kiln "brick yard" regist* -hook -"red book"'))).toBe(
      '("kiln" AND "brick yard" AND "regist" *) NOT ("hook" OR "red book")',
    )
    expect(matchOf(readQuery('-kiln'))).toBeUndefined()
    expect(matchOf(readQuery('" - * …'))).toBeUndefined()
  })
})

describe('a mistyped word', () => {
  const letter = fc.constantFrom(...Array.from('abcdeklmnorstu'))
  it('is found when one letter is missing, added, another, or has changed places', () => {
    fc.assert(
      fc.property(fc.string({ unit: letter, minLength: 5, maxLength: 9 }), fc.nat(), letter, (word, at, other) => {
        const i = at % word.length
        const [before, here, after] = [word.slice(0, i), word[i] ?? '', word.slice(i + 1)]
        const swapped = before + after.slice(0, 1) + here + after.slice(1)
        const vocabulary = new Vocabulary()
        vocabulary.add(word)
        for (const typed of [before + after, before + other + here + after, before + other + after, swapped])
          if (typed !== word) expect(vocabulary.near(typed, 1, 5), typed).toStrictEqual([word])
      }),
    )
  })

  it('is as near to another as that is to it', () => {
    const word = fc.string({ unit: letter, maxLength: 8 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(slipsBetween(a, b, 2)).toBe(slipsBetween(b, a, 2))
      }),
    )
  })
})
