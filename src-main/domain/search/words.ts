import { endsAm, fold, type Folded, roleOf } from './letters.ts'

/**
 * The version of what is in the index. An index of another version is made anew: raise it with every change of this file
 * or of `letters.ts` that gives a text other words.
 */
export const WORDS_VERSION = 2

/**
 * What a word of the index is: one between spaces (`word`); two neighbouring clusters of a script without spaces (`pair`);
 * or the last cluster of a run of such a script (`end`).
 */
export type WordKind = 'word' | 'pair' | 'end'

/** Takes a word, and where it stands in the text, in UTF-16 units. */
export type TakeWord = (word: string, kind: WordKind, start: number, end: number) => void

/** Stands between the clusters of a pair. It ends a word in every text, so none can contain it. */
export const BETWEEN = '·'

/** What is longer is no word of anybody's, and is cut. */
const LONGEST = 64

/** Letters come again and again: what they are folded to is kept. */
const folds = new Map<string, Folded>()

function foldedOf(cluster: string): Folded {
  let folded = folds.get(cluster)
  if (!folded) {
    if (folds.size > 50_000) folds.clear()
    folded = fold(cluster)
    folds.set(cluster, folded)
  }
  return folded
}

/** Collects letters to words. */
class Collector {
  readonly #take: TakeWord
  #word = ''
  #cluster = ''
  #start = 0
  #end = 0

  constructor(take: TakeWord) {
    this.#take = take
  }

  letters(text: string, start: number, end: number): void {
    this.#endRun()
    if (this.#word === '') this.#start = start
    this.#word += text
    this.#end = end
  }

  cluster(text: string, start: number, end: number): void {
    this.#endWord()
    if (this.#cluster !== '') this.#take(`${this.#cluster}${BETWEEN}${text}`, 'pair', this.#start, end)
    this.#cluster = text
    this.#start = start
    this.#end = end
  }

  /** What is passed over belongs to what is before it. */
  extend(end: number): void {
    if (this.#word !== '' || this.#cluster !== '') this.#end = end
  }

  end(): void {
    this.#endWord()
    this.#endRun()
  }

  #endWord(): void {
    if (this.#word !== '') this.#take(this.#word.slice(0, LONGEST), 'word', this.#start, this.#end)
    this.#word = ''
  }

  #endRun(): void {
    if (this.#cluster !== '') this.#take(this.#cluster, 'end', this.#start, this.#end)
    this.#cluster = ''
  }
}

function isPlain(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
}

/** The end of a letter and the marks behind it. */
function endOfCluster(text: string, from: number): number {
  let at = from + ((text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1)
  while (at < text.length) {
    if (text.charCodeAt(at) < 0x80) return at
    const point = text.codePointAt(at) ?? 0
    if (endsAm(text.slice(from, at), point)) return at + 1
    const role = roleOf(point)
    if (role !== 'sign' && role !== 'nothing') return at
    at += point > 0xffff ? 2 : 1
  }
  return at
}

/**
 * Gives the words of a text to `take`, in their order, as they stand in the index. Scripts without spaces between words
 * are not cut by a dictionary, which every runtime has another of: each two neighbouring clusters are a word, so that
 * whatever stands in a sentence is found as a sequence of them.
 */
export function eachWord(text: string, take: TakeWord): void {
  const collector = new Collector(take)
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (isPlain(code)) {
      const start = at
      do at += 1
      while (at < text.length && isPlain(text.charCodeAt(at)))
      collector.letters(text.slice(start, at).toLowerCase(), start, at)
    } else if (code < 0x80) {
      collector.end()
      at += 1
    } else {
      const end = endOfCluster(text, at)
      const { text: folded, role } = foldedOf(text.slice(at, end))
      if (role === 'letter') collector.letters(folded, at, end)
      else if (role === 'cluster') collector.cluster(folded, at, end)
      else if (role === 'nothing') collector.extend(end)
      else collector.end()
      at = end
    }
  }
  collector.end()
}

/** The words of a text, as the index is given them: with a space between each two. */
export function indexedWords(text: string): string {
  const words: string[] = []
  eachWord(text, (word) => words.push(word))
  return words.join(' ')
}
