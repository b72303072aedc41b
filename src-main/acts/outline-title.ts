import type { CourtProfile } from '../contract/profile.ts'

/** A bookmark's words by the profile's pattern: the title, and the printed number of the page that it leads to. */
export function outlineTitle(profile: CourtProfile, title: string, label: string): string {
  return profile.outline.title
    .replaceAll('{tab}. ', '')
    .replaceAll('{tab}', '')
    .replaceAll('{title}', () => title.replace(/\s+/gu, ' '))
    .replaceAll('{label}', () => label)
    .trim()
}
