import { assert, Refusal } from '../kernel/errors.ts'
import { canonical } from '../kernel/canonical-json.ts'
import { newIdentity, recipientOf, recipientText } from './age-keys.ts'
import type { BlobKeys } from './blobs.ts'
import type { HeaderBody, WrappedIdentity } from './header.ts'
import { vaultKey } from './keys.ts'
import { openSecret, randomBytes, sealSecret, wipe } from './sodium.ts'

interface OfVault {
  readonly vaultId: string
  readonly masterKey: Uint8Array
}

function aadOf(identity: Omit<WrappedIdentity, 'ct'>, vaultId: string): Uint8Array {
  return Buffer.from(canonical({ ...identity, vaultId }), 'utf8')
}

/** Wraps the blob identity of an epoch, which is wiped, under the vault's identities key. */
function wrapIdentity(identity: Uint8Array, epoch: number, { vaultId, masterKey }: OfVault): WrappedIdentity {
  const key = vaultKey(masterKey, vaultId, 'identities')
  const recipient = recipientText(recipientOf(identity))
  const unsealed = { epoch, recipient, nonce: Buffer.from(randomBytes(24)).toString('base64') }
  const lock = { key, nonce: Buffer.from(unsealed.nonce, 'base64'), aad: aadOf(unsealed, vaultId) }
  const ct = Buffer.from(sealSecret(identity, lock)).toString('base64')
  wipe(identity, key)
  return { ...unsealed, ct }
}

/** Makes the blob identity of an epoch and wraps it under the vault's identities key. */
export function newWrappedIdentity(epoch: number, vault: OfVault): WrappedIdentity {
  return wrapIdentity(newIdentity(), epoch, vault)
}

/** The same blob identities, wrapped under another master key. @throws Refusal `vault.header-damaged` */
export function rewrapIdentities(header: HeaderBody, from: Uint8Array, to: Uint8Array): readonly WrappedIdentity[] {
  const key = vaultKey(from, header.vaultId, 'identities')
  try {
    return header.identities.map((wrapped) =>
      wrapIdentity(unwrapIdentity(wrapped, header.vaultId, key), wrapped.epoch, {
        vaultId: header.vaultId,
        masterKey: to,
      }),
    )
  } finally {
    wipe(key)
  }
}

function unwrapIdentity(wrapped: WrappedIdentity, vaultId: string, key: Uint8Array): Uint8Array {
  const { ct, ...unsealed } = wrapped
  const lock = { key, nonce: Buffer.from(wrapped.nonce, 'base64'), aad: aadOf(unsealed, vaultId) }
  const identity = openSecret(Buffer.from(ct, 'base64'), lock)
  if (identity === undefined) throw new Refusal('vault.header-damaged', {})
  return identity
}

/** The blob identities of an open vault, until they are wiped. */
export class VaultBlobKeys implements BlobKeys {
  readonly #identities = new Map<number, Uint8Array>()
  readonly currentEpoch: number
  #wiped = false

  /** @throws Refusal `vault.header-damaged` when an identity is not authentic, or the current one is missing */
  constructor(header: HeaderBody, masterKey: Uint8Array) {
    this.currentEpoch = header.epoch
    const key = vaultKey(masterKey, header.vaultId, 'identities')
    try {
      for (const wrapped of header.identities)
        this.#identities.set(wrapped.epoch, unwrapIdentity(wrapped, header.vaultId, key))
    } finally {
      wipe(key)
    }
    if (!this.#identities.has(header.epoch)) throw new Refusal('vault.header-damaged', {})
  }

  identityOf(epoch: number): Uint8Array | undefined {
    if (this.#wiped) throw new Refusal('vault.locked', {})
    return this.#identities.get(epoch)
  }

  /** The recipient of the current epoch, `age1...`. */
  get recipient(): string {
    const identity = this.identityOf(this.currentEpoch)
    assert(identity !== undefined, 'the current epoch has an identity')
    return recipientText(recipientOf(identity))
  }

  wipe(): void {
    this.#wiped = true
    wipe(...this.#identities.values())
    this.#identities.clear()
  }
}
