import type { Reader } from './connection.ts'
import { numberOf, textOf } from './rows.ts'

/** What a row says of a blob that it names, whatever it is: a filed file, a built bundle. */
export interface BlobRow {
  readonly blobId: string
  /** Plain bytes. */
  readonly size: number
  readonly headerSha256: string
  readonly epoch: number
  /** Of the plain bytes; left out where no row says it. */
  readonly sha256?: string
}

/**
 * Every blob that any table names. The tables are asked for by their columns and not by their names, so that a backup
 * of an older schema, or one with a table that is new, leaves none out.
 */
export function everyBlob(reader: Reader): readonly BlobRow[] {
  return blobTables(reader).flatMap(({ name, hasDigest }) =>
    reader
      .all(`SELECT blob_id, size, header_sha256, epoch${hasDigest ? ', sha256' : ''} FROM "${name}"`)
      .map((row) => ({
        blobId: textOf(row, 'blob_id'),
        size: numberOf(row, 'size'),
        headerSha256: textOf(row, 'header_sha256'),
        epoch: numberOf(row, 'epoch'),
        ...(hasDigest ? { sha256: textOf(row, 'sha256') } : {}),
      })),
  )
}

function blobTables(reader: Reader): readonly { readonly name: string; readonly hasDigest: boolean }[] {
  const rows = reader.all(
    `SELECT m.name, group_concat(c.name) AS columns FROM sqlite_master m, pragma_table_info(m.name) c
     WHERE m.type = 'table' GROUP BY m.name`,
  )
  return rows.flatMap((row) => {
    const columns = textOf(row, 'columns').split(',')
    if (!['blob_id', 'size', 'header_sha256', 'epoch'].every((column) => columns.includes(column))) return []
    return [{ name: textOf(row, 'name'), hasDigest: columns.includes('sha256') }]
  })
}

/** The tables that name blobs, as in {@link everyBlob}. Asking takes longer than asking them: once for a whole sweep is enough. */
export function tablesOfBlobs(reader: Reader): readonly string[] {
  return reader
    .all(
      `SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'blob_id'`,
    )
    .map((row) => textOf(row, 'name'))
}

/**
 * The ids of blobs that some tables name and that begin with two digits: a small part of them, found by their indexes. No
 * table may be left out, or its blobs would be taken for nobody's.
 */
export function blobsOnShelf(reader: Reader, shelf: string, tables: readonly string[]): ReadonlySet<string> {
  return new Set(
    tables.flatMap((table) =>
      reader
        // 'g' follows the last digit.
        .all(`SELECT blob_id FROM "${table}" WHERE blob_id >= ? AND blob_id < ?`, [shelf, `${shelf}g`])
        .map((row) => textOf(row, 'blob_id')),
    ),
  )
}
