import { app, utilityProcess } from 'electron'
import type { Reply } from '../contract/failure.ts'
import type { KeeperEvent } from '../contract/vault.ts'
import {
  KEEPER_PROTOCOL,
  type FromKeeper,
  type KeeperAnswer,
  type KeeperGrant,
  type ShellQuestion,
  type ToKeeper,
} from '../door/keeper-messages.ts'
import { after, endAtOnce, endOf } from './ended.ts'
import type { ExhibitSource } from './exhibit-answers.ts'
import { startReader, type Reader } from './reader-process.ts'

/** How long a keeper has to close the vault by itself. */
const GRACE_MS = 500

/** The process that holds the keys, the record and every rule, as the shell sees it; with it goes its reader. */
export interface Keeper extends ExhibitSource {
  /** Carries one call of the contract. A keeper that ends before it has answered leaves the answer `vault.locked`. */
  call(name: string, input: unknown): Promise<Reply>
  grant(grant: KeeperGrant): void
  /** Asks it to close the vault and exit, kills it when it takes longer than half a second, and ends its reader. */
  close(): Promise<void>
  /** Kills both at once, unasked. The record is made to survive that. */
  kill(): Promise<void>
}

/** How a keeper is started and who hears of it. */
export interface KeeperOptions {
  readonly keeperScript: string
  /** Where the keeper remembers, outside every vault, what it saw of them. */
  readonly stateFolder: string
  readonly readerScript: string
  readonly onEvent: (event: KeeperEvent) => void
  /** It ended without being told to. */
  readonly onLost: () => void
}

/** A question before it is numbered. */
type WithoutId<Q> = Q extends ShellQuestion ? Omit<Q, 'id'> : never

const locked: Reply = { ok: false, failure: { code: 'vault.locked', facts: {} } }

/** Starts a keeper: an empty one, that has no vault open. */
export function startKeeper({ keeperScript, stateFolder, readerScript, onEvent, onLost }: KeeperOptions): Keeper {
  const child = utilityProcess.fork(keeperScript, [stateFolder], {
    serviceName: 'Clarkson keeper',
    // Nothing that a packaged keeper could print may reach a terminal or a log.
    stdio: app.isPackaged ? 'ignore' : 'inherit',
    env: keeperEnvironment(),
  })
  const waiting = new Map<number, (answer: KeeperAnswer | undefined) => void>()
  let reader: Reader | undefined
  let lastId = 0
  let isOver = false

  function settle(): void {
    reader?.stop()
    for (const answer of waiting.values()) answer(undefined)
    waiting.clear()
    if (!isOver) onLost()
    isOver = true
  }
  const ended = endOf(child).then(settle)

  const say = (message: ToKeeper): void => {
    if (!isOver) child.postMessage(message, [])
  }

  function ask(question: WithoutId<ShellQuestion>): Promise<KeeperAnswer | undefined> {
    if (isOver) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      const id = ++lastId
      waiting.set(id, resolve)
      child.postMessage({ id, ...question }, [])
    })
  }

  async function bytes(question: WithoutId<ShellQuestion>): Promise<Uint8Array | undefined> {
    const answer = await ask(question)
    return answer !== undefined && 'bytes' in answer ? answer.bytes : undefined
  }

  function hear(message: FromKeeper): void {
    if ('id' in message) {
      const answer = waiting.get(message.id)
      waiting.delete(message.id)
      answer?.(message)
    } else if ('event' in message) onEvent(message.event)
    else if ('reader' in message) reader?.restart()
    else greet(message.hello)
  }

  function greet(spoken: number): void {
    if (spoken !== KEEPER_PROTOCOL) {
      endAtOnce(child)
      return
    }
    if (reader !== undefined || isOver) return
    reader = startReader(readerScript, {
      onPort: (number, port) => child.postMessage({ readerPort: number } satisfies ToKeeper, [port]),
      onEnd: (number) => say({ readerEnded: number }),
    })
  }

  child.on('message', hear)

  async function kill(): Promise<void> {
    isOver = true
    reader?.stop()
    endAtOnce(child)
    await ended
  }

  return {
    async call(name, input) {
      const answer = await ask({ name, input })
      return answer !== undefined && 'reply' in answer ? answer.reply : locked
    },
    page: (token, index, width) => bytes({ page: { token, index, width } }),
    media: (token, { start, end }) => bytes({ media: { token, start, end } }),
    async mediaInfo(token) {
      const answer = await ask({ mediaInfo: { token } })
      return answer !== undefined && 'info' in answer ? answer.info : undefined
    },
    grant: (grant) => say({ grant }),
    kill,
    async close() {
      say({ lock: true })
      isOver = true
      reader?.stop()
      await Promise.race([ended, after(GRACE_MS)])
      await kill()
    },
  }
}

const PASSED = /^(?:TZ|LANG|LC_\w+|HOME|USERPROFILE|TMPDIR|TEMP|TMP|SystemRoot|PATH)$/u

/** Of our environment only what the keeper may need: above all nothing that changes how Node behaves. */
function keeperEnvironment(): Record<string, string> {
  const passed: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    const isOurs = !app.isPackaged && name.startsWith('CLARKSON_')
    if (value !== undefined && (PASSED.test(name) || isOurs)) passed[name] = value
  }
  return passed
}
