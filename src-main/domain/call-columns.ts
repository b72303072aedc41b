import type { CallColumns } from '../contract/viewing.ts'

type Column = Exclude<keyof CallColumns, 'heading'>

/** What operators call the columns of their call records, without case, marks and spaces. In the order in which they are tried. */
const names: readonly (readonly [Column, RegExp])[] = [
  ['duration', /^(?:callduration|duration|durationsec(?:onds)?|duracion|duracao|duree|dauer|durasec|billsec|seconds)/u],
  ['direction', /^(?:direction|calltype|type|calldirection|inout|usagetype|servicetype|sentido|richtung)/u],
  [
    'caller',
    /^(?:caller|callingnumber|callingparty|calling|aparty|anumber|numbera|from|source|originating|origin|msisdn|targetno|subscriber|llamante|appelant|ego)/u,
  ],
  [
    'called',
    /^(?:called|callednumber|calledparty|bparty|bnumber|numberb|to|destination|dialled|dialed|correspondent|otherparty|receiver|recipient|llamado|appele)/u,
  ],
  ['time', /^(?:datetime|calldatetime|timestamp|starttime|calldate|date|calltime|time|start|fecha|heure|zeit)/u],
  ['cell', /^(?:cellid|firstcellid|cell|antenna|cgi|lac|tower|bts|siteid|site|celda|funkzelle|location)/u],
]

function plain(cell: string): string {
  return cell
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/**
 * Which columns of a table say who called whom, when, how long and from where, by the names in its first row; null for a table
 * that does not look like one of calls.
 */
export function guessCallColumns(first: readonly string[]): CallColumns | null {
  const found = new Map<Column, number>()
  first.slice(0, 200).forEach((cell, column) => {
    const name = plain(cell)
    const is = names.find(([wanted, pattern]) => !found.has(wanted) && pattern.test(name))?.[0]
    if (is !== undefined) found.set(is, column)
  })
  const isOfCalls =
    found.has('time') && (found.has('called') || found.has('caller')) && (found.has('duration') || found.has('cell'))
  return isOfCalls ? { ...Object.fromEntries(found), heading: true } : null
}
