import { Bug } from './errors.ts'

/** A value that has one canonical form: no floats, no undefined. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key in string]: Json }

/**
 * Writes JSON in the one form on which any two programs agree, so that a digest of it means something. Integers and
 * well-formed strings only: Clarkson needs no float here, and a lone surrogate has no UTF-8.
 *
 * @throws Bug for a float, an unsafe integer or a lone surrogate.
 * Source: RFC 8785 (JCS), section 3.2.
 */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = value as Record<string, Json>
    // Array.prototype.toSorted compares by UTF-16 code unit, as section 3.2.3 asks; localeCompare differs by machine.
    const keys = Object.keys(members).toSorted()
    return `{${keys.map((key) => `${canonical(key)}:${canonical(members[key] ?? null)}`).join(',')}}`
  }
  if (typeof value === 'string' && !value.isWellFormed()) throw new Bug('a lone surrogate has no canonical form')
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new Bug('only integers have a canonical form here')
  return JSON.stringify(value)
}
