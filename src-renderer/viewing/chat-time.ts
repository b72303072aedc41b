import type { IntlShape } from 'react-intl'

/** A message's time: on the telephone's own clock as it stands there, or in UTC where the export has the instant. */
export function chatTime(intl: Pick<IntlShape, 'formatDate'>, at: string): string {
  const isInstant = at.endsWith('Z')
  const words = intl.formatDate(isInstant ? at : `${at}Z`, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  })
  return isInstant ? `${words} UTC` : words
}
