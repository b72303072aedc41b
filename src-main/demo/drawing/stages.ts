import { chanceOf, cloud, noise } from './chance.ts'
import { drySky, earth, type Stage } from './picture.ts'
import { bar, box, mix, turned, unit, type Material, type Triangles, type Vec } from './scene.ts'

const fired: Vec = [0.46, 0.16, 0.075]
const raw: Vec = [0.36, 0.27, 0.19]
export const dust: Vec = [0.44, 0.31, 0.2]

export const material = (color: Vec, surface: Material['surface']): Material => ({ color, surface })

export const brick = material([0.44, 0.17, 0.09], 'brickwork')
export const dark = material([0.022, 0.02, 0.018], 'plain')
export const timber = material([0.27, 0.17, 0.09], 'wood')
export const iron = material([0.11, 0.11, 0.115], 'iron')
export const tin = material([0.42, 0.44, 0.45], 'sheet')

/** What every stage shares: the hour, the haze and the light of a dry-season morning. */
export function morning(seed: number): Omit<Stage, 'triangles' | 'camera' | 'around'> {
  return {
    ground: earth(dust, cloud),
    sky: drySky(seed),
    sun: { towards: unit([-0.62, 0.58, -0.5]), color: [2.5, 2.2, 1.75] },
    ambient: [0.5, 0.58, 0.7],
    haze: { color: [0.8, 0.74, 0.63], perMetre: 0.0034 },
    exposure: 0.6,
  }
}

/** Adds a stack of bricks laid in courses, each a little out of true; `foot` is its near left corner. */
function stack(into: Triangles, foot: Vec, courses: readonly [number, number, number], kind: 'fired' | 'raw'): void {
  const chance = chanceOf(Math.round(foot[0] * 100 + foot[2] * 977 + 5))
  const [across, up, deep] = courses
  for (let row = 0; row < up; row++) {
    for (let column = 0; column < across; column++) {
      for (let rank = 0; rank < deep; rank++) {
        if (row === up - 1 && chance() < 0.3) continue
        const shade = 0.75 + chance() * 0.5
        const base = kind === 'fired' ? fired : raw
        const color: Vec = [base[0] * shade, base[1] * shade * (0.9 + chance() * 0.2), base[2] * shade]
        const place = {
          foot: [
            foot[0] + column * 0.255 + (row % 2) * 0.1 + (chance() - 0.5) * 0.02,
            row * 0.105,
            foot[2] + rank * 0.135 + (chance() - 0.5) * 0.02,
          ] as Vec,
          size: [0.23, 0.1, 0.11] as Vec,
          turn: (chance() - 0.5) * 0.08,
        }
        box(into, place, material(color, 'brick'))
      }
    }
  }
}

/** A kiln at work: the long firing trench, the chimney and its smoke, raw bricks drying in front. */
export function kiln(): Stage {
  const triangles: Triangles = []
  const wall = material([0.42, 0.17, 0.09], 'brickwork')
  for (let part = 0; part < 9; part++) {
    const x = -26 + part * 6.4
    box(triangles, { foot: [x, 0, 38 + (part % 2) * 0.2], size: [6.5, 2.5 + noise(part, 3) * 0.5, 9] }, wall)
    box(triangles, { foot: [x, 2.4, 40], size: [6.5, 0.6, 6] }, material([0.38, 0.28, 0.2], 'plaster'))
  }
  box(triangles, { foot: [1, 2.6, 42], size: [4.4, 2.4, 4.4] }, wall)
  turned(
    triangles,
    [1, 4.6, 42],
    [
      [1.75, 0],
      [0.95, 16],
      [1.1, 16.3],
      [1.1, 17],
      [0.7, 17],
    ],
    wall,
  )
  for (let line = 0; line < 5; line++) {
    for (let part = 0; part < 3; part++)
      stack(triangles, [-9.5 + part * 6.6 + line * 0.3, 0, 8 + line * 3.4], [20, 4, 2], 'raw')
  }
  stack(triangles, [3.4, 0, 6.2], [7, 11, 5], 'fired')
  for (const x of [-17, -12.5]) shelter(triangles, [x, 0, 29])
  const base = morning(3)
  return {
    ...base,
    triangles,
    camera: { at: [-3, 2.7, -1], towards: [-4.2, 8.2, 40], angle: 47 },
    around: { middle: [-2, 4, 24], reach: 30 },
    sky: smoke(base.sky),
  }
}

function shelter(into: Triangles, foot: Vec): void {
  const post = material([0.25, 0.17, 0.1], 'wood')
  for (const x of [-1.6, 1.6])
    for (const z of [-1, 1]) {
      box(into, { foot: [foot[0] + x, 0, foot[2] + z], size: [0.12, 2.1, 0.12] }, post)
    }
  box(
    into,
    { foot: [foot[0], 2.1, foot[2]], size: [3.8, 0.12, 2.8], lean: 0.12 },
    material([0.4, 0.31, 0.17], 'thatch'),
  )
}

/** Smoke leaving a chimney whose mouth stands where the kiln's does, drifting to the right. */
function smoke(sky: Stage['sky']): Stage['sky'] {
  return (direction) => {
    const behind = sky(direction)
    const x = direction[0] / direction[2] - 0.093
    const y = direction[1] / direction[2] - 0.44
    if (x < -0.08 || direction[2] <= 0) return behind
    const centre = 0.13 * Math.sqrt(Math.max(0, x)) + 0.16 * x
    const width = 0.018 + 0.2 * Math.max(0, x)
    const inside = Math.exp(-(((y - centre) / width) ** 2)) * Math.min(1, (x + 0.03) * 30)
    const thick = Math.max(0, inside * (0.35 + 1.1 * cloud(x * 16 + 3, y * 22)) * Math.exp(-x * 1.8))
    return mix(behind, [0.3, 0.28, 0.26], Math.min(0.85, thick))
  }
}

/** Rows of fired bricks, counted out in thousands, close to. */
export function stacks(): Stage {
  const triangles: Triangles = []
  stack(triangles, [-2.9, 0, 4.2], [9, 12, 5], 'fired')
  stack(triangles, [0.5, 0, 4.9], [10, 10, 5], 'fired')
  stack(triangles, [-5.2, 0, 9.4], [18, 9, 3], 'fired')
  stack(triangles, [1.5, 0, 10], [20, 8, 3], 'fired')
  stack(triangles, [-8, 0, 16], [60, 6, 2], 'raw')
  const chance = chanceOf(12)
  for (let loose = 0; loose < 46; loose++) {
    const foot: Vec = [(chance() - 0.5) * 7, 0, 2.1 + chance() * 3.4]
    const shade = 0.7 + chance() * 0.5
    box(
      triangles,
      { foot, size: [0.23, 0.1, 0.11], turn: chance() * 3 },
      material([fired[0] * shade, fired[1] * shade, fired[2] * shade], 'brick'),
    )
  }
  bar(
    triangles,
    [
      [2.7, 0.02, 4.4],
      [3.15, 1.5, 4.95],
    ],
    0.045,
    material([0.3, 0.2, 0.11], 'wood'),
  )
  bar(
    triangles,
    [
      [-0.62, 0, 4.1],
      [-0.55, 1.75, 4.35],
    ],
    0.05,
    material([0.3, 0.2, 0.11], 'wood'),
  )
  return {
    ...morning(9),
    triangles,
    camera: { at: [0.3, 1.65, -0.4], towards: [0, 0.75, 6], angle: 50 },
    around: { middle: [0, 0.5, 7.5], reach: 9 },
  }
}
