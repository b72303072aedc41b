import { parseArgs, type ParseArgsConfig } from 'node:util'
import { Refusal } from '../kernel/errors.ts'
import type { Progress } from '../kernel/cancel.ts'
import type { Office, OfficeTools } from '../acts/office.ts'
import type { Desk } from '../acts/desk.ts'
import type { OfficeSecret, Words } from '../acts/secret.ts'

/** What a command prints: one JSON object, its lines for people, and the exit status (0 done; 1 something checked did not hold). */
export interface Printed {
  readonly json: Readonly<Record<string, unknown>>
  readonly lines: readonly string[]
  readonly status?: 0 | 1
}

/** What a command is given. */
export interface Call {
  /** What stands after the command's words, in order. */
  readonly rest: readonly string[]
  readonly option: (name: string) => string | undefined
  readonly options: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
  /** The passphrase, from a file or the environment; never an argument. @throws Refusal `usage` */
  readonly passphrase: () => Promise<Uint8Array>
  /** Whatever the vault is opened with: the passphrase, a key file, whose they are. @throws Refusal `usage` */
  readonly secret: () => Promise<OfficeSecret>
  /** What somebody is to open it with from now on. @throws Refusal `usage` */
  readonly newSecret: () => Promise<Words>
  /** @throws Refusal `usage` */
  readonly recoveryKey: () => Promise<string>
  /** A passphrase for one compartment, where one is named. @throws Refusal `usage` */
  readonly newCompartmentPassphrase: () => Promise<Uint8Array | undefined>
  /** Opens the vault that `--vault` names; it is closed when the command ends. */
  readonly office: () => Promise<Office>
  /** The desk at which the record lies that the command names: the vault's own, or that of an open compartment. */
  readonly desk: () => Promise<Desk>
  /** What works without a vault. */
  readonly tools: () => OfficeTools
  readonly programFolder: string
  readonly progress: (unit: 'bytes' | 'pages' | 'items') => (progress: Progress) => void
  readonly cancel: AbortSignal
}

/** One command of `clarkson`. */
export interface Command {
  /** Its words and what follows them, as in `case show REF`. */
  readonly usage: string
  readonly about: string
  /** Options with a value; those that may be given more than once end in `…`. */
  readonly values?: readonly string[]
  readonly flags?: readonly string[]
  readonly run: (call: Call) => Promise<Printed>
}

/** The options that every command has. */
export const commonValues = ['vault', 'user', 'passphrase-file', 'key-file', 'compartment-passphrase-file'] as const

/** `--accept-older` opens a vault that was put back from a copy, and enters that in its ledger. */
const commonFlags = ['accept-older'] as const

/** The words of a command, without what follows: `case show`. */
export function wordsOf(command: Command): readonly string[] {
  return command.usage.split(' ').filter((word) => /^[a-z-]+$/u.test(word))
}

/** The command line as read. */
export interface ParsedCall {
  readonly rest: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
}

/** Reads the arguments of one command. @throws Refusal `usage` for an unknown option or a missing value. */
export function readArguments(command: Command, args: readonly string[]): ParsedCall {
  const options: NonNullable<ParseArgsConfig['options']> = {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  }
  for (const name of [...commonValues, ...(command.values ?? [])]) {
    const bare = name.replace('…', '')
    options[bare] = { type: 'string', multiple: name.endsWith('…'), ...(bare === 'output' ? { short: 'o' } : {}) }
  }
  for (const name of [...commonFlags, ...(command.flags ?? [])]) options[name] = { type: 'boolean' }
  try {
    const { positionals, values } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return { rest: positionals.slice(wordsOf(command).length), values }
  } catch (error) {
    throw new Refusal('usage', {
      what: error instanceof Error ? (/'(-[^']*)'/u.exec(error.message)?.[1] ?? command.usage) : command.usage,
    })
  }
}

/** What must stand at a place after the command's words. @throws Refusal `usage` */
export function required(call: Call, position: number, what: string): string {
  const value = call.rest[position]
  if (value === undefined) throw new Refusal('usage', { what })
  return value
}

/** An option that must be given. @throws Refusal `usage` */
export function requiredOption(call: Call, name: string): string {
  const value = call.option(name)
  if (value === undefined) throw new Refusal('usage', { what: `--${name}` })
  return value
}

/** Parses with the contract's own shape, so that window and command line refuse the same things. @throws Refusal `input.invalid` */
export function shaped<T>(
  schema: {
    safeParse(value: unknown):
      | { success: true; data: T }
      | {
          success: false
          error: { issues: readonly { path: readonly PropertyKey[]; code: string; message: string }[] }
        }
  },
  value: unknown,
): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, code, message }) => ({
    path: path.map(String).join('.'),
    code: code === 'custom' ? message : code,
  }))
  throw new Refusal('input.invalid', { issues })
}

/** What `--kdf-memory` asks for, in MiB. @throws Refusal `usage` */
export function memoryOf(call: Call): { readonly memoryMiB?: number } {
  const memory = call.option('kdf-memory')
  if (memory === undefined) return {}
  if (!/^\d{1,6}$/u.test(memory)) throw new Refusal('usage', { what: '--kdf-memory' })
  return { memoryMiB: Number(memory) }
}
