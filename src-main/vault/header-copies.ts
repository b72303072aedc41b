import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../kernel/errors.ts'
import { readFully, replaceFile, systemCode } from './durable-file.ts'
import { headerBytesMost, readHeader, type Header, type HeaderReading } from './header.ts'

/** The names of the two copies of a vault's header, in the order in which they are written. */
export const headerNames = ['vault.json', 'vault.json.b'] as const

/** A copy that the system does not give out says nothing of what is in it. */
type CopyReading = HeaderReading | { readonly is: 'unreadable' }

async function readCopy(path: string): Promise<CopyReading> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    const code = systemCode(error)
    return { is: code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'unreadable' }
  }
  try {
    const bytes = Buffer.alloc(headerBytesMost + 1)
    return readHeader(bytes.subarray(0, await readFully(file, bytes, 0)))
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return { is: 'unreadable' }
  } finally {
    await file.close()
  }
}

/** What was found of a vault's header. */
export interface HeaderCopies {
  /** The sound copies, newest first; at least one. Which of them is authentic shows only with the master key. */
  readonly sound: readonly Header[]
  /** Whether both copies are sound and the same. */
  readonly agree: boolean
}

function refuse(readings: readonly CopyReading[]): never {
  for (const reading of readings)
    if (reading.is === 'refused') throw new Refusal('vault.header-refused', { field: reading.field })
  if (readings.some(({ is }) => is === 'unreadable')) throw new Refusal('source.unreadable', {})
  const absent = readings.every(({ is }) => is === 'absent')
  throw new Refusal(absent ? 'vault.not-a-vault' : 'vault.header-damaged', {})
}

/**
 * Reads both copies of a vault's header.
 *
 * @throws Refusal `vault.not-a-vault` when there is neither; `vault.from-future` when either is of a newer format,
 * since a newer program may have written only one when it was interrupted; `vault.header-refused` and
 * `vault.header-damaged` when neither can be used; `source.unreadable` when the system gives neither out
 */
export async function readHeaderCopies(folder: string): Promise<HeaderCopies> {
  const readings: CopyReading[] = []
  for (const name of headerNames) readings.push(await readCopy(join(folder, name)))
  for (const reading of readings)
    if (reading.is === 'from-future') throw new Refusal('vault.from-future', { found: reading.format, known: 1 })
  const sound = readings.flatMap((reading) => (reading.is === 'sound' ? [reading.header] : []))
  if (sound.length === 0) refuse(readings)
  const agree = sound.length === 2 && sound[0]?.check === sound[1]?.check && sound[0]?.mac === sound[1]?.mac
  // toSorted is stable: of two copies of one number the first, which is written first, stays first.
  return { sound: sound.toSorted((a, b) => b.sequence - a.sequence), agree }
}

/** The names of the copies that are absent, damaged, or older than the other. */
export async function unsoundCopies(folder: string): Promise<readonly string[]> {
  const readings = await Promise.all(headerNames.map((name) => readCopy(join(folder, name))))
  const numbers = readings.map((reading) => (reading.is === 'sound' ? reading.header.sequence : 0))
  return headerNames.filter((_, i) => numbers[i] !== Math.max(...numbers))
}

/**
 * Writes both copies, one after the other: at every moment at least one of them is whole.
 *
 * @throws Refusal `disk.full`, `destination.unwritable`
 */
export async function writeHeaderCopies(folder: string, bytes: Uint8Array): Promise<void> {
  for (const name of headerNames) await replaceFile(join(folder, name), bytes)
}
