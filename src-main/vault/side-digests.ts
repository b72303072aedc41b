import { Worker } from 'node:worker_threads'
import { Bug } from '../kernel/errors.ts'

/**
 * The program of the thread: keeps one SHA-1 and one MD5 for each text, feeds them the shared blocks it is told of,
 * and wipes each block when it is done. It is a text so that it needs no file of its own in any bundle.
 */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const { createHash } = require('node:crypto')
const texts = new Map()
parentPort.on('message', ({ text, slot, length }) => {
  if (!texts.has(text)) texts.set(text, { sha1: createHash('sha1'), md5: createHash('md5') })
  const { sha1, md5 } = texts.get(text)
  if (slot === undefined) {
    texts.delete(text)
    parentPort.postMessage({ text, sha1: sha1.digest('hex'), md5: md5.digest('hex') })
    return
  }
  const block = workerData[slot].subarray(0, length)
  sha1.update(block)
  md5.update(block)
  block.fill(0)
  parentPort.postMessage({ slot })
})
`

/** The digests that some certificates ask for beside SHA-256, in lower-case hex. */
export interface SideDigests {
  readonly sha1: string
  readonly md5: string
}

type Answer = { readonly slot: number } | (SideDigests & { readonly text: number })

const slots = 4

/**
 * A thread that computes SHA-1 and MD5 beside the thread that hashes and seals: together they cost more than all else
 * (measured: 1 GiB in 6.7 s on one thread, 4.5 s on two). One for the process, begun at the first use, sleeping after.
 */
class DigestThread {
  readonly #worker: Worker
  readonly #send: (message: unknown) => void
  readonly #blocks: readonly Uint8Array[]
  readonly #free: number[] = Array.from({ length: slots }, (_, slot) => slot)
  readonly #waiting: (() => void)[] = []
  readonly #results = new Map<number, { resolve: (digests: SideDigests) => void; reject: (error: unknown) => void }>()
  #texts = 0
  #open = 0
  broken: Error | undefined

  constructor(blockBytes: number) {
    this.#blocks = this.#free.map(() => new Uint8Array(new SharedArrayBuffer(blockBytes)))
    this.#worker = new Worker(program, { eval: true, workerData: this.#blocks, execArgv: [] })
    this.#send = this.#worker.postMessage.bind(this.#worker)
    this.#worker.unref()
    this.#worker.on('message', (answer: Answer) => this.#take(answer))
    this.#worker.on('error', (error) => this.#break(error))
    this.#worker.on('exit', () => this.#break(new Bug('the digest thread ended')))
  }

  #take(answer: Answer): void {
    if ('slot' in answer) {
      this.#free.push(answer.slot)
      this.#waiting.shift()?.()
      return
    }
    const { text, sha1, md5 } = answer
    this.#results.get(text)?.resolve({ sha1, md5 })
    this.#results.delete(text)
  }

  #break(error: unknown): void {
    this.broken ??= error instanceof Error ? error : new Bug('the digest thread failed')
    for (const { reject } of this.#results.values()) reject(this.broken)
    this.#results.clear()
    for (const proceed of this.#waiting.splice(0)) proceed()
  }

  /** Begins a text. The process stays alive for the thread while any text is open. */
  begin(): number {
    if (this.#open++ === 0) this.#worker.ref()
    return this.#texts++
  }

  async feed(text: number, block: Uint8Array): Promise<void> {
    while (this.#free.length === 0 && this.broken === undefined)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    if (this.broken !== undefined) throw this.broken
    const slot = this.#free.pop() ?? 0
    this.#blocks[slot]?.set(block)
    this.#send({ text, slot, length: block.length })
  }

  async end(text: number): Promise<SideDigests> {
    try {
      if (this.broken !== undefined) throw this.broken
      return await new Promise((resolve, reject) => {
        this.#results.set(text, { resolve, reject })
        this.#send({ text })
      })
    } finally {
      if (--this.#open === 0) this.#worker.unref()
    }
  }
}

let shared: DigestThread | undefined

/** SHA-1 and MD5 of one text, fed block by block; no block is longer than `blockBytes`, the same for every text. */
export class SideHash {
  readonly #thread: DigestThread
  readonly #text: number
  #ended = false

  constructor(blockBytes: number) {
    if (shared === undefined || shared.broken !== undefined) shared = new DigestThread(blockBytes)
    this.#thread = shared
    this.#text = shared.begin()
  }

  /** Hands over a copy of a block; waits only while four blocks are under way. */
  async update(block: Uint8Array): Promise<void> {
    await this.#thread.feed(this.#text, block)
  }

  /** The digests of all that was handed over. Must be called once, also for a text that was given up. */
  async digests(): Promise<SideDigests> {
    this.#ended = true
    return this.#thread.end(this.#text)
  }

  /** Ends a text that was given up; nothing when it has ended. */
  async giveUp(): Promise<void> {
    if (!this.#ended) await this.digests().catch(() => undefined)
  }
}
