import { readFileSync, readdirSync } from 'node:fs'
import { at } from './paths.mjs'

const read = (path) => JSON.parse(readFileSync(at(path), 'utf8'))

/** Every package that package-lock.json names, by its place under node_modules. */
export const lockedPackages = () => read('package-lock.json').packages

/** The name of a package, from its place. */
export const nameAt = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/**
 * The packages of which code reaches people: what package.json calls dependencies, and what the renderer imports and the
 * build takes in.
 */
export function shippedRoots() {
  const { dependencies, devDependencies } = read('package.json')
  const imported = importsOf('src-renderer')
  return [...Object.keys(dependencies), ...Object.keys(devDependencies).filter((name) => imported.has(name))]
}

function importsOf(folder) {
  const names = new Set()
  for (const entry of readdirSync(at(folder), { recursive: true })) {
    if (!/\.(?:tsx?|css)$/.test(entry) || entry.endsWith('.d.ts')) continue
    const text = readFileSync(at(folder, entry), 'utf8')
    // `import type` leaves nothing in the build, yet telling it apart is not worth the trouble: rather one too many.
    for (const match of text.matchAll(/(?:from|import|@import|url\()\s*\(?['"](@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)/g))
      names.add(match[1])
  }
  return names
}

/** The places of all packages that the shipped ones bring along. */
export function shippedPlaces() {
  const locked = lockedPackages()
  const places = new Set()
  const visit = (name, from, optional) => {
    const place = resolvePlace(locked, name, from)
    if (place === undefined) {
      if (optional) return
      throw new Error(`package-lock.json has no ${name}, which ${from || 'the project'} needs`)
    }
    if (places.has(place)) return
    places.add(place)
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = locked[place]
    for (const each of Object.keys(dependencies)) visit(each, place, each in optionalDependencies)
    for (const each of Object.keys({ ...optionalDependencies, ...peerDependencies })) visit(each, place, true)
  }
  for (const name of shippedRoots()) visit(name, '', false)
  return [...places]
}

/** Where Node would find a package: beside the one that asks, or in a folder further up. */
function resolvePlace(locked, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (place in locked) return place
    if (folder === '') return undefined
  }
}
