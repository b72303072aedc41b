import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

/** Each of these is where a process of its own starts. */
const entries = ['index', 'keeper', 'reader', 'binder', 'cli'].filter((name) => existsSync(at(`src-main/${name}.ts`)))

/** Plain JavaScript that a CommonJS file could not `require`, or that starts faster from one file: taken into ours. */
const takenIn = [
  '@cantoo/pdf-lib',
  '@noble/hashes',
  'csv-parse',
  'intl-messageformat',
  'markdown-it',
  'postal-mime',
  'zod',
]

/** What has WebAssembly in it or beside it, which only a dynamic `import()` reaches. */
const reached = [
  'mupdf',
  '@jsquash/webp/codec/dec/webp_dec.js',
  '@jsquash/avif/codec/dec/avif_dec.js',
  'libheif-js/libheif-wasm/libheif.js',
  'tesseract.js-core/tesseract-core-simd-lstm.wasm.js',
]

/**
 * Has them imported by the address of their file, in the archive's unpacked twin where there is an archive: not every
 * Electron looks for ES modules inside an archive.
 */
const reachByFile = {
  name: 'clarkson:reach-by-file',
  renderChunk(code: string): string {
    return code.replaceAll(/\bimport\("([\w@/.-]+)"\)/gu, (whole, name: string) =>
      reached.includes(name)
        ? `import(require("node:url").pathToFileURL(require.resolve("${name}").replace(".asar", ".asar.unpacked")).href)`
        : whole,
    )
  },
}

// The same files run on Electron 45 and on the trial runtime, Electron 25: targets are set by hand.
const oldestNode = 'node18'
const oldestChrome = 'chrome114'

export default defineConfig({
  main: {
    plugins: [reachByFile],
    build: {
      target: oldestNode,
      externalizeDeps: { exclude: takenIn },
      rollupOptions: {
        input: Object.fromEntries(entries.map((name) => [name, at(`src-main/${name}.ts`)])),
        // Shared chunks lie beside the entries, so that `__dirname` is out/main in each of them.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      target: oldestNode,
      // A sandboxed preload can load nothing beside itself: everything is taken in.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('src-main/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [react()],
    build: {
      target: oldestChrome,
      minify: true,
      // The content security policy allows files of our own and nothing inline.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // All is on the disk already: nothing is gained by many small files.
      chunkSizeWarningLimit: 4000,
      rollupOptions: { input: at('src-renderer/index.html') },
    },
  },
})
