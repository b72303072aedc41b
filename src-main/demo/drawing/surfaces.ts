import { cloud, hash, noise } from './chance.ts'
import { mix, times, type Material, type Surface, type Vec } from './scene.ts'

const mortar: Vec = [0.4, 0.33, 0.26]

/** Coordinates on a surface, in metres: along it and up (or across) it. */
export function along(point: Vec, normal: Vec): readonly [number, number] {
  if (Math.abs(normal[1]) > 0.8) return [point[0], point[2]]
  return [point[2] * normal[0] - point[0] * normal[2], point[1]]
}

function brickwork(color: Vec, u: number, v: number, fine: number): Vec {
  const row = Math.floor(v / 0.1)
  const shifted = u / 0.25 + (row % 2) * 0.5
  const brick = Math.floor(shifted)
  const [inU, inV] = [shifted - brick, v / 0.1 - row]
  const joint = inU < 0.05 || inV < 0.13 ? fine : 0
  const shade = 0.78 + hash(brick, row) * 0.4 * fine + (1 - fine) * 0.2
  return mix(times(color, shade * (0.88 + 0.24 * noise(u * 22, v * 22))), mortar, joint * 0.8)
}

function sheet(color: Vec, u: number, v: number): Vec {
  const wave = 0.78 + 0.3 * Math.sin(u * 55)
  const rust = Math.max(0, cloud(u * 1.3, v * 1.3 + 9) - 0.52) * 3.2
  return mix(times(color, wave), times([0.36, 0.17, 0.08], wave), Math.min(1, rust))
}

type Looks = (color: Vec, u: number, v: number, fine: number) => Vec

const looks: Readonly<Record<Surface, Looks>> = {
  plain: (color) => color,
  brickwork,
  brick: (color, u, v, fine) => times(color, 0.8 + 0.4 * noise(u * 60, v * 60) * fine + 0.2 * (1 - fine)),
  plaster: (color, u, v, fine) =>
    times(color, 0.68 + 0.3 * cloud(u * 0.9, v * 0.9) + 0.22 * cloud(u * 9, v * 9) * fine - 0.3 * damp(u, v)),
  sheet,
  thatch: (color, u, v, fine) => times(color, 0.6 + 0.55 * noise(u * 60, v * 4) * (0.4 + 0.6 * fine)),
  wood: (color, u, v, fine) => times(color, 0.72 + 0.42 * noise(u * 6, v * 70) * fine + 0.2 * (1 - fine)),
  iron: (color, u, v) => mix(color, [0.3, 0.14, 0.07], Math.max(0, cloud(u * 3, v * 3) - 0.45) * 2),
  cloth: (color, u, v) => times(color, 0.8 + 0.3 * noise(u * 2.5, v * 0.6)),
}

/**
 * The colour of a surface at a point. `fine` runs from 1 (close by, all its detail) to 0 (so far away that detail would
 * only flicker).
 */
export function colorAt(material: Material, place: readonly [number, number], fine: number): Vec {
  return looks[material.surface](material.color, place[0], place[1], fine)
}

/** How damp a wall is near its foot, 0 to 1. */
function damp(u: number, v: number): number {
  return Math.max(0, 1 - v / (0.35 + 0.5 * noise(u * 1.5, 3)))
}
