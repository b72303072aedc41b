/** Tesseract's name of a language, the two-letter code of ISO 639-1 where there is one, and its names in English. */
interface Language {
  readonly code: string
  readonly short: string
  readonly names: readonly string[]
}

// Source: tesseract-ocr/tessdata, the list of its languages; those that the program brings and those most often added.
const languages: readonly Language[] = [
  { code: 'ara', short: 'ar', names: ['arabic'] },
  { code: 'ben', short: 'bn', names: ['bengali', 'bangla'] },
  { code: 'eng', short: 'en', names: ['english'] },
  { code: 'fil', short: 'tl', names: ['tagalog', 'filipino'] },
  { code: 'fra', short: 'fr', names: ['french'] },
  { code: 'hin', short: 'hi', names: ['hindi'] },
  { code: 'khm', short: 'km', names: ['khmer', 'cambodian'] },
  { code: 'mya', short: 'my', names: ['burmese', 'myanmar'] },
  { code: 'nep', short: 'ne', names: ['nepali'] },
  { code: 'por', short: 'pt', names: ['portuguese'] },
  { code: 'spa', short: 'es', names: ['spanish'] },
  { code: 'swa', short: 'sw', names: ['swahili', 'kiswahili'] },
  { code: 'tam', short: 'ta', names: ['tamil'] },
  { code: 'tha', short: 'th', names: ['thai'] },
  { code: 'urd', short: 'ur', names: ['urdu'] },
]

/** A language in which text can be recognised, as Tesseract names it: `hin`, `chi_sim`, `uzb_cyrl`. */
export const recognitionCode = /^[a-z]{3}(?:_[a-z]{2,8}){0,2}$/u

/** Tesseract's name of a language that somebody wrote down: `hi`, `hin`, `Hindi`, `hi-IN`; nothing for one that is not known. */
export function recognitionCodeOf(written: string): string | undefined {
  const word = written.trim().toLowerCase()
  const [tag = ''] = word.split(/[-_]/u)
  return languages.find(
    ({ code, short, names }) =>
      code === word || code === tag || short === tag || short === word || names.includes(word),
  )?.code
}

/** The language that most text of a script is in, of those that the program knows. */
const byScript: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Devanagari}/u, 'hin'],
  [/\p{Script=Bengali}/u, 'ben'],
  [/\p{Script=Tamil}/u, 'tam'],
  [/\p{Script=Khmer}/u, 'khm'],
  [/\p{Script=Thai}/u, 'tha'],
  [/\p{Script=Myanmar}/u, 'mya'],
  [/\p{Script=Arabic}/u, 'ara'],
]

/**
 * In which languages a picture is best recognised, when nobody said so: those that the exhibit is said to be in, or those of the scripts in what is
 * known of it, and English; only ones that are there.
 *
 * @param said the language of the exhibit, as somebody wrote it
 * @param words what is known of it: its title, what its pages say
 */
export function guessLanguages(said: string, words: string, there: readonly string[]): readonly string[] {
  const named = said.split(/[,;/+]|\band\b/u).flatMap((one) => recognitionCodeOf(one) ?? [])
  const seen = byScript.flatMap(([script, code]) => (script.test(words) ? [code] : []))
  const all = named.length > 0 ? named : [...seen, 'eng']
  const found = [...new Set(all)].filter((code) => there.includes(code)).slice(0, 3)
  return found.length > 0 ? found : there.filter((code) => code === 'eng')
}
