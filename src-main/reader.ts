import { z } from 'zod'
import { refuseCoreDumps } from './door/core-dumps.ts'
import { AttachmentOptions, ContentsOptions } from './intake/contents-kind.ts'
import { readContents, takeAttachment } from './intake/read-contents.ts'
import { textOfFile } from './intake/file-text.ts'
import { readStatementSource } from './intake/statement-source.ts'
import { limitWasmMemory } from './pages/mupdf.ts'
import { servePortsOfThisProcess } from './pages/reader-port.ts'
import { serveReader, type Parser } from './pages/reader-serve.ts'

const MIB = 1024 * 1024

/** What MuPDF may hold. Documents are read from where they lie, so this is for decoding alone. */
const MOST_WASM_BYTES = 512 * MIB
/** Beyond this the process asks to be replaced: WebAssembly memory grows and never shrinks. */
const MOST_MEMORY_BYTES = 768 * MIB

const StatementOptions = z.object({ kind: z.enum(['markdown', 'text', 'docx']) })

const TextOptions = z.object({ mediaType: z.string() })

/** What can be asked for by name, beside pages: each reads a hostile file into a plain value. */
const parsers: Readonly<Record<string, Parser>> = {
  statement: (bytes, options) => readStatementSource(bytes, StatementOptions.parse(options).kind),
  contents: (bytes, options) => readContents(bytes, ContentsOptions.parse(options)),
  attachment: (bytes, options) => takeAttachment(bytes, AttachmentOptions.parse(options)),
  text: (bytes, options) => textOfFile(bytes, TextOptions.parse(options).mediaType),
}

/** The reader starts here: a process that holds no key, opens hostile files, and may die of them. */
function start(): void {
  refuseCoreDumps()
  limitWasmMemory(MOST_WASM_BYTES)
  // Whoever started it has gone: there is nobody left to read for.
  process.once('disconnect', () => process.exit(0))
  servePortsOfThisProcess((port) => serveReader(port, { parsers, mostMemoryBytes: MOST_MEMORY_BYTES }))
}

start()
