// Verifies an exhibit's chain of custody that Clarkson exported ("Custody export" in docs/FORMATS.md), with nothing but Node
// (18 or newer).
//   node verify-custody.mjs CUSTODY [LEDGER]
// With a ledger export, verified by verify-ledger.mjs before, every event must be named by an entry of it. Prints "ok" and
// exits 0 when everything holds; says at which event something does not, and exits 1.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const [, , file, ledger] = process.argv
const form = /^\{"digest":"([0-9a-f]{64})","event":(\{.*\}),"label":"(clarkson\/custody\/v[12])"\}$/su
let sequence = 0
let previous = '0'.repeat(64)
const must = (holds, what) => {
  if (holds) return
  console.error(`event ${sequence}: ${what}`)
  process.exit(1)
}
const linesOf = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')

try {
  const [first, ...lines] = linesOf(file)
  const header = JSON.parse(first)
  must(header.clarkson === 'custody' && header.format === 1, 'not a chain of custody of format 1')
  const digests = []
  for (const line of lines) {
    sequence += 1
    const [, digest, covered, label] = form.exec(line) ?? must(false, 'not an event')
    const event = JSON.parse(covered)
    must(event.sequence === sequence && event.previous === previous, 'does not follow the event before it')
    must(event.exhibitId === header.exhibitId, 'is of another exhibit')
    must(createHash('sha256').update(`${label}\n${covered}`).digest('hex') === digest, 'is not what its digest says')
    digests.push(digest)
    previous = digest
  }
  must(sequence === header.events, 'is not the last one that the header names')
  if (ledger) {
    const named = new Set(
      linesOf(ledger)
        .slice(1)
        .flatMap((line) => JSON.parse(line).entry.facts.custody ?? []),
    )
    digests.forEach((digest, i) => {
      sequence = i + 1
      must(named.has(digest), 'is not named by the ledger')
    })
  }
  console.log(`ok: ${digests.length} events of exhibit ${header.mark}${ledger ? ', all named by the ledger' : ''}`)
  if (header.sha256) console.log(`the file's SHA-256 is ${header.sha256}`)
} catch (error) {
  must(false, error.message)
}
