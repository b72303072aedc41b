import { closeSync, existsSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What is looked for: bytes, under the name by which a test speaks of them. */
export interface Wanted {
  readonly name: string
  readonly bytes: Buffer
}

/** A text as memory may hold it: UTF-8, and UTF-16 as V8 and the window's engine keep it. */
export function asText(name: string, text: string): readonly Wanted[] {
  return [
    { name: `${name} (UTF-8)`, bytes: Buffer.from(text, 'utf8') },
    { name: `${name} (UTF-16LE)`, bytes: Buffer.from(text, 'utf16le') },
  ]
}

/** A key as memory may hold it: raw, and in hex of either case. */
export function asKey(name: string, key: Uint8Array): readonly Wanted[] {
  const hex = Buffer.from(key).toString('hex')
  return [
    { name: `${name} (raw)`, bytes: Buffer.from(key) },
    ...asText(`${name} (hex)`, hex),
    ...asText(`${name} (HEX)`, hex.toUpperCase()),
  ]
}

/** How often each wanted thing was found; those that were not found are left out. */
export type Found = Readonly<Record<string, number>>

const STEP = 8 * 1024 * 1024
const OVERLAP = 512

/** Reads every readable region of a process's memory and counts what is in it. Linux only. */
export function scanMemory(pid: number, wanted: readonly Wanted[]): Found {
  const found = new Map<string, number>()
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  try {
    for (const { start, end } of regionsOf(pid)) scanRegion(memory, { start, end }, wanted, found)
  } finally {
    closeSync(memory)
  }
  return Object.fromEntries(found)
}

interface Region {
  readonly start: number
  readonly end: number
}

// `[vvar]` and its like belong to the kernel and cannot be read this way.
function regionsOf(pid: number): readonly Region[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, start = '', end = ''] =
        /^([0-9a-f]+)-([0-9a-f]+) r\S+ .*?(?<!\[vvar\]|\[vvar_vclock\]|\[vsyscall\])$/u.exec(line) ?? []
      return start === '' ? [] : [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) }]
    })
}

const buffer = Buffer.alloc(STEP + OVERLAP)

function scanRegion(
  memory: number,
  { start, end }: Region,
  wanted: readonly Wanted[],
  found: Map<string, number>,
): void {
  for (let at = start; at < end; at += STEP) {
    const length = Math.min(STEP + OVERLAP, end - at)
    let read = 0
    try {
      read = readSync(memory, buffer, 0, length, at)
    } catch {
      // Address space that is kept free, or was given back since the map was read.
      continue
    }
    // What begins in the overlap is counted with the next step.
    count(buffer.subarray(0, read), Math.min(STEP, end - at), wanted, found)
  }
}

function count(bytes: Buffer, before: number, wanted: readonly Wanted[], found: Map<string, number>): void {
  for (const one of wanted) {
    for (let at = bytes.indexOf(one.bytes); at >= 0 && at < before; at = bytes.indexOf(one.bytes, at + 1))
      found.set(one.name, (found.get(one.name) ?? 0) + 1)
  }
}

/** The files below a folder that hold what is wanted, whatever they are called, and those whose name holds it. */
export function scanFiles(folder: string, wanted: readonly Wanted[]): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const path = join(folder, name)
    const inName = wanted.some(({ bytes }) => Buffer.from(name).includes(bytes))
    try {
      const bytes = statSync(path).isFile() ? readFileSync(path) : Buffer.alloc(0)
      return inName || wanted.some((one) => bytes.includes(one.bytes)) ? [path] : []
    } catch {
      // A socket, or a file that has gone since.
      return inName ? [path] : []
    }
  })
}

/** One process of an app. */
export interface AppProcess {
  readonly pid: number
  /** `shell`, `renderer`, `zygote`, the name of a utility. */
  readonly kind: string
}

/**
 * The processes of an app whose settings are in a folder of its own: those that name it in their arguments or their
 * environment, and whatever descends from them. Linux only.
 */
export function processesOf(userData: string): readonly AppProcess[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid)
    .map((name) => ({ pid: Number(name), parent: parentOf(name), command: textOf(`/proc/${name}/cmdline`) }))
    .filter(({ command }) => command !== '')
  const ours = new Set(
    all
      .filter(
        ({ pid, command }) =>
          command.includes(userData) || textOf(`/proc/${pid}/environ`).includes(`CLARKSON_USER_DATA=${userData} `),
      )
      .map(({ pid }) => pid),
  )
  for (let known = 0; known !== ours.size;) {
    known = ours.size
    for (const { pid, parent } of all) {
      if (ours.has(parent)) ours.add(pid)
      // The engine writes over the environment of a process when it gives it a title.
      else if (ours.has(pid) && programOf(parent) === programOf(pid)) ours.add(parent)
    }
  }
  return all.flatMap(({ pid, command }) => (ours.has(pid) ? [{ pid, kind: kindOf(command) }] : []))
}

function kindOf(command: string): string {
  return /--utility-sub-type=(\S+)/u.exec(command)?.[1] ?? /--type=(\S+)/u.exec(command)?.[1] ?? 'shell'
}

function programOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`)
  } catch {
    return ''
  }
}

function parentOf(pid: string): number {
  return Number(/^PPid:\t(\d+)$/mu.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
