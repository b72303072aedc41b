import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Role } from '../contract/words.ts'
import { canonical, type Json } from '../kernel/canonical-json.ts'
import { authenticate, vaultKey } from './keys.ts'
import { equalBytes, wipe } from './sodium.ts'

/** The newest header format that this program reads and the one it writes. */
export const headerFormat = 1

/** No header is read that is longer than this, in bytes. */
export const headerBytesMost = 256 * 1024

/** What a slot may ask of Argon2id. Memory in KiB. Whatever lies outside is refused before anything is allocated. */
export const kdfBounds = {
  memoryKiB: { least: 64 * 1024, most: 4 * 1024 * 1024 },
  passes: { least: 3, most: 32 },
  lanes: { least: 1, most: 16 },
} as const

/** How many slots a vault can have. */
export const slotsMost = 32

function base64(least: number, most: number = least): z.ZodString {
  return z
    .string()
    .max(Math.ceil(most / 3) * 4)
    .refine((text) => {
      const bytes = Buffer.from(text, 'base64')
      return bytes.length >= least && bytes.length <= most && bytes.toString('base64') === text
    })
}

const { memoryKiB, passes, lanes } = kdfBounds

/** How a passphrase becomes a key: Argon2id, version 1.3. */
export const Kdf = z.strictObject({
  alg: z.literal('argon2id'),
  m: z.int().min(memoryKiB.least).max(memoryKiB.most),
  t: z.int().min(passes.least).max(passes.most),
  p: z.int().min(lanes.least).max(lanes.most),
  salt: base64(16),
})
export type Kdf = z.infer<typeof Kdf>

const sealed = { nonce: base64(24), ct: base64(48, 1024) }
const recipient = z.string().max(100)

/** How many master keys a user may be behind: as often may a vault be given a new one while a user stays away. */
export const handedMost = 12

/** A new master key, left for a user who was not there when the vault got it; see hand-over.ts. */
export const Handed = z.strictObject({ epoch: z.int().min(2), nonce: base64(24), ct: base64(200, 600) })
export type Handed = z.infer<typeof Handed>

const userSlot = {
  v: z.literal(1),
  id: z.uuid(),
  user: z.string().min(1).max(120),
  role: Role,
  signer: base64(32),
  recipient,
  handOver: recipient,
  handed: z.array(Handed).max(handedMost),
}

/**
 * One way to open a vault. `ct` is the master key and what belongs to its holder alone; everything else but `handed` is
 * authenticated with it. `signer` is the holder's Ed25519 public key, `recipient` that of the age identity to which
 * packages for the user are encrypted, `handOver` that of this slot alone.
 */
export const Slot = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('passphrase'), ...userSlot, kdf: Kdf, ...sealed }),
  z.strictObject({ type: z.literal('key-file'), ...userSlot, kdf: Kdf, ...sealed }),
  z.strictObject({
    type: z.literal('recovery'),
    v: z.literal(1),
    id: z.uuid(),
    signer: base64(32),
    recipient,
    ...sealed,
  }),
])
export type Slot = z.infer<typeof Slot>

/** The newest entry of the ledger that a vault's header remembers. */
export const LedgerHead = z.strictObject({ sequence: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/u) })
export type LedgerHead = z.infer<typeof LedgerHead>

/** A blob identity, wrapped under the vault's identities key; `recipient` is its public half, `age1...`. */
export const WrappedIdentity = z.strictObject({
  epoch: z.int().min(1),
  recipient,
  nonce: base64(24),
  ct: base64(48),
})
export type WrappedIdentity = z.infer<typeof WrappedIdentity>

const HeaderBody = z.strictObject({
  clarkson: z.literal('vault'),
  format: z.literal(headerFormat),
  vaultId: z.uuid({ version: 'v4' }),
  name: z.string().min(1).max(120),
  /** Counts the writings of this header; of two sound copies the higher is the newer. */
  sequence: z.int().min(1),
  /** Which database key and which blob identity are in use. */
  epoch: z.int().min(1),
  slots: z.array(Slot).min(1).max(slotsMost),
  identities: z.array(WrappedIdentity).min(1).max(1_000),
  head: LedgerHead.nullable(),
})
export type HeaderBody = z.infer<typeof HeaderBody>

/** A vault's header as it stands on the disk. */
export type Header = HeaderBody & {
  /** SHA-256 over the canonical body, hex: tells damage from a wrong passphrase without any key. */
  readonly check: string
  /** HMAC-SHA256 over the canonical body under the header key, hex: tells a change by whoever has no key. */
  readonly mac: string
}

const Digest = z.string().regex(/^[0-9a-f]{64}$/u)
const Envelope = z.looseObject({ clarkson: z.literal('vault'), format: z.int().min(1), check: Digest, mac: Digest })

/** What reading one copy of a header came to. */
export type HeaderReading =
  | { readonly is: 'sound'; readonly header: Header }
  | { readonly is: 'absent' }
  | { readonly is: 'damaged' }
  | { readonly is: 'refused'; readonly field: string }
  | { readonly is: 'from-future'; readonly format: number }

function checkOf(body: Json): string {
  return createHash('sha256')
    .update(`clarkson/v1/header\n${canonical(body)}`)
    .digest('hex')
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

function holds(check: string, body: unknown): boolean {
  try {
    return checkOf(body as Json) === check
  } catch {
    // A number that is no integer, or half a surrogate pair: nothing we ever wrote.
    return false
  }
}

/**
 * Reads one copy of a header, before any secret is touched: the checksum first, which every format keeps, then the
 * format's number, then every field and its bounds.
 */
export function readHeader(bytes: Uint8Array): HeaderReading {
  if (bytes.length > headerBytesMost) return { is: 'refused', field: 'size' }
  const envelope = Envelope.safeParse(parseJson(bytes))
  if (!envelope.success) return { is: 'damaged' }
  const { check, mac, ...body } = envelope.data
  if (!holds(check, body)) return { is: 'damaged' }
  if (body.format > headerFormat) return { is: 'from-future', format: body.format }
  const parsed = HeaderBody.safeParse(body)
  if (!parsed.success) return { is: 'refused', field: parsed.error.issues[0]?.path.join('.') ?? '' }
  return { is: 'sound', header: { ...parsed.data, check, mac } }
}

function macOf(body: HeaderBody, masterKey: Uint8Array): Uint8Array {
  const key = vaultKey(masterKey, body.vaultId, 'header')
  const mac = authenticate(key, Buffer.from(`clarkson/v1/header\n${canonical(body)}`, 'utf8'))
  wipe(key)
  return mac
}

/** The body of a header, without its checksum and its authentication. */
export function bodyOf(header: Header): HeaderBody {
  const { check: _check, mac: _mac, ...body } = header
  return body
}

/** Whether a header was written by someone who had this master key. */
export function isAuthentic(header: Header, masterKey: Uint8Array): boolean {
  return equalBytes(Buffer.from(header.mac, 'hex'), macOf(bodyOf(header), masterKey))
}

/** A header as it stands in its file: canonical JSON and a line end. */
export function headerFile(header: Header): Uint8Array {
  return Buffer.from(`${canonical(header)}\n`, 'utf8')
}

/** Writes a header, with its checksum and its authentication. */
export function writeHeader(body: HeaderBody, masterKey: Uint8Array): { header: Header; bytes: Uint8Array } {
  const mac = Buffer.from(macOf(body, masterKey)).toString('hex')
  const header = { ...body, check: checkOf(body), mac }
  return { header, bytes: headerFile(header) }
}
