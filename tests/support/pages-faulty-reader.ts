import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { servePortsOfThisProcess } from '../../src-main/pages/reader-port.ts'
import { serveReader } from '../../src-main/pages/reader-serve.ts'

/** A reader whose parsers do what hostile files make parsers do. */
servePortsOfThisProcess((port) =>
  serveReader(port, {
    mostMemoryBytes: Infinity,
    parsers: {
      exit: () => process.exit(3),
      hang() {
        for (;;);
      },
      hoard() {
        const hoard: Uint8Array[][] = []
        for (;;) hoard.push(Array.from({ length: 1_000_000 }, () => new Uint8Array(0)))
      },
      write(_bytes, path) {
        writeFileSync(String(path), 'it could')
        return 'written'
      },
      start: () => spawnSync(process.execPath, ['--version']).stdout.byteLength,
      lie: () => ({ colour: 7 }),
      count: (bytes) => ({ bytes: bytes.byteLength, process: process.pid, environment: Object.keys(process.env) }),
    },
  }),
)
