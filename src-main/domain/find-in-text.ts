import type { WordBox } from './word-boxes.ts'

/** A stretch of a text, from its first UTF-16 unit to before its last. */
export interface Hit {
  readonly start: number
  readonly end: number
}

/** More than these are lit on no page. */
const MOST_HITS = 500

interface Folded {
  readonly text: string
  /** For each unit of the folded text, where it stands in the text. */
  readonly places: readonly number[]
}

/** In these a mark over a letter is often left out by whoever writes or searches; in other scripts marks are letters. */
const marksAreAccents = /\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic}|\p{Script=Arabic}|\p{Script=Hebrew}/u

/** Lower case, without accents, and with one space for any white space. */
function fold(text: string): Folded {
  let folded = ''
  const places: number[] = []
  let at = 0
  let isAccented = false
  for (const character of text) {
    if (!/\p{M}/u.test(character)) isAccented = marksAreAccents.test(character)
    const one = folding(character, isAccented, folded.endsWith(' '))
    folded += one
    for (let i = 0; i < one.length; i++) places.push(at)
    at += character.length
  }
  places.push(at)
  return { text: folded, places }
}

function folding(character: string, isAccented: boolean, isAfterSpace: boolean): string {
  if (/\s/u.test(character)) return isAfterSpace ? '' : ' '
  return (isAccented ? character.normalize('NFD').replaceAll(/\p{M}/gu, '') : character).toLowerCase()
}

/** Where a phrase stands in a text, whatever the case, accents and line breaks. Nothing for an empty phrase. */
export function findInText(text: string, phrase: string): readonly Hit[] {
  const wanted = fold(phrase.trim()).text
  if (wanted === '') return []
  const folded = fold(text)
  const hits: Hit[] = []
  for (
    let at = folded.text.indexOf(wanted);
    at >= 0 && hits.length < MOST_HITS;
    at = folded.text.indexOf(wanted, at + wanted.length)
  ) {
    const end = folded.places[at + wanted.length] ?? text.length
    hits.push({ start: folded.places[at] ?? 0, end })
  }
  return hits
}

/** The boxes of the words that a hit touches. */
export function boxesOfHits(boxes: readonly WordBox[], hits: readonly Hit[]): readonly WordBox[] {
  return boxes.filter((box, i) => {
    const next = boxes[i + 1]?.at ?? Number.POSITIVE_INFINITY
    return hits.some(({ start, end }) => box.at < end && next > start)
  })
}
