import { IntlMessageFormat } from 'intl-messageformat'
import messages from '../../resources/messages/en.json' with { type: 'json' }
import type { Failure } from '../contract/failure.ts'

const table: Readonly<Record<string, string>> = messages

/** A failure in words, on one line: the same words that the window shows. */
export function wordFailure(failure: Failure): string {
  const facts: Readonly<Record<string, unknown>> = { ...failure.facts }
  const values = Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' || typeof value === 'number' ? value : listed(value),
    ]),
  )
  const message = table[`failure.${failure.code}`] ?? failure.code
  return String(new IntlMessageFormat(message, 'en').format(values)).replaceAll(/\s*\n\s*/gu, ' ')
}

/** A message in English, by its id. */
export function say(id: string, facts: Readonly<Record<string, string | number>> = {}): string {
  return String(new IntlMessageFormat(table[id] ?? id, 'en').format(facts))
}

/** A list of facts in one line: `title: empty; profile: not found`. */
function listed(value: unknown): string {
  if (!Array.isArray(value)) return ''
  return value
    .map((item: unknown) =>
      typeof item === 'object' && item !== null ? Object.values(item).map(worded).join(': ') : String(item),
    )
    .join('; ')
}

function worded(value: unknown): string {
  return table[`passphrase.reason.${String(value)}`] ?? String(value)
}
