import { chanceOf } from './chance.ts'
import { drySky, type Stage } from './picture.ts'
import { bar, box, quad, turned, wheel, type Triangles, type Vec } from './scene.ts'
import { brick, dark, iron, material, morning, timber, tin } from './stages.ts'

/** The weighing place: a platform scale with its beam, and an iron hook hung from a tripod. */
export function scale(): Stage {
  const triangles: Triangles = []
  box(triangles, { foot: [-0.5, 0.05, 3.2], size: [0.95, 0.12, 0.75], turn: 0.35 }, iron)
  box(
    triangles,
    { foot: [-0.5, 0.17, 3.2], size: [0.85, 0.03, 0.65], turn: 0.35 },
    material([0.34, 0.34, 0.33], 'iron'),
  )
  box(
    triangles,
    { foot: [-0.78, 0.15, 3.55], size: [0.11, 1.05, 0.11], turn: 0.35 },
    material([0.13, 0.2, 0.17], 'iron'),
  )
  bar(
    triangles,
    [
      [-1.1, 1.22, 3.42],
      [-0.2, 1.2, 3.75],
    ],
    0.045,
    material([0.4, 0.34, 0.16], 'iron'),
  )
  box(triangles, { foot: [-0.5, 1.06, 3.61], size: [0.09, 0.12, 0.07], turn: 0.35 }, iron)
  turned(
    triangles,
    [-1.05, 0.86, 3.44],
    [
      [0.05, 0],
      [0.055, 0.1],
      [0.02, 0.12],
      [0.006, 0.13],
      [0.006, 0.34],
    ],
    iron,
  )
  sack(triangles, [-0.42, 0.2, 3.12])
  for (const foot of [
    [0.55, 0, 3.1],
    [1.75, 0, 3.3],
    [1.15, 0, 4.3],
  ] as const)
    bar(triangles, [foot, [1.15, 2.35, 3.55]], 0.07, timber)
  hook(triangles, [1.15, 2.2, 3.55])
  box(triangles, { foot: [0.6, 0, 9], size: [9, 2.6, 3] }, brick)
  box(triangles, { foot: [0.6, 2.6, 8.6], size: [9.6, 0.1, 4.4] }, tin)
  quad(
    triangles,
    [
      [-1.4, 0, 7.48],
      [-1.4, 2, 7.48],
      [-0.5, 2, 7.48],
      [-0.5, 0, 7.48],
    ],
    dark,
  )
  return {
    ...morning(27),
    triangles,
    camera: { at: [0.35, 1.45, -0.1], towards: [0.28, 1.02, 4], angle: 47 },
    around: { middle: [0.3, 0.8, 5], reach: 6 },
  }
}

function sack(into: Triangles, foot: Vec): void {
  const jute = material([0.34, 0.24, 0.13], 'thatch')
  const outline = Array.from({ length: 12 }, (_, step): readonly [number, number] => {
    const height = step / 11
    return [0.13 + 0.12 * Math.sin(Math.PI * Math.min(1, 0.2 + height * 0.85)) ** 0.6 - 0.06 * height, height * 0.6]
  })
  turned(into, foot, [...outline, [0.05, 0.62], [0.1, 0.7]], jute)
}

function hook(into: Triangles, top: Vec): void {
  const metal = material([0.2, 0.19, 0.19], 'iron')
  bar(into, [top, [top[0], top[1] - 0.62, top[2]]], 0.022, metal)
  box(into, { foot: [top[0], top[1] - 0.9, top[2]], size: [0.16, 0.3, 0.06] }, material([0.42, 0.36, 0.14], 'iron'))
  let last: Vec = [top[0], top[1] - 0.9, top[2]]
  for (let step = 1; step <= 14; step++) {
    const angle = (step / 14) * Math.PI * 1.35
    const next: Vec = [top[0] + Math.sin(angle) * 0.1, top[1] - 1.0 - (1 - Math.cos(angle)) * 0.1, top[2]]
    bar(into, [last, next], 0.03, metal)
    last = next
  }
}

