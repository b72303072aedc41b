import { useCallback } from 'react'
import { useIntl } from './words.tsx'

/** Words a rule of the check, by its id. */
export type WordRule = (rule: string, facts?: Readonly<Record<string, string | number>>) => string

/**
 * Words a rule of the check: `check.<rule>` says what must hold, `check.<rule>.found` what was found instead. A rule
 * that nobody has worded yet is named by its id.
 */
export function useCheckWords(): WordRule {
  const intl = useIntl()
  return useCallback(
    (rule, facts) => {
      const id = `check.${rule}`
      if (Object.hasOwn(intl.messages, id)) return intl.formatMessage({ id }, facts)
      return rule.endsWith('.found') ? Object.values(facts ?? {}).join(', ') : rule
    },
    [intl],
  )
}
