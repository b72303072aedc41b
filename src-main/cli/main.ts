import { failures, type Failure } from '../contract/failure.ts'
import { Refusal, refusalCode } from '../kernel/errors.ts'
import { type Office, type OfficeTools, openOffice } from '../acts/office.ts'
import { auditCommands } from './audit-commands.ts'
import { backupCommands } from './backup-commands.ts'
import { bundleCommands } from './bundle-commands.ts'
import { caseCommands } from './case-commands.ts'
import { compartmentCommands } from './compartment-commands.ts'
import { custodyCommands } from './custody-commands.ts'
import { demoCommands } from './demo-commands.ts'
import { deriveCommands } from './derive-commands.ts'
import { evidenceCommands } from './evidence-commands.ts'
import {
  compartmentPassphraseFrom,
  newCompartmentPassphraseFrom,
  newSecretFrom,
  recoveryKeyFrom,
  secretFrom,
} from './secrets.ts'
import { statementCommands } from './statement-commands.ts'
import { textCommands } from './text-commands.ts'
import { userCommands } from './user-commands.ts'
import { travelCommands } from './travel-commands.ts'
import { vaultCommands } from './vault-commands.ts'
import { type Call, type Command, type Printed, readArguments, requiredOption, wordsOf } from './command.ts'
import { progressLine } from './progress.ts'
import { createCliTools } from './tools.ts'
import { wordFailure } from './words.ts'

/** Every command of `clarkson`. */
const commands: readonly Command[] = [
  ...vaultCommands,
  ...userCommands,
  ...backupCommands,
  ...compartmentCommands,
  ...travelCommands,
  ...caseCommands,
  ...evidenceCommands,
  ...custodyCommands,
  ...deriveCommands,
  ...textCommands,
  ...statementCommands,
  ...bundleCommands,
  ...auditCommands,
  ...demoCommands,
]

/** Runs one command and gives its exit status: 0 done, 1 something checked did not hold, 2 to 6 as the failure says. */
export async function runCli(args: readonly string[], programFolder: string): Promise<number> {
  const json = args.includes('--json')
  const stop = new AbortController()
  const interrupt = (): void => stop.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  try {
    const command = findCommand(args)
    if (!command || args.includes('--help') || args.includes('-h')) return help(command, args)
    const printed = await runCommand(command, args, { programFolder, cancel: stop.signal })
    const out = json ? [JSON.stringify(printed.json)] : printed.lines
    process.stdout.write(out.map((line) => `${line}\n`).join(''))
    return printed.status ?? 0
  } catch (error) {
    return fail(error, json)
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}

interface Surroundings {
  readonly programFolder: string
  readonly cancel: AbortSignal
}

async function runCommand(
  command: Command,
  args: readonly string[],
  { programFolder, cancel }: Surroundings,
): Promise<Printed> {
  const { rest, values } = readArguments(command, args)
  let opened: Office | undefined
  let made: OfficeTools | undefined
  const tools = (): OfficeTools => (made ??= createCliTools(programFolder))
  const option = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const call: Call = {
    rest,
    option,
    options: (name) => {
      const value = values[name]
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
    },
    flag: (name) => values[name] === true,
    passphrase: async () => (await secretFrom(option)).passphrase,
    secret: () => secretFrom(option),
    newSecret: () => newSecretFrom(option),
    recoveryKey: () => recoveryKeyFrom(option),
    newCompartmentPassphrase: () => newCompartmentPassphraseFrom(option),
    office: async () => {
      const opening = { ...(await call.secret()), acceptOlder: call.flag('accept-older') }
      if (opened) return opened
      opened = await openOffice(requiredOption(call, 'vault'), opening, tools())
      await openShut(opened, await compartmentPassphraseFrom(option))
      return opened
    },
    desk: async () => (await call.office()).compartments.deskOf(rest),
    tools,
    programFolder,
    progress: progressLine,
    cancel,
  }
  try {
    return await command.run(call)
  } finally {
    try {
      await opened?.swept
    } finally {
      await opened?.close()
    }
    made?.reader.stop()
  }
}

/** Tries a passphrase on each compartment that has one of its own. */
async function openShut({ compartments }: Office, passphrase: Uint8Array | undefined): Promise<void> {
  if (!passphrase) return
  for (const { id, why } of compartments.shut) {
    if (why !== 'needs-passphrase') continue
    await compartments.openOne(id, { passphrase: Uint8Array.from(passphrase) }).catch((error: unknown) => {
      if (refusalCode(error) !== 'compartment.wrong-passphrase') throw error
    })
  }
}

function findCommand(args: readonly string[]): Command | undefined {
  const said = args.filter((arg) => !arg.startsWith('-'))
  return commands.find((command) => wordsOf(command).every((word, i) => said[i] === word))
}

function help(command: Command | undefined, args: readonly string[]): number {
  const asked = args.length === 0 || args.includes('--help') || args.includes('-h')
  if (command) {
    const options = [
      ...(command.values ?? []).map((name) => `  --${name.replace('…', '')} VALUE`),
      ...(command.flags ?? []).map((name) => `  --${name}`),
    ]
    process.stdout.write([`clarkson ${command.usage}`, command.about, ...options, ''].join('\n'))
    return 0
  }
  if (!asked)
    return fail(
      new Refusal('usage', {
        what: args
          .filter((arg) => !arg.startsWith('-'))
          .slice(0, 2)
          .join(' '),
      }),
      args.includes('--json'),
    )
  const width = Math.max(...commands.map(({ usage }) => usage.length))
  const lines = commands.map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`)
  process.stdout.write(
    [
      'clarkson COMMAND [--vault DIR] [--user NAME] [--passphrase-file F] [--key-file F] [--compartment-passphrase-file F]',
      '         [--accept-older] [--json]',
      '',
      ...lines,
      '',
    ].join('\n'),
  )
  return args.length === 0 ? 2 : 0
}

function fail(error: unknown, json: boolean): number {
  const failure: Failure =
    error instanceof Refusal ? error.toFailure() : { code: 'bug', facts: { incident: incidentOf(error) } }
  const message = wordFailure(failure)
  process.stderr.write(`clarkson: ${message}\n`)
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: failure.code, message } })}\n`)
  return failures[failure.code].exit
}

/** Where a bug showed: kind and place, never the message, which may hold case data. `CLARKSON_DEBUG=1` prints it whole. */
function incidentOf(error: unknown): string {
  if (process.env['CLARKSON_DEBUG'] === '1')
    process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`)
  const place = error instanceof Error ? /[\w.-]+\.(?:cjs|ts|js):\d+:\d+/u.exec(error.stack ?? '')?.[0] : undefined
  return `${error instanceof Error ? error.name : typeof error} at ${place ?? 'unknown'}`
}
