import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Refusal } from '../kernel/errors.ts'
import { pixelsOfHeif } from './heif-boxes.ts'
import { firstFrame, pixelsOfWebp } from './riff-webp.ts'
import type { ModernFormat } from './sniff.ts'

/** A picture as its decoder gives it: four bytes a pixel, rows from the top. */
interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array | Uint8ClampedArray
}

/** More than any camera has; beyond it a file is a trap. */
const MOST_PIXELS = 64_000_000

const find = createRequire(import.meta.url)

/** A decoder's WebAssembly, from beside it; never from an address. */
function wasm(name: string): Uint8Array {
  return readFileSync(find.resolve(name))
}

interface Squoosh {
  decode(bytes: Uint8Array, depth?: number): Pixels | null
}
type SquooshFactory = (options: { readonly noInitialRun: true; readonly wasmBinary: Uint8Array }) => Promise<Squoosh>

async function loadWebp(): Promise<Squoosh> {
  const module = (await import('@jsquash/webp/codec/dec/webp_dec.js')) as unknown as {
    readonly default: SquooshFactory
  }
  return module.default({ noInitialRun: true, wasmBinary: wasm('@jsquash/webp/codec/dec/webp_dec.wasm') })
}

async function loadAvif(): Promise<Squoosh> {
  const module = (await import('@jsquash/avif/codec/dec/avif_dec.js')) as unknown as {
    readonly default: SquooshFactory
  }
  return module.default({ noInitialRun: true, wasmBinary: wasm('@jsquash/avif/codec/dec/avif_dec.wasm') })
}

interface HeifImage {
  get_width(): number
  get_height(): number
  is_primary?(): boolean | number
  display(into: Pixels, done: (pixels: Pixels | null) => void): void
  free?(): void
}
interface Heif {
  readonly HeifDecoder: new () => { decode(bytes: Uint8Array): HeifImage[] }
}
type HeifFactory = (options: object) => Heif | Promise<Heif>

/** What the decoder says of a file quotes it, and belongs in no log. */
function silent(): void {
  // Nothing.
}

async function loadHeif(): Promise<Heif> {
  const module = (await import('libheif-js/libheif-wasm/libheif.js')) as unknown as { readonly default: HeifFactory }
  return module.default({ wasmBinary: wasm('libheif-js/libheif-wasm/libheif.wasm'), print: silent, printErr: silent })
}

let webp: Promise<Squoosh> | undefined
let avif: Promise<Squoosh> | undefined
let heif: Promise<Heif> | undefined

async function decodeHeic(bytes: Uint8Array): Promise<Pixels | null> {
  heif ??= loadHeif()
  const { HeifDecoder } = await heif
  const images = new HeifDecoder().decode(bytes)
  try {
    const image = images.find((one) => Boolean(one.is_primary?.())) ?? images[0]
    if (image === undefined) return null
    const [width, height] = [image.get_width(), image.get_height()]
    mustBeBounded(width * height)
    const into = { width, height, data: new Uint8ClampedArray(width * height * 4) }
    return await new Promise((resolve) => image.display(into, resolve))
  } finally {
    for (const image of images) image.free?.()
  }
}

function mustBeBounded(pixels: number): void {
  if (pixels > MOST_PIXELS) throw new Refusal('source.too-large', {})
}

async function pixelsOf(format: ModernFormat, bytes: Uint8Array): Promise<Pixels | null> {
  if (format === 'image/webp') {
    mustBeBounded(pixelsOfWebp(bytes))
    webp ??= loadWebp()
    return (await webp).decode(firstFrame(bytes))
  }
  mustBeBounded(pixelsOfHeif(bytes))
  if (format === 'image/heic') return decodeHeic(bytes)
  avif ??= loadAvif()
  return (await avif).decode(bytes, 8)
}

/**
 * Decodes a WebP (of an animation the first frame), an AVIF or a HEIC to a plain picture file (PNM), transparency on white. HEIC comes
 * upright; WebP and AVIF as they lie, see orientationIn. Source: Netpbm, format P6.
 *
 * @throws Refusal `image.damaged`, `source.too-large`
 */
export async function decodeModern(format: ModernFormat, bytes: Uint8Array): Promise<Uint8Array> {
  let pixels: Pixels | null
  try {
    pixels = await pixelsOf(format, bytes)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('image.damaged', {}, { cause: error })
  }
  if (pixels === null || pixels.width < 1 || pixels.height < 1) throw new Refusal('image.damaged', {})
  mustBeBounded(pixels.width * pixels.height)
  return pnmOf(pixels)
}

function pnmOf({ width, height, data }: Pixels): Uint8Array {
  const head = Buffer.from(`P6\n${String(width)} ${String(height)}\n255\n`, 'latin1')
  const pnm = new Uint8Array(head.byteLength + width * height * 3)
  pnm.set(head)
  for (let from = 0, to = head.byteLength; to < pnm.byteLength; from += 4, to += 3) {
    const alpha = data[from + 3] ?? 255
    for (let c = 0; c < 3; c++) {
      const value = data[from + c] ?? 0
      pnm[to + c] = alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255)
    }
  }
  return pnm
}
