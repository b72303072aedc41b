// Verifies a ledger that Clarkson exported ("Ledger export" in docs/FORMATS.md), with nothing but Node (18 or newer).
//   node verify-ledger.mjs FILE [SEQUENCE:HASH ...]
// Each SEQUENCE:HASH is an entry that you know from elsewhere: a printed report, an earlier export. Prints "ok" and exits 0
// when everything holds; says at which entry something does not, and exits 1.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream } from 'node:fs'

const [, , file, ...known] = process.argv
const form = /^\{"digest":"([0-9a-f]{64})","entry":(\{.*\}),"signature":"([0-9a-f]{128})"\}$/su
const seen = new Set()
const used = new Set()
const roles = new Map()
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
const bringing = new Set('user.add,user.role,vault.recover,recovery.renew,vault.rotate,slot.settle'.split(','))
const keyOf = (hex) =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(hex, 'hex').toString('base64url') },
    format: 'jwk',
  })

// The key of a user that counts from an entry on must be one that this entry brings, and a director must have signed that.
function mustBring() {
  const { act, userId: by, object, facts } = entry
  const first =
    sequence === 1 ? (facts.users ?? [{ userId: by, publicKey: header.keys[0].publicKey, role: 'director' }]) : []
  const brought = sequence === 1 ? first : bringing.has(act) ? [{ userId: object, role: facts.after, ...facts }] : []
  for (const { userId, publicKey, since } of header.keys.filter((key) => key.since === sequence)) {
    must(sequence === 1 || (roles.get(by) === 'director' && by !== userId), 'brings a key and may not')
    must(
      brought.some((one) => one.userId === userId && one.publicKey === publicKey),
      `does not bring the key ${publicKey}`,
    )
  }
  if (sequence > 1 && roles.get(by) !== 'director') return
  for (const { userId, role } of brought) if (role) roles.set(userId, role)
}

try {
  for await (const line of linesOf(file)) {
    if (!header) {
      header = JSON.parse(line)
      must(Object.keys(header).join() === 'clarkson,format,head,keys,vaultId', 'not the header of a ledger')
      must(header.clarkson === 'ledger' && header.format === 1, 'another format than 1')
      for (const key of header.keys) key.public = keyOf(key.publicKey)
      continue
    }
    sequence += 1
    const [, digest, covered, signature] = form.exec(line) ?? must(false, 'not an entry')
    entry = JSON.parse(covered)
    must(entry.sequence === sequence && entry.previous === previous, 'does not follow the entry before it')
    const hash = createHash('sha256').update(`clarkson/ledger/v1\n${covered}`).digest()
    must(hash.toString('hex') === digest, 'is not what its digest says')
    const key = header.keys.findLast(
      ({ userId, since }) => userId === entry.userId && (since < sequence || sequence === 1),
    )
    must(key, 'is of an unknown user')
    must(verify(null, hash, key.public, Buffer.from(signature, 'hex')), 'is not signed by its user')
    mustBring()
    must(sequence > 1 || entry.object === header.vaultId, 'is of another vault')
    seen.add(`${sequence}:${digest}`)
    used.add(key)
    previous = digest
  }
  must(
    entry?.act === 'ledger.export' && header.head.sequence === sequence && header.head.hash === previous,
    'is not the end',
  )
  must(header.keys.length === used.size, 'the header names keys that signed nothing')
  for (const head of known) must(seen.has(head), `${head} is not in this ledger`)
} catch (error) {
  must(false, error.message)
}
console.log(`ok: ${sequence} entries of vault ${header.vaultId}, head ${sequence}:${previous}`)
for (const { userId, publicKey, since } of header.keys)
  console.log(`signed by ${userId} with key ${publicKey}, brought by entry ${since}`)
