import type { Cancel } from '../../kernel/cancel.ts'
import type { Desk } from '../desk.ts'
import { mustBeAllowed, record } from '../record.ts'
import { checkFile, type FileCheck } from './check-file.ts'

/**
 * Reads a whole exhibit again, compares what was found with what was recorded when it came in, and enters that in its
 * chain.
 *
 * @throws Refusal `exhibit.not-found`, `cancelled`
 */
export async function verifyExhibit(desk: Desk, exhibitId: string, cancel?: Cancel): Promise<FileCheck> {
  mustBeAllowed(desk, 'exhibit.verify')
  const check = await checkFile(desk, exhibitId, cancel)
  enterCheck(desk, exhibitId, check)
  return check
}

/** Enters in an exhibit's chain what reading it again gave. */
export function enterCheck(desk: Desk, exhibitId: string, { ok, expected, found }: FileCheck): void {
  desk.connection.write((writer) => {
    record(desk, writer, {
      act: 'exhibit.verify',
      object: exhibitId,
      facts: { holds: ok },
      custody: [
        {
          exhibitId,
          kind: 'verified',
          note: ok ? `sha256:${expected}` : 'does not match',
          details: { rehash: { sha256: found ?? '', holds: ok } },
        },
      ],
    })
  })
}
