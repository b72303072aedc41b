import { Worker } from 'node:worker_threads'
import { Bug, Refusal, refusalOf } from '../kernel/errors.ts'
import type { ReaderClient } from '../pages/reader-client.ts'
import type { Binder, Binding, BindingIo, Bound } from './binder.ts'
import type { Answer, BinderPlaces, Question, Said } from './binder-protocol.ts'
import { convertImage } from './binding-tools.ts'

/** Where the worker's program is, and what it is told. */
export interface WorkerBinderOptions extends BinderPlaces {
  readonly program: string
  readonly reader: ReaderClient
}

/** Binds each bundle in a worker of its own, so that the keeper goes on answering; the worker ends with the bundle. */
export function createWorkerBinder({ program, reader, ...places }: WorkerBinderOptions): Binder {
  const workers = new Set<Worker>()
  return {
    async bind(binding, io) {
      const worker = new Worker(program, {
        workerData: { binding, places },
        resourceLimits: { maxOldGenerationSizeMb: 1024 },
      })
      workers.add(worker)
      try {
        return await follow(worker, binding, io, reader)
      } finally {
        workers.delete(worker)
        await worker.terminate()
      }
    },
    async close() {
      await Promise.all([...workers].map((worker) => worker.terminate()))
    },
  }
}

function follow(worker: Worker, _binding: Binding, io: BindingIo, reader: ReaderClient): Promise<Bound> {
  return new Promise((resolve, reject) => {
    const tell = (said: Answer): void => worker.postMessage(said)
    // The rules know only whether something is cancelled; the worker is told when it shows.
    const watch = setInterval(() => {
      if (io.cancel?.aborted) tell({ cancel: true })
    }, 50)
    const end = (settle: () => void): void => {
      clearInterval(watch)
      settle()
    }
    worker.on('message', (said: Said) => {
      switch (said.say) {
        case 'question':
          void answer(said.question, io, reader).then(
            (value) => tell({ id: said.id, ok: true, value }),
            (error: unknown) =>
              tell({ id: said.id, ok: false, failure: error instanceof Refusal ? error.toFailure() : undefined }),
          )
          break
        case 'progress':
          io.onProgress?.(said.progress)
          break
        case 'bound':
          end(() => resolve(said.bound))
          break
        case 'failed':
          end(() => reject(said.failure ? refusalOf(said.failure) : new Bug(`the binder failed at ${said.place}`)))
          break
      }
    })
    worker.on('error', (error) => end(() => reject(error)))
    worker.on('exit', () => end(() => reject(new Bug('the binder ended early'))))
  })
}

async function answer(question: Question, io: BindingIo, reader: ReaderClient): Promise<unknown> {
  switch (question.ask) {
    case 'open':
      return io.open(question.key)
    case 'write':
      return io.write(question.bytes)
    case 'restart':
      return io.restart()
    case 'repair':
      return reader.repair(question.bytes)
    case 'convert':
      return convertImage(reader, question.bytes)
  }
}
