/** Vite's way to take files in at build time; vitest has it too. */
interface ImportMeta {
  glob<T>(pattern: string, options: { query: string; import: string; eager: true }): Record<string, T>
}

/** The recognition engine, a CommonJS file with its WebAssembly in it. It has no types of its own: see pages/tesseract.ts. */
declare module 'tesseract.js-core/tesseract-core-simd-lstm.wasm.js' {
  const start: unknown
  export default start
}
