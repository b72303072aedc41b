import { totalmem } from 'node:os'
import { Refusal } from '../kernel/errors.ts'
import { kdfBounds, type Kdf } from './header.ts'
import { argon2id, randomBytes, wipe, type Argon2Cost } from './sodium.ts'

/** The fewest characters (Unicode code points) that a passphrase of a new slot may have. */
const passphraseLeast = 10

const leastNewKiB = 256 * 1024
const mostNewKiB = 1024 * 1024
const passesOfNew = 3
const wantedMs = 1_000
const tooSlowMs = 3_000

/** The bytes of a passphrase: UTF-8 of its NFC form, so that every keyboard gives the same. Wipe them after use. */
export function passphraseBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text.normalize('NFC'))
}

/** @throws Refusal `passphrase.too-short` */
export function refuseShortPassphrase(passphrase: Uint8Array): void {
  let characters = 0
  for (const byte of passphrase) if ((byte & 0xc0) !== 0x80) characters++
  if (characters < passphraseLeast) throw new Refusal('passphrase.too-short', { least: passphraseLeast })
}

async function time(cost: Argon2Cost): Promise<number> {
  const started = performance.now()
  wipe(await argon2id(new Uint8Array(16), new Uint8Array(16), cost))
  return performance.now() - started
}

/**
 * Chooses Argon2id's cost for this machine: three passes over as much memory as takes about a second, not under
 * 256 MiB, nor over 1 GiB or an eighth of the machine's memory; under 256 MiB, down to 64, only where 256 MiB would
 * take more than three seconds.
 */
export async function calibrate(): Promise<Argon2Cost> {
  const sample = { memoryKiB: kdfBounds.memoryKiB.least, passes: passesOfNew }
  const sampleMs = Math.min(await time(sample), await time(sample))
  const perMs = sample.memoryKiB / sampleMs
  const floor = leastNewKiB / perMs > tooSlowMs ? kdfBounds.memoryKiB.least : leastNewKiB
  const ceiling = Math.max(floor, Math.min(mostNewKiB, totalmem() / 1024 / 8))
  const wanted = Math.min(ceiling, Math.max(floor, perMs * wantedMs))
  return { memoryKiB: Math.floor(wanted / sample.memoryKiB) * sample.memoryKiB, passes: passesOfNew }
}

/** A new slot's parameters, with a salt of its own. @throws Refusal `vault.header-refused` for a cost out of bounds */
export function newKdf(cost: Argon2Cost): Kdf {
  const { memoryKiB, passes } = kdfBounds
  if (cost.memoryKiB < memoryKiB.least || cost.memoryKiB > memoryKiB.most)
    throw new Refusal('vault.header-refused', { field: 'kdf.m' })
  if (cost.passes < passes.least || cost.passes > passes.most)
    throw new Refusal('vault.header-refused', { field: 'kdf.t' })
  const salt = Buffer.from(randomBytes(16)).toString('base64')
  return { alg: 'argon2id', m: cost.memoryKiB, t: cost.passes, p: 1, salt }
}

/**
 * The key that a passphrase gives under a slot's parameters, 32 bytes.
 *
 * @throws Refusal `vault.header-refused` for more than one lane, which libsodium cannot do, or memory there is not
 */
export async function stretch(passphrase: Uint8Array, kdf: Kdf): Promise<Uint8Array> {
  if (kdf.p !== 1) throw new Refusal('vault.header-refused', { field: 'kdf.p' })
  try {
    return await argon2id(passphrase, Buffer.from(kdf.salt, 'base64'), { memoryKiB: kdf.m, passes: kdf.t })
  } catch (error) {
    throw new Refusal('vault.header-refused', { field: 'kdf.m' }, { cause: error })
  }
}
