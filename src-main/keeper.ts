import { createTypesetterAt } from './acts/binding-tools.ts'
import { createWorkerBinder } from './acts/worker-binder.ts'
import { refuseCoreDumps } from './door/core-dumps.ts'
import { createGrants } from './door/grants.ts'
import { createHandlers } from './door/handlers.ts'
import { createIncidents } from './door/incidents.ts'
import { createJobs } from './door/jobs.ts'
import { createKeeperReader } from './door/keeper-reader.ts'
import { type FromKeeper, KEEPER_PROTOCOL, MOST_MEDIA_BYTES, type ToKeeper } from './door/keeper-messages.ts'
import { serve } from './door/serve.ts'
import { createSession } from './door/session.ts'
import { newId, placesFrom, wallClock } from './door/tools.ts'
import { assert, Refusal } from './kernel/errors.ts'
import { createReaderClient } from './pages/reader-client.ts'
import type { ElectronPort } from './pages/reader-port.ts'
import type { Typesetter } from './typeset/typesetter.ts'

// The keeper starts here: the one process that holds keys, the database and every rule. It knows nothing of Electron but
// the port by which it was started.

refuseCoreDumps()
const { parentPort } = process as unknown as { readonly parentPort?: ElectronPort }
assert(parentPort, 'the keeper is started by the shell')
const port: ElectronPort = parentPort
const say = (message: FromKeeper): void => port.postMessage(message)

const places = placesFrom(import.meta.dirname)
const incidents = createIncidents()
const session = createSession()
const grants = createGrants()
const readers = createKeeperReader(() => say({ reader: 'restart' }))
const reader = createReaderClient(readers.host)
let typesetter: Typesetter | undefined
// The shell says where the user's profile is.
const [, , stateFolder] = process.argv
const tools = {
  clock: wallClock,
  newId,
  ...(stateFolder === undefined ? {} : { stateFolder }),
  reader,
  typesetter: () => (typesetter ??= createTypesetterAt(places)),
  binder: createWorkerBinder({ ...places, program: places.binderProgram, reader }),
}
const emit = (event: Extract<FromKeeper, { event: unknown }>['event']): void => say({ event })
const jobs = createJobs({ emit, incidents, now: () => wallClock().at, newId })
const answer = serve(createHandlers({ session, grants, jobs, tools, places, emit }), incidents)

port.on('message', ({ data, ports }) => hear(data as ToKeeper, ports ?? []))
say({ hello: KEEPER_PROTOCOL })

function hear(message: ToKeeper, ports: readonly ElectronPort[]): void {
  if ('grant' in message) grants.add(message.grant.grant, message.grant.path, message.grant.use)
  else if ('readerPort' in message) {
    const [line] = ports
    if (line) readers.arrived(message.readerPort, line)
  } else if ('readerEnded' in message) readers.ended(message.readerEnded)
  else if ('lock' in message) void close()
  else void reply(message)
}

async function reply(question: Extract<ToKeeper, { id: number }>): Promise<void> {
  const { id } = question
  if ('name' in question) {
    say({ id, reply: await answer(question.name, question.input) })
    return
  }
  try {
    if ('page' in question) {
      const { token, index, width } = question.page
      say({ id, bytes: await session.views().page(token, index, width) })
    } else if ('mediaInfo' in question) {
      say({ id, info: session.views().media(question.mediaInfo.token) })
    } else {
      const { token, start, end } = question.media
      say({ id, bytes: await session.views().bytes(token, start, Math.min(end, start + MOST_MEDIA_BYTES)) })
    }
  } catch (error) {
    if (!(error instanceof Refusal)) incidents.record(error, 'view')
    say({ id, none: true })
  }
}

/** Lets every job go, closes the vault, and ends: the operating system takes the memory back with everything in it. */
async function close(): Promise<void> {
  try {
    await jobs.close()
    await session.close()
  } finally {
    process.exit(0)
  }
}
