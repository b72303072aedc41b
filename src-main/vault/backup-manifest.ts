import { z } from 'zod'
import { canonical } from '../kernel/canonical-json.ts'
import { digestOf } from '../kernel/digest.ts'
import { LedgerHead } from './header.ts'
import { isSignedBy } from './sodium.ts'

/** The newest format of a backup that this program reads and the one it writes. */
export const backupFormat = 2

const hex = (length: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${String(length)}}$`, 'u'))
const FileDigest = z.strictObject({ size: z.int().min(0), sha256: hex(64) })

/** A blob in a backup: its id, and length and SHA-256 of its ciphertext. */
const BackupBlob = z.tuple([hex(32), z.int().min(0), hex(64)])
export type BackupBlob = z.infer<typeof BackupBlob>

/** A compartment in a backup, copied as it lay: its database, the log beside it if it had one, and its blobs. */
const BackupCompartment = z.strictObject({
  id: z.uuid({ version: 'v4' }),
  database: FileDigest,
  log: FileDigest.nullable(),
  blobs: z.array(BackupBlob),
})
export type BackupCompartment = z.infer<typeof BackupCompartment>

/** What a manifest said before there were compartments. */
const FirstManifestBody = z.strictObject({
  clarkson: z.literal('backup'),
  format: z.literal(1),
  vaultId: z.uuid({ version: 'v4' }),
  /** Rises with every generation of a folder. */
  generation: z.int().min(1),
  madeAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u),
  /** The number of the schema's newest migration. */
  schema: z.int().min(0),
  /** The newest entry of the ledger in the database. */
  head: LedgerHead.nullable(),
  database: FileDigest,
  /** Both copies of the header are these same bytes. */
  header: FileDigest,
  /** Sorted by id; null for records that are kept beside their vault's own blobs, which were not read. */
  blobs: z.array(BackupBlob).nullable(),
  /** Blobs that the database names and that could not be had when the backup was made. */
  missing: z.array(hex(32)),
  /** The Ed25519 public key of whoever made the backup; null when the vault was open by its recovery key, which signs as nobody. */
  signer: hex(64).nullable(),
})
const ManifestBody = FirstManifestBody.extend({
  format: z.literal(backupFormat),
  /** Sorted by id. Empty for records that are kept beside their vault's own blobs. */
  compartments: z.array(BackupCompartment),
})
export type ManifestBody = z.infer<typeof ManifestBody>

/** What one generation of a backup holds, and who says so; an older manifest in the form of today's. */
export interface Manifest extends ManifestBody {
  /** Over the body: tells damage without any key. */
  readonly digest: string
  /** The signer's Ed25519 signature of the digest's 32 bytes; null without a signer. */
  readonly signature: string | null
}

const Envelope = z.looseObject({
  clarkson: z.literal('backup'),
  format: z.int().min(1),
  digest: hex(64),
  signature: hex(128).nullable(),
})

/** Writes a manifest. @param sign gives the signature of a digest, hex to hex */
export function writeManifest(body: ManifestBody, sign: (digest: string) => string): Uint8Array {
  const digest = digestOf('backup/v1', body)
  const signature = body.signer === null ? null : sign(digest)
  return Buffer.from(`${canonical({ ...body, digest, signature })}\n`, 'utf8')
}

/** What reading a manifest came to. */
export type ManifestReading =
  | { readonly is: 'sound'; readonly manifest: Manifest }
  | { readonly is: 'damaged' }
  | { readonly is: 'from-future'; readonly format: number }

/** Reads a manifest and compares it with its digest; whether the signature is a user's shows only in the database. */
export function readManifest(bytes: Uint8Array): ManifestReading {
  const envelope = Envelope.safeParse(parsed(bytes))
  if (!envelope.success) return { is: 'damaged' }
  const { digest, signature, ...rest } = envelope.data
  if (rest.format > backupFormat) return { is: 'from-future', format: rest.format }
  const body = z.union([ManifestBody, FirstManifestBody]).safeParse(rest)
  if (!body.success || digestOf('backup/v1', body.data) !== digest) return { is: 'damaged' }
  return { is: 'sound', manifest: { compartments: [], ...body.data, format: backupFormat, digest, signature } }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** Whether a manifest was signed with the key that it names. Whose key that is, the list of users says. */
export function isSigned({ digest, signature, signer }: Manifest): boolean {
  if (signature === null || signer === null) return false
  return isSignedBy(Buffer.from(signature, 'hex'), Buffer.from(digest, 'hex'), Buffer.from(signer, 'hex'))
}
