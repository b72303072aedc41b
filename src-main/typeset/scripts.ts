/** A script for which Clarkson brings a typeface. Latin, Cyrillic and Greek come with the text faces themselves. */
export type Script =
  'Latin' | 'Devanagari' | 'Bengali' | 'Tamil' | 'Khmer' | 'Thai' | 'Myanmar' | 'Arabic' | 'Hebrew' | 'Ethiopic'

const patterns: readonly (readonly [Script, RegExp])[] = [
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Tamil', /\p{Script=Tamil}/u],
  ['Khmer', /\p{Script=Khmer}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Myanmar', /\p{Script=Myanmar}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Ethiopic', /\p{Script=Ethiopic}/u],
]

const KNOWN = ['Latin', 'Cyrillic', 'Greek', 'Common', 'Inherited']
  .concat(patterns.map(([script]) => script))
  .map((script) => String.raw`\p{Script=${script}}`)

/** A letter of a script that no typeface of ours covers. */
const UNCOVERED = new RegExp(`(?![${KNOWN.join('')}])\\p{L}`, 'gu')

/** The scripts that a text is written in, always with Latin, in a fixed order. */
export function scriptsOf(text: string): readonly Script[] {
  // Most texts are ASCII; one look tells.
  if (!/[\u0590-\uffff]/u.test(text)) return ['Latin']
  return ['Latin', ...patterns.filter(([, pattern]) => pattern.test(text)).map(([script]) => script)]
}

/**
 * The letters of a text that would print as empty boxes, each once: whoever sets the text must be told, for a name that
 * is not readable is a name left out.
 */
export function uncoveredLetters(text: string): readonly string[] {
  return [...new Set(text.match(UNCOVERED) ?? [])]
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/**
 * The base direction of a paragraph: that of its first letter.
 *
 * Source: Unicode Standard Annex 9, rules P2 and P3.
 */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)?.[0]
  return first !== undefined && RIGHT_TO_LEFT.test(first)
}

const languages: Readonly<Record<Script, string>> = {
  Latin: 'en',
  Devanagari: 'hi',
  Bengali: 'bn',
  Tamil: 'ta',
  Khmer: 'km',
  Thai: 'th',
  Myanmar: 'my',
  Arabic: 'ar',
  Hebrew: 'he',
  Ethiopic: 'am',
}

/** The language to shape a text by when nobody said: the most usual one of its script. */
export function languageOf(text: string): string {
  return languages[scriptsOf(text)[1] ?? 'Latin']
}
