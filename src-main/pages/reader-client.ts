import type { z } from 'zod'
import { CheckReport } from '../contract/bundles.ts'
import { Refusal } from '../kernel/errors.ts'
import type { CheckExpectations, CheckRules } from './check/rules.ts'
import type { DerivedPicture, PictureRecipe } from './derive.ts'
import type { DocumentFacts } from './document.ts'
import type { ConvertedImage } from './images.ts'
import { answers, type ReaderCall } from './reader-protocol.ts'
import { startSession, type ReaderHost, type Session } from './reader-session.ts'
import type { RecognisedPage } from './recognise.ts'
import type { RenderedPage } from './render.ts'
import type { LanguageData } from './tesseract.ts'
import type { PageText } from './text.ts'

export type { ReaderHost } from './reader-session.ts'

/** A document and the way to its bytes: the reader may die, and a fresh one needs them again. */
export interface ReaderSource {
  /** The same for the same bytes: a digest or a blob's id. */
  readonly key: string
  readonly bytes: () => Promise<Uint8Array>
  readonly password?: string
}

/** How long the reader may take and how much it may hold. */
export interface ReaderClientOptions {
  /** For one question, in milliseconds. */
  readonly timeoutMs?: number
  /** For a check or a repair of a whole bundle, in milliseconds. */
  readonly longTimeoutMs?: number
  readonly mostOpenDocuments?: number
  readonly mostOpenBytes?: number
}

/** How a parser of the reader is asked: its own options, how its answer is read, and how long it may take. */
interface ParseQuestion<T> {
  readonly options: unknown
  readonly schema: z.ZodType<T>
  readonly timeoutMs?: number
}

/**
 * The process without keys that reads hostile files, as the keeper sees it. One question is under way at a time, so a document that
 * hangs or kills the reader fails alone; the next question goes to a fresh process, in which documents are opened again as they are
 * needed. Pages are counted from 0.
 *
 * Every question may throw Refusal `reader.failed` (the process died) or `reader.timed-out`, beside what the reading itself throws.
 */
export interface ReaderClient {
  describe(source: ReaderSource): Promise<DocumentFacts>
  render(source: ReaderSource, page: number, widthPixels: number): Promise<RenderedPage>
  text(source: ReaderSource, page: number): Promise<PageText>
  /** Recognises what is written in the picture of a page. @throws Refusal as recognisePage does */
  recognise(source: ReaderSource, page: number, languages: readonly LanguageData[]): Promise<RecognisedPage>
  /** Looks whether a language's data is what the engine can work with. @throws Refusal `language.damaged` */
  tryLanguage(language: LanguageData): Promise<void>
  /** Lets go of an open document. */
  forget(key: string): Promise<void>
  repair(bytes: Uint8Array, password?: string): Promise<Uint8Array>
  convertImage(bytes: Uint8Array, to: 'png' | 'jpeg', page?: number): Promise<ConvertedImage>
  /** Makes a picture from a picture or a PDF's page. @throws Refusal as derivePicture does */
  derive(bytes: Uint8Array, recipe: PictureRecipe): Promise<DerivedPicture>
  /** Makes a PDF of some pages of another. @throws Refusal as excerptPdf does */
  excerpt(bytes: Uint8Array, pages: readonly number[]): Promise<Uint8Array>
  check(bytes: Uint8Array, rules: CheckRules, expectations?: CheckExpectations): Promise<CheckReport>
  parse<T>(parser: string, bytes: Uint8Array, question: ParseQuestion<T>): Promise<T>
  /** Ends the process; whatever is under way fails. */
  stop(): void
}

const USUAL_TIMEOUT_MS = 20_000
const LONG_TIMEOUT_MS = 120_000
const USUAL_OPEN_DOCUMENTS = 8
const USUAL_OPEN_BYTES = 512 * 1024 * 1024

