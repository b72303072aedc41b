import { randomUUID } from 'node:crypto'
import { link, open, readFile, readlink, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../kernel/errors.ts'
import { asWriteRefusal, systemCode, writeAll } from './durable-file.ts'

/** The name of the file that says who has a vault open. */
export const lockName = 'vault.lock'

const heartbeatMs = 60_000
/** A holder that cannot be looked at (on another machine) and has been silent for this long is taken for gone. */
const silentMs = 10 * 60_000

/** Who holds a vault. `boot` and `started` make a process id mean one process and no later one of the same number. */
const Holder = z.strictObject({
  nonce: z.uuid(),
  host: z.string(),
  boot: z.string(),
  space: z.string(),
  pid: z.int().min(1),
  started: z.string(),
})
type Holder = z.infer<typeof Holder>

async function line(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )
}

/** State and start time of a process, from Linux's /proc; undefined where there is no /proc or no such process. */
async function processFacts(pid: number): Promise<{ readonly state: string; readonly started: string } | undefined> {
  const text = await line(`/proc/${String(pid)}/stat`)
  // The name, in brackets, may hold anything; what is wanted stands behind it (proc(5), fields 3 and 22).
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, started] = [fields?.[0], fields?.[19]]
  return state === undefined || started === undefined ? undefined : { state, started }
}

async function thisProcess(): Promise<Holder> {
  // Without a boot id of the system's: the minute of the start, which a second look gives within a minute or two.
  const bootMinute = Math.round((Date.now() / 1000 - uptime()) / 60)
  return {
    nonce: randomUUID(),
    host: hostname(),
    boot: (await line('/proc/sys/kernel/random/boot_id')) ?? `minute ${String(bootMinute)}`,
    space: await readlink('/proc/self/ns/pid').catch(() => ''),
    pid: process.pid,
    started: (await processFacts(process.pid))?.started ?? '',
  }
}

function sameBoot(a: string, b: string): boolean {
  const minutes = [a, b].map((boot) => /^minute (\d+)$/u.exec(boot)?.[1])
  if (minutes.every((minute) => minute !== undefined)) return Math.abs(Number(minutes[0]) - Number(minutes[1])) <= 2
  return a === b
}

async function runs(holder: Holder): Promise<boolean> {
  const facts = await processFacts(holder.pid)
  if (facts !== undefined) return facts.started === holder.started && !'ZX'.includes(facts.state)
  if (holder.started !== '') return false
  try {
    process.kill(holder.pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

/** Whether a lock was left behind: by a process that ended, by a start of the machine that is over, or long silent. */
async function isAbandoned(path: string, holder: Holder | undefined, me: Holder): Promise<boolean> {
  const here = holder?.host === me.host
  if (here && !sameBoot(holder.boot, me.boot)) return true
  if (here && holder.space === me.space) return !(await runs(holder))
  // Another machine, another container, or a lock cut short: its age is measured by the clock of its own disk.
  const probe = `${path}.${me.nonce}.probe`
  try {
    await (await open(probe, 'wx', 0o600)).close()
    return (await stat(probe)).mtimeMs - (await stat(path)).mtimeMs > silentMs
  } finally {
    await removeIfPossible(probe)
  }
}

async function readHolder(path: string): Promise<{ readonly text: string; readonly holder: Holder | undefined }> {
  const text = await readFile(path, 'utf8')
  try {
    return { text, holder: Holder.parse(JSON.parse(text)) }
  } catch {
    return { text, holder: undefined }
  }
}

/** What cannot be removed from a failing drive stays, and is swept when the vault is next opened. */
async function removeIfPossible(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined)
}

/** Takes an abandoned lock away; false when it was another's by then. */
async function clearAbandoned(path: string, seen: string, me: Holder): Promise<boolean> {
  const aside = `${path}.${me.nonce}.old`
  try {
    await rename(path, aside)
    if ((await readFile(aside, 'utf8')) === seen) return true
    // Someone else was quicker and this is their lock: it is given back.
    await link(aside, path)
    return false
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return true
    if (systemCode(error) === 'EEXIST') return false
    throw error
  } finally {
    await removeIfPossible(aside)
  }
}

async function writeLock(path: string, me: Holder): Promise<boolean> {
  // Written aside and linked, so that nobody ever reads half a lock; where there are no links, created at once.
  const aside = `${path}.${me.nonce}.new`
  const bytes = Buffer.from(JSON.stringify(me), 'utf8')
  const write = async (to: string): Promise<void> => {
    const file = await open(to, 'wx', 0o600)
    try {
      await writeAll(file, bytes, 0)
    } finally {
      await file.close()
    }
  }
  try {
    await write(aside)
    await link(aside, path).catch(async (error: unknown) => {
      if (systemCode(error) === 'EEXIST') throw error
      await write(path)
    })
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  } finally {
    await removeIfPossible(aside)
  }
}

/** A vault's lock while it is held. */
export interface VaultLock {
  /** False when another took the lock, which can only be after this machine slept or stood still for long. */
  stillHeld(): Promise<boolean>
  release(): Promise<void>
}

function hold(path: string, me: Holder): VaultLock {
  const stillHeld = async (): Promise<boolean> => {
    const found = await readHolder(path).catch(() => undefined)
    return found?.holder?.nonce === me.nonce
  }
  const beat = setInterval(() => {
    const now = new Date()
    stillHeld()
      .then((held) => (held ? utimes(path, now, now) : undefined))
      .catch(() => undefined)
  }, heartbeatMs)
  beat.unref()
  return {
    stillHeld,
    release: async () => {
      clearInterval(beat)
      // Where it cannot be removed it is still nobody's, once this process has ended.
      if (await stillHeld()) await removeIfPossible(path)
    },
  }
}

async function acquire(path: string): Promise<VaultLock | undefined> {
  const me = await thisProcess()
  for (let attempt = 0; attempt < 3; attempt++) {
    if (await writeLock(path, me)) return hold(path, me)
    const found = await readHolder(path).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return undefined
      throw error
    })
    if (found === undefined) continue
    if (!(await isAbandoned(path, found.holder, me))) return undefined
    if (!(await clearAbandoned(path, found.text, me))) return undefined
  }
  return undefined
}

/**
 * Takes the one right to write in a vault. The lock is a file that names its holder: machine, start of the machine,
 * process and start of the process. It dies with its process, since whoever finds it looks whether that process still
 * runs; of a holder on another machine, which nobody can look at, the file's age decides (it is touched every minute).
 * It keeps honest programs apart; the database's own exclusive lock stands behind it.
 *
 * @throws Refusal `vault.in-use`, `destination.unwritable`, `disk.full`
 */
export async function lockVault(folder: string): Promise<VaultLock> {
  let lock: VaultLock | undefined
  try {
    lock = await acquire(join(folder, lockName))
  } catch (error) {
    throw asWriteRefusal(error)
  }
  if (lock === undefined) throw new Refusal('vault.in-use', {})
  return lock
}
