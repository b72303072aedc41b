import { readFile } from 'node:fs/promises'
import type { OfficeSecret, Words } from '../acts/secret.ts'
import { Refusal } from '../kernel/errors.ts'

// What opens a vault comes from a file or the environment and is never an argument: arguments can be seen by others.

/** Where a passphrase or key is to be found: an option that names a file, and a variable of the environment. */
interface Place {
  readonly option: string
  readonly variable: string
}

type Option = (name: string) => string | undefined

async function lineFrom(option: Option, { option: name, variable }: Place): Promise<string> {
  const file = option(name)
  if (file !== undefined) {
    const text = new TextDecoder().decode(await bytesFrom(file, name))
    return (text.split(/\r?\n/u, 1)[0] ?? '').normalize('NFC')
  }
  const given = process.env[variable]
  if (given === undefined || given === '') throw new Refusal('usage', { what: `--${name}` })
  return given.normalize('NFC')
}

async function bytesFrom(file: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch {
    throw new Refusal('usage', { what: `--${name}` })
  }
}

async function wordsFrom(option: Option, place: Place, keyFileOption: string): Promise<Words> {
  const passphrase = Buffer.from(await lineFrom(option, place), 'utf8')
  const keyFile = option(keyFileOption)
  return keyFile === undefined ? { passphrase } : { passphrase, keyFile: await bytesFrom(keyFile, keyFileOption) }
}

/** What the vault is opened with: the first line of a file, or the environment's, and a key file if one is named. */
export async function secretFrom(option: Option): Promise<OfficeSecret> {
  const place = { option: 'passphrase-file', variable: 'CLARKSON_PASSPHRASE' }
  const user = option('user')
  return { ...(await wordsFrom(option, place, 'key-file')), ...(user === undefined ? {} : { user }) }
}

/** What somebody will open it with. */
export async function newSecretFrom(option: Option): Promise<Words> {
  return wordsFrom(option, { option: 'new-passphrase-file', variable: 'CLARKSON_NEW_PASSPHRASE' }, 'new-key-file')
}

/** The recovery key, as a person may have written it. */
export async function recoveryKeyFrom(option: Option): Promise<string> {
  return lineFrom(option, { option: 'recovery-key-file', variable: 'CLARKSON_RECOVERY_KEY' })
}

/** The passphrase of compartments that have one of their own, where one is given. */
export async function compartmentPassphraseFrom(option: Option): Promise<Uint8Array | undefined> {
  return optionalFrom(option, { option: 'compartment-passphrase-file', variable: 'CLARKSON_COMPARTMENT_PASSPHRASE' })
}

/** The passphrase that a compartment is to have, where one is given. */
export async function newCompartmentPassphraseFrom(option: Option): Promise<Uint8Array | undefined> {
  return optionalFrom(option, {
    option: 'new-compartment-passphrase-file',
    variable: 'CLARKSON_NEW_COMPARTMENT_PASSPHRASE',
  })
}

async function optionalFrom(option: Option, place: Place): Promise<Uint8Array | undefined> {
  if (option(place.option) === undefined && (process.env[place.variable] ?? '') === '') return undefined
  return Buffer.from(await lineFrom(option, place), 'utf8')
}
