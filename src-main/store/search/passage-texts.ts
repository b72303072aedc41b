import type { CustodyDetails } from '../../contract/custody.ts'
import type { Reader } from '../handles.ts'
import { textOf } from '../rows.ts'

/** What people said of an event of an exhibit's custody; empty where they said nothing. */
export function custodyText(reader: Reader, exhibitId: string, sequence: number): string {
  const row = reader.get(
    `SELECT c.by, c.place, c.note, c.details, u.name FROM custody_events c LEFT JOIN users u ON u.id = c.user_id
     WHERE c.exhibit_id = ? AND c.sequence = ?`,
    [exhibitId, sequence],
  )
  if (!row) return ''
  const details = JSON.parse(textOf(row, 'details')) as CustodyDetails
  const people = [details.from, details.to, details.witness].flatMap((one) => [one?.name, one?.role, one?.organisation])
  const { purpose, authority, condition, transport, seal, newSeal } = details
  // Whoever sat at the keyboard is in every event, and not what is looked for.
  const by = textOf(row, 'by') === row['name'] ? '' : textOf(row, 'by')
  return [
    textOf(row, 'note'),
    by,
    ...people,
    textOf(row, 'place'),
    purpose,
    authority,
    condition,
    transport,
    seal,
    newSeal,
  ]
    .filter((line) => line !== undefined && line !== '')
    .join('\n')
}

/** The words of a page of an exhibit's file: of the file itself, and what was recognised in its picture; empty where there are none. */
export function pageText(reader: Reader, exhibitId: string, page: number): string {
  return reader
    .all('SELECT text FROM exhibit_pages_text WHERE exhibit_id = ? AND page = ? ORDER BY source', [exhibitId, page])
    .map((row) => textOf(row, 'text'))
    .join('\n')
}
