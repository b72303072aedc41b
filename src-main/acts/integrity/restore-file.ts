import { join } from 'node:path'
import { Refusal } from '../../kernel/errors.ts'
import { compartmentFolder } from '../../vault/compartment-folder.ts'
import type { Office } from '../office.ts'
import { getFile } from '../exhibits.ts'
import { mustBeAllowed, record } from '../record.ts'
import { checkFile, type FileCheck } from './check-file.ts'

/**
 * Puts a damaged or missing file back from a folder of backups. The copy there is read to its last byte first and must be
 * the very file that was imported; the damaged one is put aside, not deleted. The chain says so.
 *
 * @throws Refusal `backup.no-whole-copy`, `exhibit.not-found`, `disk.full`, `destination.unwritable`
 */
export async function restoreFile(
  { compartments }: Pick<Office, 'compartments'>,
  exhibitId: string,
  backups: string,
): Promise<FileCheck> {
  const desk = compartments.deskOf([exhibitId])
  const compartment = compartments.all.find((one) => one.desk === desk)
  const from = compartment ? compartmentFolder(backups, compartment.id) : backups
  mustBeAllowed(desk, 'exhibit.restore')
  const file = desk.connection.read((reader) => getFile(reader, exhibitId))
  const isBack = await desk.blobs.replaceFrom(file, join(from, 'blobs'), file.sha256)
  if (!isBack) throw new Refusal('backup.no-whole-copy', {})
  const check = await checkFile(desk, exhibitId)
  desk.connection.write((writer) =>
    record(desk, writer, {
      act: 'exhibit.restore',
      object: exhibitId,
      facts: { holds: check.ok, sha256: check.expected },
      custody: [
        {
          exhibitId,
          kind: 'verified',
          note: `put back from a backup; sha256:${check.found ?? ''}`,
          details: { rehash: { sha256: check.found ?? '', holds: check.ok } },
        },
      ],
    }),
  )
  return check
}
