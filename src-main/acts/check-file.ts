import { readFile } from 'node:fs/promises'
import type { CheckReport } from '../contract/bundles.ts'
import { getProfile } from '../domain/profiles.ts'
import { Refusal } from '../kernel/errors.ts'
import { checkRulesOf } from '../pages/check/rules.ts'
import type { ReaderClient } from '../pages/reader-client.ts'

/**
 * Checks any PDF against a court's rules: ours, or the other side's.
 *
 * A file that does not open is a finding of its own.
 * @throws Refusal `profile.not-found`, `source.not-found`, `source.unreadable`
 */
export async function checkFile(reader: ReaderClient, path: string, profile: string): Promise<CheckReport> {
  const rules = checkRulesOf(getProfile(profile))
  const bytes = await readFile(path).catch((error: unknown) => {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    throw new Refusal(missing ? 'source.not-found' : 'source.unreadable', {})
  })
  return reader.check(bytes, rules)
}
