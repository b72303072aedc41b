/**
 * One row of a CSV file. A cell that a spreadsheet would take for a formula gets an apostrophe before it, and then it is
 * words: whoever chose the name of a user or a file does not choose what a spreadsheet runs.
 *
 * Source: RFC 4180; OWASP, "CSV Injection" (cells that begin with = + - @ TAB CR).
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
  return /["\r\n,]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
