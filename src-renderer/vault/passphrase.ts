/** How many characters a person would count: code points, not the halves of them. */
export function countCharacters(text: string): number {
  return Array.from(text).length
}

/** The groups of a recovery key, as it is written down. */
export function groupsOf(recoveryKey: string): readonly string[] {
  return recoveryKey.split(/[\s-]+/u).filter((group) => group !== '')
}

/** Whether a person typed this group of the key, whatever the case of the letters. */
export function isGroup(typed: string, group: string | undefined): boolean {
  return group !== undefined && typed.trim().toLowerCase() === group.toLowerCase()
}
