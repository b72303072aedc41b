/** Which way a piece of text runs: left, right, a number, or as its neighbours. */
type Direction = 'L' | 'R' | 'N' | 'O'

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u
const arabicDigit = /[\u0660-\u0669\u06f0-\u06f9]/u

/** Whether a text has letters that are written from right to left. Numbers in Arabic are not. */
export function hasRightToLeft(text: string): boolean {
  return rightToLeft.test(text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9،؛]/gu, ''))
}

function directionOf(text: string): Direction {
  if (/\p{Nd}/u.test(text) || arabicDigit.test(text)) return 'N'
  if (rightToLeft.test(text) && /[\p{L}\p{M}]/u.test(text)) return 'R'
  return /\p{L}|\p{Nl}|\p{M}/u.test(text) ? 'L' : 'O'
}

/** The separators and signs that stand within a number: `1,000.5`, `12/10/1948`, `12:30`, `-5`, `5%`. */
const inNumbers = /^[.,:/\u066b\u066c\u00a0-]$/u
const besideNumbers = /^[%\u066a$\u20ac\u00a3+#\u00b0-]$/u

/** Makes separators between two numbers, and signs beside one, part of them. */
function withNumbersWhole(texts: readonly string[], directions: Direction[]): void {
  texts.forEach((text, i) => {
    const before = directions[i - 1]
    const after = directions[i + 1]
    if (directions[i] !== 'O') return
    if (before === 'N' && after === 'N' && inNumbers.test(text)) directions[i] = 'N'
    else if ((before === 'N' || after === 'N') && besideNumbers.test(text)) directions[i] = 'N'
  })
}

/** A run of pieces, `start` to `end` (excluded). */
interface Run {
  readonly start: number
  readonly end: number
}

/**
 * The runs that stand together in the other direction than the line: from a first piece of `strong` on, over numbers and what lies between, as long
 * as another of `strong` (or a number on the side where it belongs to the run) follows.
 */
function runsOf(directions: readonly Direction[], strong: 'L' | 'R'): readonly Run[] {
  const runs: Run[] = []
  for (let i = 0; i < directions.length; i++) {
    if (directions[i] !== strong) continue
    const run = { start: startOfRun(directions, i, runs.at(-1)?.end ?? 0), end: endOfRun(directions, i) }
    runs.push(run)
    i = run.end - 1
  }
  return runs
}

const against: Readonly<Record<'L' | 'R', Direction>> = { L: 'R', R: 'L' }

/**
 * A number that is read before or after letters of its own direction belongs to them; in a line from the left it stands, as seen, to
 * the left of the words from the right that it follows.
 */
function startOfRun(directions: readonly Direction[], first: number, least: number): number {
  const stop = against[directions[first] === 'L' ? 'L' : 'R']
  let start = first
  for (let at = first - 1; at >= least && directions[at] !== stop; at--) if (directions[at] === 'N') start = at
  return start
}

function endOfRun(directions: readonly Direction[], first: number): number {
  const strong = directions[first] === 'L' ? 'L' : 'R'
  let end = first + 1
  for (let at = end; at < directions.length && directions[at] !== against[strong]; at++) {
    if (directions[at] === strong || (strong === 'L' && directions[at] === 'N')) end = at + 1
  }
  return end
}

/** Numbers, each as one run. */
function numbersIn(directions: readonly Direction[], { start, end }: Run): readonly Run[] {
  const runs: Run[] = []
  for (let i = start; i < end; i++) {
    if (directions[i] !== 'N') continue
    const from = i
    while (i < end && directions[i] === 'N') i++
    runs.push({ start: from, end: i })
  }
  return runs
}

function reverse(items: number[], { start, end }: Run): void {
  const part = items.slice(start, end).toReversed()
  items.splice(start, part.length, ...part)
}

const mirrored: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '«': '»',
  '»': '«',
}
const opening = /[([{«]/u
const closing = /[)\]}»]/u

/** Some files say what a bracket looks like and others what it means: told by whether any closes before one has opened. */
function withBrackets<T extends { readonly text: string }>(pieces: readonly T[]): readonly T[] {
  const brackets = pieces.filter(({ text }) => text.length === 1 && text in mirrored)
  let open = 0
  let wrong = 0
  for (const { text } of brackets) {
    if (opening.test(text)) open++
    else if (open > 0) open--
    else wrong++
  }
  const isTurned =
    wrong > 0 &&
    brackets.some(({ text }, i) => closing.test(text) && brackets.slice(i).some((other) => opening.test(other.text)))
  if (!isTurned) return pieces
  return pieces.map((piece) =>
    piece.text.length === 1 ? { ...piece, text: mirrored[piece.text] ?? piece.text } : piece,
  )
}

/**
 * Puts the pieces of one line, which stand as they are seen from left to right, in the order in which they are read. A piece (a letter with its
 * marks, a ligature) is read as it stands.
 *
 * Source: Unicode Standard Annex 9 (UAX 9), read backwards: what the algorithm does to a line is undone. A line does not tell of
 * itself whether it began from the right; that is `fromRight`'s part.
 *
 * @param fromRight whether the line is part of a text that is written from right to left
 */
export function inReadingOrder<T extends { readonly text: string }>(
  pieces: readonly T[],
  fromRight: boolean,
): readonly T[] {
  const isMixed = pieces.some(({ text }) => hasRightToLeft(text))
  if (!isMixed && !fromRight) return pieces
  const texts = pieces.map(({ text }) => text)
  const directions = texts.map(directionOf)
  withNumbersWhole(texts, directions)
  const order = pieces.map((_, i) => i)
  const whole = { start: 0, end: order.length }
  // A place's number in `order` is where it is seen, so that what is turned within can be found again.
  const turn = (run: Run, inner: readonly Run[]): void => {
    for (const one of inner) reverse(order, one)
    reverse(order, run)
  }
  if (fromRight) {
    const words = runsOf(directions, 'L')
    const isInWords = (run: Run): boolean => words.some(({ start, end }) => run.start >= start && run.end <= end)
    turn(whole, [...words, ...numbersIn(directions, whole).filter((run) => !isInWords(run))])
  } else for (const run of runsOf(directions, 'R')) turn(run, numbersIn(directions, run))
  return withBrackets(order.flatMap((i) => pieces[i] ?? []))
}
