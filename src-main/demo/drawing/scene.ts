/** A point, a direction or a linear colour (0 to 1). Metres; x to the right, y up, z away. */
export type Vec = readonly [number, number, number]

/** What a surface is made of. */
export type Surface = 'plain' | 'brickwork' | 'brick' | 'plaster' | 'sheet' | 'thatch' | 'wood' | 'iron' | 'cloth'

/** How a surface looks. */
export interface Material {
  readonly color: Vec
  readonly surface: Surface
}

/** One flat triangle. `axis` (x, z) marks a part of an upright round body, which is lit as round. */
export interface Triangle {
  readonly points: readonly [Vec, Vec, Vec]
  readonly normal: Vec
  readonly material: Material
  readonly solid: boolean
  readonly axis?: readonly [number, number]
}

export const minus = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const plus = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
export const times = (a: Vec, by: number): Vec => [a[0] * by, a[1] * by, a[2] * by]
/** The point `by` lengths of `ray` away from `from`. */
export const beyond = (from: Vec, ray: Vec, by: number): Vec => [
  from[0] + ray[0] * by,
  from[1] + ray[1] * by,
  from[2] + ray[2] * by,
]
export const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vec, b: Vec): Vec => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
export const unit = (a: Vec): Vec => times(a, 1 / Math.max(1e-9, Math.hypot(a[0], a[1], a[2])))
export const mix = (a: Vec, b: Vec, share: number): Vec => plus(times(a, 1 - share), times(b, share))

/** Triangles as they are gathered. */
export type Triangles = Triangle[]

type Corners = readonly [Vec, Vec, Vec, Vec]

interface Extra {
  readonly solid?: boolean
  readonly axis?: readonly [number, number]
}

/** Adds a flat four-cornered face, corners in order round it. */
export function quad(into: Triangles, corners: Corners, material: Material, extra: Extra = {}): void {
  const [a, b, c, d] = corners
  const normal = unit(cross(minus(b, a), minus(d, a)))
  const solid = extra.solid ?? false
  const shared = { normal, material, solid, ...(extra.axis ? { axis: extra.axis } : {}) }
  into.push({ points: [a, b, c], ...shared }, { points: [a, c, d], ...shared })
}

/** Where a box stands: the middle of its foot, its width, height and depth, and how far it is turned (radians). */
export interface BoxPlace {
  readonly foot: Vec
  readonly size: Vec
  readonly turn?: number
  readonly lean?: number
}

/** Adds a box. `lean` tips it about its own x axis. */
export function box(into: Triangles, place: BoxPlace, material: Material): void {
  const [w, h, d] = [place.size[0] / 2, place.size[1], place.size[2] / 2]
  const [sin, cos] = [Math.sin(place.turn ?? 0), Math.cos(place.turn ?? 0)]
  const [tipSin, tipCos] = [Math.sin(place.lean ?? 0), Math.cos(place.lean ?? 0)]
  const at = (x: number, y: number, z: number): Vec => {
    const ty = y * tipCos - z * tipSin
    const tz = y * tipSin + z * tipCos
    return plus(place.foot, [x * cos + tz * sin, ty, -x * sin + tz * cos])
  }
  const faces: readonly Corners[] = [
    [at(-w, 0, -d), at(-w, h, -d), at(w, h, -d), at(w, 0, -d)],
    [at(w, 0, d), at(w, h, d), at(-w, h, d), at(-w, 0, d)],
    [at(-w, 0, d), at(-w, h, d), at(-w, h, -d), at(-w, 0, -d)],
    [at(w, 0, -d), at(w, h, -d), at(w, h, d), at(w, 0, d)],
    [at(-w, h, -d), at(-w, h, d), at(w, h, d), at(w, h, -d)],
    [at(-w, 0, d), at(-w, 0, -d), at(w, 0, -d), at(w, 0, d)],
  ]
  for (const face of faces) quad(into, face, material, { solid: true })
}

/** Adds a round upright body from its outline: radii and heights above `foot`, from the bottom up. */
export function turned(into: Triangles, foot: Vec, outline: readonly (readonly [number, number])[], m: Material): void {
  const parts = 28
  const ring = (radius: number, height: number, part: number): Vec => {
    const angle = (part / parts) * Math.PI * 2
    return plus(foot, [Math.cos(angle) * radius, height, Math.sin(angle) * radius])
  }
  for (let step = 1; step < outline.length; step++) {
    const [lowRadius, low] = outline[step - 1] ?? [0, 0]
    const [highRadius, high] = outline[step] ?? [0, 0]
    const extra: Extra = low === high ? {} : { axis: [foot[0], foot[2]] }
    for (let part = 0; part < parts; part++) {
      const face: Corners = [
        ring(lowRadius, low, part),
        ring(highRadius, high, part),
        ring(highRadius, high, part + 1),
        ring(lowRadius, low, part + 1),
      ]
      quad(into, face, m, extra)
    }
  }
}

/** Adds a wheel or a roller lying along x: `centre` is the middle of its near side. */
export function wheel(into: Triangles, centre: Vec, size: { radius: number; width: number }, material: Material): void {
  const parts = 26
  const rim = (x: number, part: number): Vec => {
    const angle = (part / parts) * Math.PI * 2
    return plus(centre, [x, Math.sin(angle) * size.radius, Math.cos(angle) * size.radius])
  }
  for (let part = 0; part < parts; part++) {
    quad(into, [rim(0, part), rim(0, part + 1), rim(size.width, part + 1), rim(size.width, part)], material)
    for (const x of [0, size.width]) {
      quad(into, [plus(centre, [x, 0, 0]), rim(x, part), rim(x, part + 1), plus(centre, [x, 0, 0])], material)
    }
  }
}

/** Adds a straight bar of square section between two points. */
export function bar(into: Triangles, ends: readonly [Vec, Vec], thick: number, material: Material): void {
  const along = unit(minus(ends[1], ends[0]))
  const across = times(unit(cross(along, Math.abs(along[1]) > 0.9 ? [1, 0, 0] : [0, 1, 0])), thick / 2)
  const upward = times(unit(cross(across, along)), thick / 2)
  const sides: readonly Vec[] = [
    plus(across, upward),
    minus(upward, across),
    times(plus(across, upward), -1),
    minus(across, upward),
  ]
  for (let side = 0; side < 4; side++) {
    const from = sides[side] ?? across
    const to = sides[(side + 1) % 4] ?? across
    quad(into, [plus(ends[0], from), plus(ends[1], from), plus(ends[1], to), plus(ends[0], to)], material)
  }
}
