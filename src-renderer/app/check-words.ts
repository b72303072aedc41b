import { useCallback } from 'react'
import { useIntl } from './words.tsx'

/** Words a rule of the check, `check.<rule>`; a rule that nobody has worded yet is named by its id. */
export function useCheckWords(): (rule: string, facts: Readonly<Record<string, string | number>>) => string {
  const intl = useIntl()
  return useCallback(
    (rule, facts) => {
      const id = `check.${rule}`
      if (!Object.hasOwn(intl.messages, id)) return rule
      return intl.formatMessage({ id }, facts)
    },
    [intl],
  )
}
