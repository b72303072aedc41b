import { coveredText } from '../../domain/custody.ts'
import { canonical } from '../../kernel/canonical-json.ts'
import * as custody from '../../store/custody.ts'
import type { Desk } from '../desk.ts'
import type { WrittenDocument } from '../documents.ts'
import { getExhibit } from '../exhibits.ts'
import { createFileOutput } from '../file-output.ts'
import { mustBeAllowed, record } from '../record.ts'

/**
 * Writes an exhibit's chain outside the vault in the form that can be verified without Clarkson. It holds names as they
 * were entered. The form is in docs/FORMATS.md, "Custody export".
 *
 * @throws Refusal `exhibit.not-found`, `destination.exists`, `destination.unwritable`, `disk.full`
 */
export async function exportCustody(
  desk: Desk,
  exhibitId: string,
  out: { readonly path: string; readonly overwrite: boolean },
): Promise<WrittenDocument & { readonly events: number }> {
  mustBeAllowed(desk, 'custody.export')
  const { exhibit, chain } = desk.connection.write((writer) => {
    const found = getExhibit(writer, exhibitId)
    const events = custody.chain(writer, exhibitId)
    record(desk, writer, { act: 'custody.export', object: exhibitId, facts: { events: events.length } })
    return { exhibit: found, chain: events }
  })
  const header = {
    clarkson: 'custody',
    events: chain.length,
    exhibitId,
    format: 1,
    mark: exhibit.mark,
    sha256: exhibit.file?.sha256 ?? null,
  }
  const lines = chain.map((event) => {
    const label = event.recordedAt === null ? 'v1' : 'v2'
    return `{"digest":"${event.digest}","event":${coveredText(event)},"label":"clarkson/custody/${label}"}`
  })
  const output = await createFileOutput(out.path, out.overwrite)
  await output.write(Buffer.from([canonical(header), ...lines].map((line) => `${line}\n`).join(''), 'utf8'))
  const { sha256, size } = await output.finish()
  return { sha256, bytes: size, events: chain.length }
}
