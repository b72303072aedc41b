import { cloud } from './chance.ts'
import { earth, type Stage } from './picture.ts'
import { bar, box, quad, turned, unit, type Triangles, type Vec } from './scene.ts'
import { brick, dark, dust, iron, material, morning, timber, tin } from './stages.ts'

/** The gate on the kiln's only road: two iron leaves chained together, seen from inside. */
export function gate(): Stage {
  const triangles: Triangles = []
  for (const side of [-1, 1]) {
    box(triangles, { foot: [side * 2.5, 0, 8], size: [0.75, 3, 0.75] }, brick)
    box(triangles, { foot: [side * 2.5, 3, 8], size: [0.95, 0.16, 0.95] }, material([0.4, 0.36, 0.3], 'plaster'))
    box(triangles, { foot: [side * 9.8, 0, 8], size: [14, 2.1, 0.3] }, material([0.5, 0.43, 0.34], 'plaster'))
    for (let spike = 0; spike < 34; spike++) {
      const x = side * (3.1 + spike * 0.4)
      bar(
        triangles,
        [
          [x, 2.1, 8],
          [x + 0.1, 2.32, 8],
        ],
        0.025,
        iron,
      )
    }
    const leaf = (x: number): number => side * x
    for (const y of [0.25, 1.3, 2.45])
      bar(
        triangles,
        [
          [leaf(0.05), y, 8],
          [leaf(2.1), y, 8],
        ],
        0.075,
        iron,
      )
    for (let rod = 0; rod <= 12; rod++) {
      const x = leaf(0.06 + rod * 0.168)
      bar(
        triangles,
        [
          [x, 0.2, 8],
          [x, 2.62 + 0.2 * Math.sin((rod / 12) * Math.PI), 8],
        ],
        rod % 12 === 0 ? 0.085 : 0.04,
        iron,
      )
    }
  }
  chain(triangles)
  box(triangles, { foot: [-4.6, 0, 15], size: [2.6, 2.3, 2.4] }, material([0.53, 0.46, 0.34], 'plaster'))
  box(triangles, { foot: [-4.6, 2.3, 15], size: [3, 0.1, 2.9] }, tin)
  const base = morning(15)
  const soil = earth(dust, cloud)
  return {
    ...base,
    triangles,
    ground: (x, z, fine) => {
      const rut = Math.exp(-(((Math.abs(x) - 0.85) / 0.22) ** 2)) * 0.25
      const [r, g, b] = soil(x, z, fine)
      const verge = Math.min(1, Math.max(0, (Math.abs(x) - 2.4 - cloud(x, z * 0.5)) * 0.5)) * 0.5
      return [r * (1 - rut) * (1 - verge * 0.55), g * (1 - rut) * (1 - verge * 0.2), b * (1 - rut) * (1 - verge * 0.5)]
    },
    sun: { towards: unit([0.5, 0.5, 0.55]), color: [2.5, 2.1, 1.6] },
    camera: { at: [0.9, 1.6, 0.6], towards: [-0.1, 1.5, 8], angle: 47 },
    around: { middle: [0, 1, 8], reach: 9 },
  }
}

function chain(into: Triangles): void {
  const steel = material([0.35, 0.34, 0.32], 'iron')
  for (let link = 0; link < 9; link++) {
    const x = -0.2 + link * 0.05
    const y = 1.22 - 0.09 * Math.sin((link / 8) * Math.PI)
    bar(
      into,
      [
        [x, y, 7.9 + (link % 2) * 0.02],
        [x + 0.055, y, 7.9],
      ],
      link % 2 ? 0.022 : 0.045,
      steel,
    )
  }
  box(into, { foot: [0.01, 0.92, 7.88], size: [0.14, 0.17, 0.06] }, material([0.5, 0.36, 0.1], 'iron'))
  for (const x of [-0.035, 0.055])
    bar(
      into,
      [
        [x, 1.08, 7.88],
        [x, 1.18, 7.88],
      ],
      0.022,
      steel,
    )
}

