import { cross, dot, minus, unit, type Triangle, type Vec } from './scene.ts'

/** Where the picture is taken from. `angle` is the field of view from top to bottom, in degrees. */
export interface Camera {
  readonly at: Vec
  readonly towards: Vec
  readonly angle: number
}

/** A camera with its directions worked out for a picture of `width` by `height` samples. */
export interface View {
  readonly at: Vec
  readonly right: Vec
  readonly up: Vec
  readonly ahead: Vec
  readonly scale: number
  readonly width: number
  readonly height: number
  /** No perspective: how the sun sees a scene, to know what lies in shadow. */
  readonly parallel: boolean
}

/** Aims a camera. */
export function aim(camera: Camera, width: number, height: number): View {
  const ahead = unit(minus(camera.towards, camera.at))
  const right = unit(cross([0, 1, 0], ahead))
  const scale = height / 2 / Math.tan((camera.angle * Math.PI) / 360)
  return { at: camera.at, right, up: cross(ahead, right), ahead, scale, width, height, parallel: false }
}

/** Looks at a scene as the sun does: from direction `sun`, a square of `reach` metres each way around `middle`. */
export function fromSun(sun: Vec, around: { readonly middle: Vec; readonly reach: number }, side: number): View {
  const ahead = unit([-sun[0], -sun[1], -sun[2]])
  const right = unit(cross([0, 1, 0], ahead))
  const at: Vec = [
    around.middle[0] - ahead[0] * 100,
    around.middle[1] - ahead[1] * 100,
    around.middle[2] - ahead[2] * 100,
  ]
  const scale = side / 2 / around.reach
  return { at, right, up: cross(ahead, right), ahead, scale, width: side, height: side, parallel: true }
}

/** A point as the view sees it: sample across, sample down, and nearness (larger is nearer). */
export function seen(view: View, point: Vec): Vec {
  const x = point[0] - view.at[0]
  const y = point[1] - view.at[1]
  const z = point[2] - view.at[2]
  const away = x * view.ahead[0] + y * view.ahead[1] + z * view.ahead[2]
  const by = view.parallel ? view.scale : view.scale / Math.max(0.05, away)
  const across = x * view.right[0] + y * view.right[1] + z * view.right[2]
  const upward = x * view.up[0] + y * view.up[1] + z * view.up[2]
  return [view.width / 2 + across * by, view.height / 2 - upward * by, nearness(view, away)]
}

/** How near something is that lies `away` metres ahead: larger is nearer, -1 is behind the camera. */
function nearness(view: View, away: number): number {
  if (view.parallel) return -away
  return away < 0.05 ? -1 : 1 / away
}

/** For every sample, which triangle is nearest (-1: none) and how near. */
export interface Hits {
  readonly triangle: Int32Array
  readonly nearness: Float32Array
}

interface Edge {
  readonly a: Vec
  readonly b: Vec
  readonly c: Vec
  readonly area: number
}

function fill(hits: Hits, view: View, index: number, edge: Edge): void {
  const { a, b, c, area } = edge
  const left = Math.max(0, Math.ceil(Math.min(a[0], b[0], c[0]) - 0.5))
  const right = Math.min(view.width - 1, Math.floor(Math.max(a[0], b[0], c[0]) - 0.5))
  const top = Math.max(0, Math.ceil(Math.min(a[1], b[1], c[1]) - 0.5))
  const bottom = Math.min(view.height - 1, Math.floor(Math.max(a[1], b[1], c[1]) - 0.5))
  const stepB = (c[1] - a[1]) / area
  const stepC = (a[1] - b[1]) / area
  for (let y = top; y <= bottom; y++) {
    const down = y + 0.5
    let shareB = ((left + 0.5 - a[0]) * (c[1] - a[1]) - (down - a[1]) * (c[0] - a[0])) / area
    let shareC = ((b[0] - a[0]) * (down - a[1]) - (b[1] - a[1]) * (left + 0.5 - a[0])) / area
    let at = y * view.width + left
    for (let x = left; x <= right; x++, at++, shareB += stepB, shareC += stepC) {
      if (shareB < 0 || shareC < 0 || shareB + shareC > 1) continue
      const near = a[2] + (b[2] - a[2]) * shareB + (c[2] - a[2]) * shareC
      if (near <= (hits.nearness[at] ?? 0)) continue
      hits.nearness[at] = near
      hits.triangle[at] = index
    }
  }
}

/** Finds what each sample of a view hits. */
export function hitsOf(view: View, triangles: readonly Triangle[]): Hits {
  const samples = view.width * view.height
  const hits: Hits = {
    triangle: new Int32Array(samples).fill(-1),
    nearness: new Float32Array(samples).fill(view.parallel ? -1e9 : 0),
  }
  for (const [index, triangle] of triangles.entries()) {
    if (!view.parallel && triangle.solid && dot(triangle.normal, minus(view.at, triangle.points[0])) < 0) continue
    const a = seen(view, triangle.points[0])
    const b = seen(view, triangle.points[1])
    const c = seen(view, triangle.points[2])
    if (!view.parallel && (a[2] < 0 || b[2] < 0 || c[2] < 0)) continue
    const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    if (Math.abs(area) > 1e-6) fill(hits, view, index, { a, b, c, area })
  }
  return hits
}
