// Fails on a package that reaches people under a licence which AGPL-3.0-only cannot take in.
import { existsSync, readFileSync } from 'node:fs'
import { isAllowed, readByHand } from './lib/licence-rules.mjs'
import { lockedPackages, nameAt, shippedPlaces } from './lib/lockfile.mjs'
import { at } from './lib/paths.mjs'

const locked = lockedPackages()

/** The licence that the lock file has, or the package itself: old packages write it in older ways. */
function licenceAt(place) {
  const { version, license } = locked[place]
  const read = readByHand[`${nameAt(place)}@${version}`]
  if (read) return read.licence
  if (license) return license
  const file = at(place, 'package.json')
  if (!existsSync(file)) return 'none named'
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  return (
    manifest.license?.type ??
    manifest.license ??
    manifest.licenses?.map((each) => each.type).join(' OR ') ??
    'none named'
  )
}

const places = shippedPlaces()
const refused = places.map((place) => [place, licenceAt(place)]).filter(([, licence]) => !isAllowed(licence))
for (const [place, licence] of refused) {
  process.stdout.write(
    `${nameAt(place)} ${locked[place].version}: ${licence} is not on the list in scripts/lib/licence-rules.mjs\n`,
  )
}
process.stdout.write(
  `${places.length} packages reach people; ${refused.length} of them under a licence that cannot be taken in\n`,
)
process.exitCode = refused.length > 0 ? 1 : 0
