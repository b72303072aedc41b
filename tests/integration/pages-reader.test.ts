import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MessageChannel } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createReaderClient, type ReaderClient, type ReaderSource } from '../../src-main/pages/reader-client.ts'
import { forkReader } from '../../src-main/pages/reader-fork.ts'
import { portOfWorker } from '../../src-main/pages/reader-port.ts'
import { serveReader } from '../../src-main/pages/reader-serve.ts'
import { expectations, makeBundle, rules, soundPlan } from '../support/pages-bundle.ts'

const reader = fileURLToPath(new URL('../../src-main/reader.ts', import.meta.url))
const faulty = fileURLToPath(new URL('../support/pages-faulty-reader.ts', import.meta.url))
const nothing = new Uint8Array(0)
const anything = { options: undefined, schema: z.unknown() }
const Counted = z.object({ bytes: z.int(), process: z.int(), environment: z.array(z.string()) })

const clients: ReaderClient[] = []
function client(path: string, options: Parameters<typeof createReaderClient>[1] = {}): ReaderClient {
  const made = createReaderClient(forkReader(path), options)
  clients.push(made)
  return made
}

afterEach(() => {
  for (const made of clients.splice(0)) made.stop()
})

/** A bundle as a source, and how often its bytes were asked for. */
async function source(key = 'bundle'): Promise<ReaderSource & { readonly asked: () => number }> {
  const bytes = await makeBundle(soundPlan())
  let asked = 0
  return {
    key,
    bytes: async () => {
      asked++
      return bytes
    },
    asked: () => asked,
  }
}

describe('the reader in its own process', () => {
  test('describes, draws and reads a document, opening it once', async () => {
    const made = client(reader)
    const bundle = await source()
    const facts = await made.describe(bundle)
    expect(facts.pageCount).toBe(8)
    expect(facts.pages[7]).toMatchObject({ label: '8' })
    expect(facts.outline.map(({ title, depth }) => ({ title, depth }))[2]).toEqual({
      title: 'Statement of W1 [p.2]',
      depth: 1,
    })
    const page = await made.render(bundle, 0, 500)
    expect(page.widthPixels).toBe(500)
    expect([...page.png.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47])
    expect((await made.text(bundle, 0)).plain).toContain('Wage ledger 7-8')
    expect(bundle.asked()).toBe(1)
  })

  test('checks a bundle and repairs a PDF', async () => {
    const made = client(reader)
    const bytes = await makeBundle(soundPlan())
    const report = await made.check(bytes, rules, expectations)
    expect(report.failed).toEqual([])
    expect(report.passed).toContain('printed-number-is-label')
    const repaired = await made.repair(bytes.subarray(0, bytes.length - 100))
    expect((await made.check(repaired, rules)).passed).toContain('not-repaired')
  })

  test('passes on the refusal of a file that is no document', async () => {
    const made = client(reader)
    const text = { key: 'text', bytes: async () => new TextEncoder().encode('dear sir') }
    await expect(made.describe(text)).rejects.toMatchObject({ code: 'source.unsupported' })
    expect((await made.describe(await source())).pageCount).toBe(8)
  })

  test('reads the words of a statement', async () => {
    const words = new TextEncoder().encode('1. I worked at the kiln.\n\n2. I was not paid.\n')
    const schema = z.object({ paragraphs: z.array(z.object({ text: z.string() })) })
    const read = await client(reader).parse('statement', words, { options: { kind: 'text' }, schema })
    expect(read.paragraphs.map(({ text }) => text).join(' ')).toContain('I was not paid.')
    const unknown = client(reader).parse('statement', words, { options: { kind: 'poem' }, schema })
    await expect(unknown).rejects.toMatchObject({ code: 'reader.failed' })
  })

  test('lets go of the documents that were used longest ago', async () => {
    const made = client(reader, { mostOpenDocuments: 2 })
    const [one, two, three] = [await source('one'), await source('two'), await source('three')]
    for (const opened of [one, two, one, three, one]) await made.describe(opened)
    expect([one.asked(), two.asked(), three.asked()]).toEqual([1, 1, 1])
    await made.describe(two)
    expect(two.asked()).toBe(2)
    await made.forget('two')
    await made.describe(two)
    expect(two.asked()).toBe(3)
  })

  test('holds nothing of the environment of whoever started it', async () => {
    const counted = await client(faulty).parse('count', nothing, { options: undefined, schema: Counted })
    expect(counted.environment.filter((name) => name !== 'SystemRoot' && !name.startsWith('NODE_CHANNEL'))).toEqual([])
  })

  test.runIf(process.allowedNodeEnvironmentFlags.has('--permission'))(
    'may write no file and start no process',
    async () => {
      const made = client(faulty)
      const path = join(tmpdir(), `clarkson-reader-${process.pid}`)
      const write = made.parse('write', nothing, { options: path, schema: z.unknown() })
      await expect(write).rejects.toMatchObject({ code: 'reader.failed' })
      expect(existsSync(path)).toBe(false)
      await expect(made.parse('start', nothing, anything)).rejects.toMatchObject({ code: 'reader.failed' })
    },
  )

  test('is replaced when it says that it has used up its memory', async () => {
    let started = 0
    const made = createReaderClient({
      spawn() {
        started++
        const { port1, port2 } = new MessageChannel()
        serveReader(portOfWorker(port2), { parsers: {}, mostMemoryBytes: 0 })
        return {
          port: portOfWorker(port1),
          kill: () => port1.close(),
          onExit: (listener) => port1.once('close', listener),
        }
      },
    })
    const bundle = await source()
    await made.describe(bundle)
    await made.text(bundle, 0)
    await made.text(bundle, 1)
    expect([started, bundle.asked()]).toEqual([2, 2])
    made.stop()
  })

  test('serves a worker’s port too', async () => {
    const { port1, port2 } = new MessageChannel()
    serveReader(portOfWorker(port2), { parsers: {}, mostMemoryBytes: Infinity })
    const made = createReaderClient({
      spawn: () => ({
        port: portOfWorker(port1),
        kill: () => port1.close(),
        onExit: (listener) => port1.once('close', listener),
      }),
    })
    expect((await made.describe(await source())).pageCount).toBe(8)
    made.stop()
    await expect(made.describe(await source())).rejects.toMatchObject({ code: 'reader.failed' })
  })
})

