import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** A picture of two halves, red and blue, as its encoder writes it. */
export async function encoded(kind: 'webp' | 'avif'): Promise<Uint8Array> {
  const find = createRequire(import.meta.url)
  const name = `@jsquash/${kind}/codec/enc/${kind}_enc`
  type Factory = (options: object) => Promise<{
    encode(data: Uint8Array, width: number, height: number, options: object): Uint8Array
  }>
  const { default: factory } = (await import(/* @vite-ignore */ `${name}.js`)) as { readonly default: Factory }
  const { defaultOptions } = (await import(/* @vite-ignore */ `@jsquash/${kind}/meta.js`)) as { defaultOptions: object }
  const encoder = await factory({ noInitialRun: true, wasmBinary: readFileSync(find.resolve(`${name}.wasm`)) })
  const rgba = Uint8Array.from({ length: 64 * 32 * 4 }, (_, i) =>
    i % 4 === 3 || i % 4 === (Math.floor(i / 4) % 64 < 32 ? 0 : 2) ? 255 : 0,
  )
  return encoder.encode(rgba, 64, 32, { ...defaultOptions, speed: 10, quality: 90 })
}