/** A lorry being loaded with bricks at the edge of the yard; its plates are blank on purpose. */
export function lorry(): Stage {
  const triangles: Triangles = []
  const cab = material([0.5, 0.2, 0.06], 'plain')
  const body = material([0.16, 0.26, 0.3], 'wood')
  const glass = material([0.07, 0.1, 0.12], 'plain')
  box(triangles, { foot: [-2.6, 0.75, 9], size: [1.9, 1.75, 2.3] }, cab)
  box(triangles, { foot: [-2.65, 2.5, 9], size: [1.5, 0.14, 2.1] }, material([0.6, 0.5, 0.3], 'plain'))
  quad(
    triangles,
    [
      [-3.2, 1.6, 7.84],
      [-3.2, 2.3, 7.84],
      [-2.1, 2.3, 7.84],
      [-2.1, 1.6, 7.84],
    ],
    glass,
  )
  quad(
    triangles,
    [
      [-3.56, 1.55, 9.95],
      [-3.56, 2.32, 9.95],
      [-3.56, 2.32, 8.05],
      [-3.56, 1.55, 8.05],
    ],
    glass,
  )
  box(triangles, { foot: [-3.6, 0.6, 9], size: [0.2, 0.35, 2.4] }, iron)
  box(triangles, { foot: [1, 0.95, 9], size: [5.2, 0.25, 2.4] }, iron)
  for (const z of [7.82, 10.18]) box(triangles, { foot: [1, 1.2, z], size: [5.2, 0.95, 0.08] }, body)
  for (let post = 0; post <= 6; post++)
    box(triangles, { foot: [-1.55 + post * 0.85, 1.15, 7.76], size: [0.09, 1.15, 0.09] }, timber)
  load(triangles)
  for (const [x, z] of [
    [-2.6, 7.8],
    [0.9, 7.8],
    [2.2, 7.8],
    [-2.6, 9.9],
    [0.9, 9.9],
    [2.2, 9.9],
  ] as const)
    tyre(triangles, [x, 0.52, z])
  box(triangles, { foot: [6.2, 0, 12], size: [5, 1.6, 2] }, brick)
  bar(
    triangles,
    [
      [3.6, 1.25, 8.6],
      [5.4, 0.02, 7.5],
    ],
    0.3,
    timber,
  )
  return {
    ...morning(33),
    triangles,
    sky: drySky(33, 0.6),
    camera: { at: [-2.6, 1.75, -0.2], towards: [0.1, 1.35, 9], angle: 42 },
    around: { middle: [0.5, 1, 9], reach: 8 },
  }
}

function load(into: Triangles): void {
  const chance = chanceOf(8)
  for (let x = 0; x < 20; x++)
    for (let z = 0; z < 17; z++) {
      const height = 0.3 + 0.12 * Math.floor(chance() * 3) + (x < 14 ? 0.55 : 0)
      const shade = 0.75 + chance() * 0.5
      box(
        into,
        { foot: [-1.45 + x * 0.25, 1.2, 7.95 + z * 0.13], size: [0.23, height + 0.3, 0.12] },
        material([0.46 * shade, 0.16 * shade, 0.08 * shade], 'brickwork'),
      )
    }
}

/** A wheel facing the camera: made upright as a `wheel` along x and turned to lie along z. */
function tyre(into: Triangles, centre: Vec): void {
  const across = (points: Triangles, radius: number, width: number, m: ReturnType<typeof material>): void => {
    const made: Triangles = []
    wheel(made, [0, 0, 0], { radius, width }, m)
    const turn = (p: Vec): Vec => [centre[0] + p[2], centre[1] + p[1], centre[2] - p[0] + width]
    for (const part of made) {
      const [a, b, c] = part.points
      points.push({
        ...part,
        points: [turn(a), turn(b), turn(c)],
        normal: [part.normal[2], part.normal[1], -part.normal[0]],
      })
    }
  }
  across(into, 0.52, 0.34, material([0.035, 0.033, 0.032], 'plain'))
  across(into, 0.27, 0.37, material([0.3, 0.27, 0.22], 'iron'))
}
