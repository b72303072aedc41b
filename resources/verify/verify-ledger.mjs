// Verifies a ledger that Clarkson exported ("Ledger export" in docs/FORMATS.md), with nothing but Node (18 or newer).
//   node verify-ledger.mjs FILE [SEQUENCE:HASH ...]
// Each SEQUENCE:HASH is an entry that you know from elsewhere: a printed report, an earlier export. Prints "ok" and exits 0
// when everything holds; says at which entry something does not, and exits 1.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'

const [, , file, ...known] = process.argv
const form = /^\{"digest":"([0-9a-f]{64})","entry":(\{.*\}),"signature":"([0-9a-f]{128})"\}$/su
const seen = new Set()
const signers = new Set()
let [header, sequence, previous, entry] = [undefined, 0, '0'.repeat(64), undefined]

async function* linesOf(path) {
  let rest = ''
  for await (const text of createReadStream(path, 'utf8')) {
    const lines = (rest + text).split('\n')
    rest = lines.pop()
    yield* lines
  }
  if (rest !== '') yield rest
}
const must = (holds, what) => {
  if (holds) return
  console.error(`entry ${sequence}: ${what}`)
  process.exit(1)
}
const keyOf = (hex) =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hex, 'hex').toString('base64url') },
    format: 'jwk',
  })

try {
  for await (const line of linesOf(file)) {
    if (!header) {
      header = JSON.parse(line)
      must(Object.keys(header).join() === 'clarkson,format,head,users,vaultId', 'not the header of a ledger')
      must(header.clarkson === 'ledger' && header.format === 1, 'another format than 1')
      header.keys = new Map(header.users.map(({ id, publicKey }) => [id, keyOf(publicKey)]))
      continue
    }
    sequence += 1
    const [, digest, covered, signature] = form.exec(line) ?? must(false, 'not an entry')
    entry = JSON.parse(covered)
    must(entry.sequence === sequence && entry.previous === previous, 'does not follow the entry before it')
    const hash = createHash('sha256').update(`clarkson/ledger/v1\n${covered}`).digest()
    must(hash.toString('hex') === digest, 'is not what its digest says')
    must(header.keys.has(entry.userId), 'is of an unknown user')
    must(verify(null, hash, header.keys.get(entry.userId), Buffer.from(signature, 'hex')), 'is not signed by its user')
    must(sequence > 1 || entry.object === header.vaultId, 'is of another vault')
    seen.add(`${sequence}:${digest}`)
    signers.add(entry.userId)
    previous = digest
  }
  must(
    entry?.act === 'ledger.export' && header.head.sequence === sequence && header.head.hash === previous,
    'is not the end',
  )
  must(
    header.keys.size === signers.size && header.users.length === signers.size,
    'the header names users who signed nothing',
  )
  for (const head of known) must(seen.has(head), `${head} is not in this ledger`)
} catch (error) {
  must(false, error.message)
}
console.log(`ok: ${sequence} entries of vault ${header.vaultId}, head ${sequence}:${previous}`)
for (const { id, publicKey } of header.users) console.log(`signed by ${id} with key ${publicKey}`)
