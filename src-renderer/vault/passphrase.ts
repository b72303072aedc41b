/** The fewest characters of a passphrase that the window asks for; the keeper has the last word. */
export const leastCharacters = 12

/** How many characters a person would count: code points, not the halves of them. */
export function countCharacters(text: string): number {
  return Array.from(text).length
}

/** How a passphrase looks by its length alone, which is what counts most. */
export type Strength = 'too-short' | 'fair' | 'good'

/** Judges a passphrase by its length: what people add in signs and digits, guessers know. */
export function strengthOf(passphrase: string): Strength {
  const characters = countCharacters(passphrase)
  if (characters < leastCharacters) return 'too-short'
  return characters < 20 ? 'fair' : 'good'
}

/** The groups of a recovery key, as it is written down. */
export function groupsOf(recoveryKey: string): readonly string[] {
  return recoveryKey.split(/[\s-]+/u).filter((group) => group !== '')
}

/** Whether a person typed this group of the key, whatever the case of the letters. */
export function isGroup(typed: string, group: string | undefined): boolean {
  return group !== undefined && typed.trim().toLowerCase() === group.toLowerCase()
}