/** Makes a client. No process is started before the first question. */
export function createReaderClient(host: ReaderHost, options: ReaderClientOptions = {}): ReaderClient {
  const timeoutMs = options.timeoutMs ?? USUAL_TIMEOUT_MS
  const longTimeoutMs = options.longTimeoutMs ?? LONG_TIMEOUT_MS
  let session: Session | undefined
  let isStopped = false
  let tail: Promise<unknown> = Promise.resolve()

  /** Puts a piece of work behind all others. */
  function queued<T>(work: () => Promise<T>): Promise<T> {
    const done = tail.then(work)
    tail = done.catch(() => undefined)
    return done
  }

  async function ask<T>(call: ReaderCall, schema: z.ZodType<T>, withinMs: number): Promise<T> {
    if (isStopped) throw new Refusal('reader.failed', {})
    if (session === undefined || session.isOver()) session = startSession(host)
    const answer = schema.safeParse(await session.ask(call, withinMs))
    if (answer.success) return answer.data
    session.end() // It answered something that it should not: it is not itself any more.
    throw new Refusal('reader.failed', {})
  }

  /** Makes sure that the document is open in the process of now. */
  async function opened(source: ReaderSource): Promise<{ documentId: number; facts: DocumentFacts }> {
    const known = session?.documents.get(source.key)
    if (known !== undefined && session?.isOver() === false) {
      session.documents.delete(source.key)
      session.documents.set(source.key, known) // the most recently used is last
      return known
    }
    const bytes = await source.bytes()
    await makeRoom(bytes.byteLength)
    const call: ReaderCall = {
      kind: 'open',
      bytes,
      ...(source.password === undefined ? {} : { password: source.password }),
    }
    const { documentId, facts } = await ask(call, answers.open, timeoutMs)
    const document = { documentId, facts: facts as DocumentFacts, sizeBytes: bytes.byteLength }
    session?.documents.set(source.key, document)
    return document
  }

  async function makeRoom(neededBytes: number): Promise<void> {
    const documents = session?.documents
    if (documents === undefined || session?.isOver() === true) return
    const mostDocuments = options.mostOpenDocuments ?? USUAL_OPEN_DOCUMENTS
    const mostBytes = options.mostOpenBytes ?? USUAL_OPEN_BYTES
    for (const key of documents.keys()) {
      const held = [...documents.values()].reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
      if (documents.size < mostDocuments && held + neededBytes <= mostBytes) return
      await close(key)
    }
  }

  async function close(key: string): Promise<void> {
    const document = session?.documents.get(key)
    if (document === undefined || session?.isOver() === true) return
    session?.documents.delete(key)
    await ask({ kind: 'close', documentId: document.documentId }, answers.close, timeoutMs)
  }

  return {
    describe: (source) => queued(async () => (await opened(source)).facts),
    render: (source, page, widthPixels) =>
      queued(async () => {
        const { documentId } = await opened(source)
        return ask({ kind: 'render', documentId, page, widthPixels }, answers.render, timeoutMs)
      }),
    text: (source, page) =>
      queued(async () => {
        const { documentId } = await opened(source)
        return ask({ kind: 'text', documentId, page }, answers.text, timeoutMs)
      }),
    recognise: (source, page, languages) =>
      queued(async () => {
        const { documentId } = await opened(source)
        return ask({ kind: 'recognise', documentId, page, languages }, answers.recognise, longTimeoutMs)
      }),
    tryLanguage: (language) =>
      queued(async () => {
        await ask({ kind: 'try-language', language }, answers['try-language'], longTimeoutMs).catch(languageFailure)
      }),
    forget: (key) => queued(() => close(key)),
    repair: (bytes, password) =>
      queued(() =>
        ask({ kind: 'repair', bytes, ...(password === undefined ? {} : { password }) }, answers.repair, longTimeoutMs),
      ),
    convertImage: (bytes, to, page = 0) =>
      queued(() => ask({ kind: 'convert', bytes, to, page }, answers.convert, timeoutMs)),
    derive: (bytes, recipe) => queued(() => ask({ kind: 'derive', bytes, recipe }, answers.derive, longTimeoutMs)),
    excerpt: (bytes, pages) => queued(() => ask({ kind: 'excerpt', bytes, pages }, answers.excerpt, longTimeoutMs)),
    check: (bytes, rules, expectations) =>
      queued(() =>
        ask(
          { kind: 'check', bytes, rules, ...(expectations === undefined ? {} : { expectations }) },
          CheckReport,
          longTimeoutMs,
        ),
      ),
    parse: (parser, bytes, question) =>
      queued(() =>
        ask(
          { kind: 'parse', parser, bytes, options: question.options },
          question.schema,
          question.timeoutMs ?? timeoutMs,
        ),
      ),
    stop() {
      isStopped = true
      session?.end()
    },
  }
}

/** The engine dies of data that is none. */
function languageFailure(error: unknown): never {
  const isOfData = error instanceof Refusal && (error.code === 'reader.failed' || error.code === 'reader.timed-out')
  throw isOfData ? new Refusal('language.damaged', {}, { cause: error }) : error
}
