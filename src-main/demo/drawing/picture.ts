import { hash, noise } from './chance.ts'
import { colorAt, along } from './surfaces.ts'
import { beyond, dot, mix, plus, times, unit, type Triangle, type Vec } from './scene.ts'
import { aim, fromSun, hitsOf, seen, type Camera, type Hits, type View } from './view.ts'

/** Everything a picture is drawn from: bodies, ground, sky, sun and camera. Colours are linear, 0 to 1. */
export interface Stage {
  readonly triangles: readonly Triangle[]
  readonly camera: Camera
  readonly ground: (x: number, z: number, fine: number) => Vec
  readonly sky: (direction: Vec) => Vec
  readonly sun: { readonly towards: Vec; readonly color: Vec }
  readonly ambient: Vec
  readonly haze: { readonly color: Vec; readonly perMetre: number }
  /** The part of the scene that throws shadows. */
  readonly around: { readonly middle: Vec; readonly reach: number }
  readonly exposure: number
}

/** A drawn picture: rows of red, green and blue, one byte each. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

const shadowSide = 1536

interface Shading {
  readonly stage: Stage
  readonly view: View
  readonly sunView: View
  readonly shadows: Hits
}

/** How much sun reaches a point, 0 to 1, softened over a few samples of the shadow map. */
function sunlit({ sunView, shadows }: Shading, point: Vec, normal: Vec): number {
  const [x, y, near] = seen(sunView, beyond(point, normal, 0.03))
  let lit = 0
  for (let tap = 0; tap < 4; tap++) {
    const column = Math.floor(x + (tap & 1) - 0.5)
    const row = Math.floor(y + (tap >> 1) - 0.5)
    const inside = column >= 0 && row >= 0 && column < shadowSide && row < shadowSide
    const blocker = inside ? (shadows.nearness[row * shadowSide + column] ?? -1e9) : -1e9
    if (blocker <= near + 0.04) lit += 0.25
  }
  return lit
}

interface Spot {
  readonly point: Vec
  readonly normal: Vec
  readonly away: number
  readonly albedo: Vec
  /** How open the spot is to the sky, 0 to 1. */
  readonly open: number
}

function light(shading: Shading, spot: Spot): Vec {
  const { sun, ambient, haze } = shading.stage
  const facing = Math.max(0, dot(spot.normal, sun.towards))
  const direct = facing > 0 ? facing * sunlit(shading, spot.point, spot.normal) : 0
  const fromSky = (0.68 + 0.32 * spot.normal[1]) * spot.open
  const clear = Math.exp(-spot.away * haze.perMetre)
  const shown = (channel: 0 | 1 | 2): number =>
    spot.albedo[channel] * (ambient[channel] * fromSky + sun.color[channel] * direct) * clear +
    haze.color[channel] * (1 - clear)
  return [shown(0), shown(1), shown(2)]
}

function normalOf(triangle: Triangle, point: Vec, ray: Vec): Vec {
  const { axis } = triangle
  const flat = triangle.normal
  const round: Vec = axis
    ? unit([point[0] - axis[0], flat[1] * Math.hypot(point[0] - axis[0], point[2] - axis[1]), point[2] - axis[1]])
    : flat
  return dot(round, ray) > 0 ? times(round, -1) : round
}

function rayAt(view: View, x: number, y: number): Vec {
  const across = (x - view.width / 2) / view.scale
  const down = (y - view.height / 2) / view.scale
  const part = (axis: 0 | 1 | 2): number => view.ahead[axis] + view.right[axis] * across - view.up[axis] * down
  return [part(0), part(1), part(2)]
}

function shadeBody(shading: Shading, triangle: Triangle, sight: { ray: Vec; away: number }): Vec {
  const point = beyond(shading.view.at, sight.ray, sight.away)
  const normal = normalOf(triangle, point, sight.ray)
  const fine = Math.min(1, 14 / sight.away)
  const place = along(point, triangle.axis ? normal : triangle.normal)
  const open = Math.abs(normal[1]) > 0.6 ? 1 : 1 - 0.42 * Math.exp(-Math.max(0, point[1]) * 2.6)
  return light(shading, { point, normal, away: sight.away, albedo: colorAt(triangle.material, place, fine), open })
}

function shadeOpen(shading: Shading, ray: Vec): Vec {
  const { stage, view } = shading
  if (ray[1] >= -0.0005) return stage.sky(unit(ray))
  const away = -view.at[1] / ray[1]
  const point = beyond(view.at, ray, away)
  const albedo = stage.ground(point[0], point[2], Math.min(1, 16 / away))
  return light(shading, { point, normal: [0, 1, 0], away, albedo, open: 1 })
}

