import { createInterface } from 'node:readline'
import { listCases } from '../../src-main/acts/lists.ts'
import { openOffice } from '../../src-main/acts/office.ts'
import { testTools } from './office-tools.ts'

// Opens the office named on the command line with the passphrase that comes as hex on standard input, looks at it, closes
// it at the next line, and stays, so that its memory can be searched.

const [, , folder = ''] = process.argv
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const hex = await lines.next()
const passphrase = Buffer.from(String(hex.value), 'hex')
const tools = testTools()
const office = await openOffice(folder, { passphrase }, tools)
listCases(office.desk)
process.stdout.write('open\n')
await lines.next()
await office.close()
process.stdout.write('closed\n')
setInterval(() => undefined, 60_000)
