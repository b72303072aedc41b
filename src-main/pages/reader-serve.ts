import { derivePicture, excerptPdf } from './derive.ts'
import { Bug, unreachable } from '../kernel/errors.ts'
import { checkBundle } from './check/check-bundle.ts'
import { openDocument, type DocumentFacts, type OpenedDocument } from './document.ts'
import { imageToJpeg, imageToPng } from './images.ts'
import { isBroken } from './mupdf.ts'
import {
  failureOf,
  type ReaderAnswer,
  type ReaderCall,
  type ReaderPort,
  type ReaderRequest,
} from './reader-protocol.ts'
import { recognisePage, type RecognisedPage } from './recognise.ts'
import { renderPage, type RenderedPage } from './render.ts'
import { repair } from './repair.ts'
import { tryLanguage } from './tesseract.ts'
import { textOfPage, type PageText } from './text.ts'

/** Reads one kind of hostile file into a plain value. It may hang or die: the process is there for that. */
export type Parser = (bytes: Uint8Array, options: unknown) => unknown

/** What a reader process is given at its start. */
export interface ReaderOptions {
  /** The parsers by name, for `parse`. */
  readonly parsers: Readonly<Record<string, Parser>>
  /** When the process holds more than this beside the open documents, in bytes, it asks to be replaced. */
  readonly mostMemoryBytes: number
}

/** Answers a port's questions, one after the other, for as long as the process lives. */
export function serveReader(port: ReaderPort, options: ReaderOptions): void {
  const documents = new Map<number, HeldDocument>()
  let lastDocumentId = 0

  function document(documentId: number): OpenedDocument {
    const found = documents.get(documentId)
    if (found === undefined) throw new Bug('a document that is open')
    return found.opened
  }

  async function answer(call: ReaderCall): Promise<unknown> {
    if ('documentId' in call)
      return call.kind === 'close' ? close(call.documentId) : ofPage(document(call.documentId), call)
    switch (call.kind) {
      case 'open': {
        return keep(await openDocument(call.bytes, passwordIn(call)), call.bytes.byteLength)
      }
      case 'try-language':
        return tryLanguage(call.language)
      case 'repair':
      case 'convert':
      case 'derive':
      case 'excerpt':
        return madeFrom(call)
      case 'check':
        return checkBundle(call.bytes, call.rules, call.expectations)
      case 'parse':
        return parserNamed(options, call.parser)(call.bytes, call.options)
      default:
        return unreachable(call)
    }
  }

  function close(documentId: number): void {
    documents.get(documentId)?.opened.close()
    documents.delete(documentId)
  }

  function keep(opened: OpenedDocument, sizeBytes: number): { documentId: number; facts: DocumentFacts } {
    try {
      const facts = opened.facts()
      lastDocumentId++
      documents.set(lastDocumentId, { opened, sizeBytes })
      return { documentId: lastDocumentId, facts }
    } catch (error) {
      opened.close()
      throw error
    }
  }

  async function reply({ id, call }: ReaderRequest): Promise<void> {
    let told: ReaderAnswer
    try {
      told = { id, ok: true, isSpent: false, value: await answer(call) }
    } catch (error) {
      told = { id, ok: false, isSpent: false, failure: failureOf(error) }
    }
    // A document that was only just opened is first looked at: replaced at once, it would be opened again and again.
    const isFull =
      call.kind !== 'open' && process.memoryUsage().rss > options.mostMemoryBytes + allowance(documents.values())
    const isSpent = isBroken() || isFull
    port.send({ ...told, isSpent })
  }

  let tail: Promise<void> = Promise.resolve()
  port.listen((message) => {
    tail = tail.then(() => reply(message as ReaderRequest))
  })
}

/** What a page of an open document looks like or says. */
function ofPage(
  document: OpenedDocument,
  call: Extract<ReaderCall, { kind: 'render' | 'text' | 'recognise' }>,
): RenderedPage | PageText | Promise<RecognisedPage> {
  if (call.kind === 'render') return renderPage(document, call.page, { widthPixels: call.widthPixels })
  return call.kind === 'text' ? textOfPage(document, call.page) : recognisePage(document, call.page, call.languages)
}

/** What is made from bytes that are not kept open. */
function madeFrom(call: Extract<ReaderCall, { kind: 'repair' | 'convert' | 'derive' | 'excerpt' }>): Promise<unknown> {
  if (call.kind === 'repair') return repair(call.bytes, passwordIn(call))
  if (call.kind === 'convert') return (call.to === 'png' ? imageToPng : imageToJpeg)(call.bytes, { page: call.page })
  return call.kind === 'derive' ? derivePicture(call.bytes, call.recipe) : excerptPdf(call.bytes, call.pages)
}

interface HeldDocument {
  readonly opened: OpenedDocument
  readonly sizeBytes: number
}

/** A document's bytes are in memory once for good, and a second time until what carried them here is swept up. */
const COPIES = 2

function allowance(documents: Iterable<HeldDocument>): number {
  let bytes = 0
  for (const { sizeBytes } of documents) bytes += sizeBytes * COPIES
  return bytes
}

function passwordIn(call: { readonly password?: string }): { readonly password?: string } {
  return call.password === undefined ? {} : { password: call.password }
}

function parserNamed({ parsers }: ReaderOptions, name: string): Parser {
  const parser = Object.hasOwn(parsers, name) ? parsers[name] : undefined
  if (parser === undefined) throw new Bug('a parser that the reader was given')
  return parser
}