function shadeSample(shading: Shading, hits: Hits, at: number): Vec {
  const { view } = shading
  const ray = rayAt(view, (at % view.width) + 0.5, Math.floor(at / view.width) + 0.5)
  const triangle = shading.stage.triangles[hits.triangle[at] ?? -1]
  return triangle ? shadeBody(shading, triangle, { ray, away: 1 / (hits.nearness[at] ?? 1) }) : shadeOpen(shading, ray)
}

/**
 * Linear light (0 to 4) to a byte, in 4,096 steps of its square root, with a toe and a shoulder as film has.
 * Source: the fitted ACES curve of K. Narkowicz, 2016.
 */
const film = Float32Array.from({ length: 4097 }, (_, step) => {
  const linear = 4 * (step / 4096) ** 2
  const toned = (linear * (2.51 * linear + 0.03)) / (linear * (2.43 * linear + 0.59) + 0.14)
  return 255 * Math.min(1, toned) ** (1 / 2.2)
})

function byteOf(linear: number): number {
  return film[Math.min(4096, Math.round(Math.sqrt(Math.max(0, linear) / 4) * 4096))] ?? 255
}

function develop(picture: Picture, at: number, color: Vec, exposure: number): void {
  const x = at % picture.width
  const y = Math.floor(at / picture.width)
  const edge = Math.hypot(x / picture.width - 0.5, y / picture.height - 0.5)
  const gain = exposure * (1 - 0.5 * edge * edge)
  const grain = (hash(x * 7 + y * 131, y * 3 + (x >> 3)) + hash(x * 5 + 77, y * 11 + (x >> 5)) - 1) * 9
  for (let channel = 0; channel < 3; channel++) {
    const value = byteOf((color[channel] ?? 0) * gain) + grain
    picture.rgb[at * 3 + channel] = Math.max(0, Math.min(255, Math.round(value)))
  }
}

/** The colour of a pixel whose upper left sample is `first`: one sample within a face, four across an edge. */
function pixelColor(shading: Shading, hits: Hits, first: number): Vec {
  const { triangle } = hits
  const below = first + shading.view.width
  const body = triangle[first]
  if (body === triangle[first + 1] && body === triangle[below] && body === triangle[below + 1]) {
    return shadeSample(shading, hits, first)
  }
  const upper = plus(shadeSample(shading, hits, first), shadeSample(shading, hits, first + 1))
  const lower = plus(shadeSample(shading, hits, below), shadeSample(shading, hits, below + 1))
  return times(plus(upper, lower), 0.25)
}

/** Draws a stage: two by two samples a pixel along edges, one elsewhere. The same stage gives the same bytes. */
export function draw(stage: Stage, width: number, height: number): Picture {
  const view = aim(stage.camera, width * 2, height * 2)
  const sunView = fromSun(stage.sun.towards, stage.around, shadowSide)
  const shading: Shading = { stage, view, sunView, shadows: hitsOf(sunView, stage.triangles) }
  const hits = hitsOf(view, stage.triangles)
  const picture: Picture = { width, height, rgb: new Uint8Array(width * height * 3) }
  for (let at = 0; at < width * height; at++) {
    const first = Math.floor(at / width) * width * 4 + (at % width) * 2
    develop(picture, at, pixelColor(shading, hits, first), stage.exposure)
  }
  return picture
}

/** A dry-season sky over a line of far trees. `seed` changes the trees. */
export function drySky(seed: number, warmth = 0): (direction: Vec) => Vec {
  const zenith: Vec = [0.26 + warmth * 0.1, 0.43, 0.68 - warmth * 0.1]
  const low: Vec = [0.86 + warmth * 0.1, 0.8, 0.68 - warmth * 0.12]
  const trees: Vec = [0.27, 0.29, 0.2]
  return (direction) => {
    const bearing = Math.atan2(direction[0], direction[2])
    const height = direction[1]
    const crown = 0.012 + 0.022 * noise(bearing * 26 + seed, 1) + 0.012 * noise(bearing * 120 + seed, 2)
    const open = mix(low, zenith, Math.min(1, Math.max(0, height) ** 0.6 * 1.25))
    const wisps = Math.max(0, noise(bearing * 5 + seed, height * 22) - 0.55) * 0.5 * Math.min(1, height * 6)
    if (height < crown) return mix(trees, low, 0.45 + 0.25 * noise(bearing * 70, height * 300))
    return mix(open, [0.95, 0.93, 0.9], Math.max(0, wisps))
  }
}

/** Trodden earth, dusted with brick. */
export function earth(tint: Vec, noiseOf: (x: number, y: number) => number): Stage['ground'] {
  return (x, z, fine) => {
    const broad = 0.72 + 0.42 * noiseOf(x * 0.22, z * 0.22)
    const close = 0.86 + 0.3 * noiseOf(x * 3.1, z * 3.1) * fine + 0.14 * (1 - fine)
    const grit = 1 + (noise(x * 38, z * 38) - 0.5) * 0.35 * fine
    return times(tint, broad * close * grit)
  }
}
