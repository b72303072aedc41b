import { readFileSync } from 'node:fs'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { bindBundle } from './acts/bind-bundle.ts'
import type { Answer, BinderStart, Question, Said } from './acts/binder-protocol.ts'
import { createTools } from './acts/binding-tools.ts'
import { assert, Bug, Refusal, refusalOf } from './kernel/errors.ts'

// The worker in which a bundle is bound: bytes in, bytes out. It holds no key and opens nothing of a vault; what it
// reads from the disk are templates and fonts.

assert(parentPort, 'the binder runs in a worker')
void bind(parentPort, workerData as BinderStart)

async function bind(port: MessagePort, { binding, places }: BinderStart): Promise<void> {
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >()
  const cancel = { aborted: false }
  let asked = 0
  port.on('message', (answer: Answer) => {
    if ('cancel' in answer) {
      cancel.aborted = true
      return
    }
    const waiter = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.ok) waiter?.resolve(answer.value)
    else waiter?.reject(answer.failure ? refusalOf(answer.failure) : new Bug('the host failed'))
  })
  const say = (said: Said): void => port.postMessage(said)
  const ask = (question: Question): Promise<unknown> => {
    asked += 1
    const id = asked
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      say({ say: 'question', id, question })
    })
  }
  const tools = createTools(places, {
    repair: async (bytes) => (await ask({ ask: 'repair', bytes })) as Uint8Array,
    convert: async (bytes) => (await ask({ ask: 'convert', bytes })) as readonly Uint8Array[],
    readFont: (path) => readFileSync(path),
  })
  try {
    const io = {
      open: async (key: string) => (await ask({ ask: 'open', key })) as Uint8Array,
      write: async (bytes: Uint8Array) => void (await ask({ ask: 'write', bytes })),
      restart: async () => void (await ask({ ask: 'restart' })),
      onProgress: (progress: { done: number; total: number }) => say({ say: 'progress', progress }),
      cancel,
    }
    say({ say: 'bound', bound: await bindBundle(binding, io, tools) })
  } catch (error) {
    const place = error instanceof Error ? (/[\w.-]+\.(?:cjs|ts):\d+:\d+/u.exec(error.stack ?? '')?.[0] ?? '') : ''
    say({ say: 'failed', failure: error instanceof Refusal ? error.toFailure() : undefined, place })
  } finally {
    port.close()
  }
}
