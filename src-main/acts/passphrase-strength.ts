import type { MatchExtended, ZxcvbnFactory } from '@zxcvbn-ts/core'
import type { PassphraseReason } from '../contract/failure.ts'

// Strength is what zxcvbn says of the parts of a passphrase: how many tries a guesser needs for each who knows how people
// choose. The tries for the parts are multiplied; what zxcvbn adds for a guesser who does not know into how many parts to
// look is left out, as that alone would make any four words strong. Its lists are of English and of leaked passwords; of a
// script that none of its lists is in, it would take every letter for one by chance, so there each run of letters is worth
// no more than a word from a list of 7,776.

/** What a new passphrase must be worth, in bits: a lifetime of guessing at ten thousand tries a second, each of them an Argon2id. */
export const leastBits = 40

/** One word of a list as long as diceware's: log2(7776). */
const wordBits = 12.9
const bitsOfDecimal = Math.log2(10)

/** What a passphrase is worth, and what keeps it from being worth more. */
export interface PassphraseJudgement {
  /** Rounded down. */
  readonly bits: number
  readonly isStrong: boolean
  readonly reasons: readonly PassphraseReason[]
}

interface Lists {
  readonly judge: ZxcvbnFactory
  /** The EFF's long list of 7,776 words for dice. */
  readonly diceware: readonly string[]
}

let loading: Promise<Lists> | undefined

/** Two megabytes of lists: they are read when a passphrase is first chosen, not when the program starts. */
async function load(): Promise<Lists> {
  const [{ ZxcvbnFactory: Judge }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  const judge = new Judge({
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...english.dictionary },
  })
  return { judge, diceware: common.dictionary['diceware-common'] }
}

function lists(): Promise<Lists> {
  loading ??= load()
  return loading
}

/** The words that dice choose from. */
export async function dicewareWords(): Promise<readonly string[]> {
  return (await lists()).diceware
}

const reasonOfPattern: Readonly<Record<string, PassphraseReason>> = {
  repeat: 'repeated',
  spatial: 'sequence',
  sequence: 'sequence',
  wordSequence: 'sequence',
  date: 'date',
  regex: 'date',
}

function reasonOf(match: MatchExtended): PassphraseReason | undefined {
  if (match.pattern !== 'dictionary') return reasonOfPattern[match.pattern]
  const list: unknown = match['dictionaryName']
  if (list === 'userInputs' || list === 'userInputs-user') return 'personal'
  return list === 'passwords-common' ? 'usual' : undefined
}

const latin = /\p{Script=Latin}/u
const unspaced = /[\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u
const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** How many tries a part takes, in bits. What stands between words is chosen once, and by nobody carefully. */
function bitsOf(match: MatchExtended): number {
  if (match.pattern === 'separator') return 0
  const tries: unknown = 'guesses' in match ? match['guesses'] : undefined
  return typeof tries === 'number' && tries > 1 ? Math.log2(tries) : 0
}

/** The most that a run of letters can be worth which no list of words was searched for. */
function unlistedBits(run: string): number {
  const letters = Array.from(run).length
  if (ideographs.test(run)) return letters * 7
  const words = unspaced.test(run) ? letters / 5 : 1 + Math.max(0, letters - 8) / 6
  return Math.min(letters * bitsOfDecimal, words * wordBits)
}

/** The most that a passphrase can be worth, by its runs of letters of other scripts than Latin; infinite without one. */
function ceiling(text: string): number {
  const runs = text.match(/(?:\p{L}|\p{M})+/gu) ?? []
  const others = runs.filter((run) => !latin.test(run))
  if (others.length === 0) return Number.POSITIVE_INFINITY
  const rest = Array.from(text.replaceAll(/(?:\p{L}|\p{M})+/gu, '').replaceAll(/\s/gu, '')).length
  const listed = runs.filter((run) => latin.test(run)).length * wordBits
  return [...new Set(others)].reduce((sum, run) => sum + unlistedBits(run), listed + rest * bitsOfDecimal)
}

/**
 * Judges a passphrase.
 *
 * @param about words that a guesser knows: the user's name and the vault's
 */
export async function judgePassphrase(passphrase: string, about: readonly string[] = []): Promise<PassphraseJudgement> {
  const { judge } = await lists()
  const text = passphrase.normalize('NFC').trim()
  const known = about.flatMap((name) => [name, ...(name.toLowerCase().match(/[\p{L}\p{M}]{3,}/gu) ?? [])])
  const { guessesLog10, sequence } = judge.check(text, known)
  const ofParts = sequence.reduce((sum, match) => sum + bitsOf(match), 0)
  const bits = Math.floor(Math.min(guessesLog10 * bitsOfDecimal, ofParts, ceiling(text)))
  const isStrong = bits >= leastBits
  const reasons = new Set(isStrong ? [] : sequence.flatMap((match) => reasonOf(match) ?? []))
  if (!isStrong && reasons.size === 0) reasons.add('too-little')
  return { bits, isStrong, reasons: [...reasons] }
}
