import { workbook, type Cell, type Sheet } from './workbook.ts'

/** What a thousand bricks were paid at the kiln, and what the State's notification asks, in rupees. */
const paidRate = 520
const dueRate = 742.5

interface Week {
  readonly ending: string
  readonly bricks: number
  readonly inHand: number
  readonly cut: number
  readonly basis: 'register' | 'c'
}

const january: readonly Week[] = [
  { ending: '2026-01-03', bricks: 7200, inHand: 700, cut: 0, basis: 'register' },
  { ending: '2026-01-10', bricks: 6900, inHand: 700, cut: 800, basis: 'register' },
  { ending: '2026-01-17', bricks: 7050, inHand: 700, cut: 0, basis: 'register' },
  { ending: '2026-01-24', bricks: 7300, inHand: 700, cut: 350, basis: 'register' },
  { ending: '2026-01-31', bricks: 6800, inHand: 700, cut: 0, basis: 'register' },
]

const before: readonly Week[] = [
  { ending: '2025-10-31', bricks: 28_400, inHand: 2800, cut: 600, basis: 'c' },
  { ending: '2025-11-30', bricks: 30_100, inHand: 2800, cut: 0, basis: 'c' },
  { ending: '2025-12-31', bricks: 29_200, inHand: 3500, cut: 1200, basis: 'c' },
]

const head = ['Until', 'Bricks', 'Entered (Rs)', 'Due (Rs)', 'In hand (Rs)', 'Cut (Rs)', 'Short (Rs)', 'Basis']

const sum = (weeks: readonly Week[], of: (week: Week) => number): number =>
  weeks.reduce((total, week) => total + of(week), 0)

const entered = (week: Week): number => (week.bricks * paidRate) / 1000
const due = (week: Week): number => (week.bricks * dueRate) / 1000

function sheetOf(name: string, weeks: readonly Week[]): Sheet {
  const rows = weeks.map((week, index): readonly Cell[] => {
    const row = String(index + 2)
    return [
      week.ending,
      week.bricks,
      { formula: `B${row}*Rates!B2/1000`, value: entered(week) },
      { formula: `B${row}*Rates!B3/1000`, value: due(week) },
      week.inHand,
      week.cut,
      { formula: `D${row}-E${row}`, value: due(week) - week.inHand },
      week.basis,
    ]
  })
  const total = (column: string, value: number): Cell => ({
    formula: `SUM(${column}2:${column}${String(weeks.length + 1)})`,
    value,
  })
  const last: readonly Cell[] = [
    'Total',
    total(
      'B',
      sum(weeks, (week) => week.bricks),
    ),
    total('C', sum(weeks, entered)),
    total('D', sum(weeks, due)),
    total(
      'E',
      sum(weeks, (week) => week.inHand),
    ),
    total(
      'F',
      sum(weeks, (week) => week.cut),
    ),
    total(
      'G',
      sum(weeks, (week) => due(week) - week.inHand),
    ),
    null,
  ]
  return { name, widths: [14, 11, 14, 14, 14, 11, 14, 11], rows: [head, ...rows, last] }
}

const rates: Sheet = {
  name: 'Rates',
  widths: [46, 12, 40],
  rows: [
    ['Rate for a thousand bricks', 'Rupees', 'From'],
    ['Paid at the kiln (दर प्रति हज़ार)', paidRate, 'Register, page 2'],
    ['Notified by the State for moulding', dueRate, 'Notification in force from 1 April 2025'],
    ['c', null, 'rests on the families’ own count alone'],
  ],
}

/** The Labour Inspector's work sheet: wages entered, due, paid in hand and cut for the family of Clients 1 to 3. */
export function wagesWorkbook(): Uint8Array {
  return workbook([sheetOf('January 2026', january), sheetOf('Before January 2026', before), rates], {
    title: 'Work sheet of wages and deductions (specimen of an invented case)',
    creator: 'Office of the Labour Inspector, Hemadurga Circle',
    created: '2026-02-20T12:05:00Z',
  })
}
