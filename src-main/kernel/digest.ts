import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical, type Json } from './canonical-json.ts'

/** What a digest is of. Each kind hashes under its own label, so that nothing ever hashes like something else. */
export type DigestLabel = 'ledger/v1' | 'statement/v1' | 'bundle/v1' | 'backup/v1' | 'moved-custody/v1'

/** The labelled SHA-256 of a value, as 64 lower-case hex digits: SHA-256("clarkson/<label>\n" + canonical JSON). */
export function digestOf(label: DigestLabel, value: Json): string {
  return textDigest(`clarkson/${label}\n${canonical(value)}`)
}

/** The SHA-256 of a text's UTF-8, as 64 lower-case hex digits. */
export function textDigest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}