describe('a reader that its file gets the better of', () => {
  test('is ended when it hangs, and the next question is answered by a fresh one', async () => {
    const made = client(faulty)
    const before = await made.parse('count', new Uint8Array(5), { options: undefined, schema: Counted })
    const hung = made.parse('hang', nothing, { ...anything, timeoutMs: 300 })
    const behind = made.parse('count', new Uint8Array(7), { options: undefined, schema: Counted })
    await expect(hung).rejects.toMatchObject({ code: 'reader.timed-out' })
    const after = await behind
    expect(after.bytes).toBe(7)
    expect(after.process).not.toBe(before.process)
    expect(() => process.kill(before.process, 0)).toThrow()
  })

  test('fails the question under way when it dies, and opens its documents again', async () => {
    const made = client(faulty)
    const bundle = await source()
    await made.describe(bundle)
    await expect(made.parse('exit', nothing, anything)).rejects.toMatchObject({ code: 'reader.failed' })
    expect((await made.text(bundle, 1)).plain).toContain('inspector')
    expect(bundle.asked()).toBe(2)
  })

  test('dies alone when it takes all the memory it may have', async () => {
    const made = client(faulty, { timeoutMs: 60_000 })
    await expect(made.parse('hoard', nothing, anything)).rejects.toMatchObject({ code: 'reader.failed' })
    expect((await made.describe(await source())).pageCount).toBe(8)
  }, 70_000)

  test('is not believed when it answers out of shape, nor asked for what it does not know', async () => {
    const made = client(faulty)
    const question = { options: undefined, schema: z.object({ paragraphs: z.array(z.string()) }) }
    await expect(made.parse('lie', nothing, question)).rejects.toMatchObject({ code: 'reader.failed' })
    await expect(made.parse('toString', nothing, anything)).rejects.toMatchObject({ code: 'reader.failed' })
    expect((await made.describe(await source())).pageCount).toBe(8)
  })

  test('fails every question when it cannot be started', async () => {
    const made = client('/nowhere/reader.cjs')
    await expect(made.describe(await source())).rejects.toMatchObject({ code: 'reader.failed' })
  })
})