/** The workers' quarters: one low row of brick rooms under tin sheets, taken upright. Nobody is in the picture. */
export function quarters(): Stage {
  const triangles: Triangles = []
  const mud = material([0.47, 0.35, 0.25], 'plaster')
  for (let room = 0; room < 6; room++) {
    const z = 4.5 + room * 2.9
    box(triangles, { foot: [1.9, 0, z + 1.45], size: [2.6, 1.85, 2.9] }, room % 2 ? mud : brick)
    quad(
      triangles,
      [
        [0.59, 0, z + 0.9],
        [0.59, 1.45, z + 0.9],
        [0.59, 1.45, z + 1.65],
        [0.59, 0, z + 1.65],
      ],
      dark,
    )
    bar(
      triangles,
      [
        [0.57, 1.5, z + 0.75],
        [0.57, 1.5, z + 1.8],
      ],
      0.09,
      timber,
    )
    quad(
      triangles,
      [
        [0.35, 1.8, z - 0.02],
        [3.4, 2.3, z - 0.02],
        [3.4, 2.3, z + 2.9],
        [0.35, 1.8, z + 2.9],
      ],
      tin,
    )
    for (const stone of [0.3, 1.5, 2.5]) {
      box(
        triangles,
        { foot: [0.75, 1.86, z + stone], size: [0.2, 0.11, 0.25], turn: stone },
        material([0.4, 0.2, 0.12], 'brick'),
      )
    }
  }
  turned(
    triangles,
    [-0.15, 0, 4.9],
    [
      [0.1, 0],
      [0.23, 0.1],
      [0.25, 0.22],
      [0.13, 0.38],
      [0.16, 0.43],
    ],
    material([0.35, 0.15, 0.08], 'plain'),
  )
  turned(
    triangles,
    [0.15, 0, 5.6],
    [
      [0.12, 0],
      [0.17, 0.34],
      [0.17, 0.36],
    ],
    material([0.15, 0.3, 0.5], 'plain'),
  )
  for (const [x, turn] of [
    [-0.75, 0.3],
    [-0.4, 1.4],
    [-0.62, 2.2],
  ] as const) {
    box(
      triangles,
      { foot: [x, 0, 6.9 + turn * 0.2], size: [0.23, 0.16, 0.11], turn },
      material([0.2, 0.12, 0.09], 'brick'),
    )
  }
  washing(triangles)
  return {
    ...morning(21),
    triangles,
    camera: { at: [-1.6, 1.55, 0.6], towards: [-0.35, 1.2, 9], angle: 58 },
    around: { middle: [0.5, 1, 11], reach: 11 },
    sun: { towards: unit([-0.66, 0.55, -0.34]), color: [2.5, 2.15, 1.65] },
  }
}

function washing(into: Triangles): void {
  for (const x of [-3.4, -0.55]) box(into, { foot: [x, 0, 8.6], size: [0.09, 2.1, 0.09] }, timber)
  bar(
    into,
    [
      [-3.4, 2.02, 8.6],
      [-0.55, 1.98, 8.6],
    ],
    0.014,
    material([0.5, 0.45, 0.35], 'plain'),
  )
  const cloths: readonly (readonly [number, number, number, Vec])[] = [
    [-3.25, -2.5, 0.75, [0.5, 0.1, 0.14]],
    [-2.4, -2.0, 1.25, [0.62, 0.58, 0.5]],
    [-1.9, -1.15, 0.85, [0.12, 0.28, 0.34]],
    [-1.05, -0.7, 1.3, [0.62, 0.4, 0.08]],
  ]
  for (const [from, to, low, color] of cloths) {
    const middle = (from + to) / 2
    const m = material(color, 'cloth')
    quad(
      into,
      [
        [from, low, 8.64],
        [from, 2, 8.6],
        [middle, 1.98, 8.6],
        [middle, low - 0.05, 8.72],
      ],
      m,
    )
    quad(
      into,
      [
        [middle, low - 0.05, 8.72],
        [middle, 1.98, 8.6],
        [to, 2, 8.6],
        [to, low + 0.03, 8.6],
      ],
      m,
    )
  }
}
