// Fails on download addresses in package-lock.json, on packages that lib/dependency-rules.mjs rules out, and on a
// package that reaches people without a line in docs/DEPENDENCIES.md.
import { existsSync, readFileSync } from 'node:fs'
import { dependencyRules } from './lib/dependency-rules.mjs'
import { lockedPackages, nameAt, shippedPlaces, shippedRoots } from './lib/lockfile.mjs'
import { at } from './lib/paths.mjs'

const locked = lockedPackages()
const problems = []

for (const [place, { resolved, version, link }] of Object.entries(locked)) {
  if (resolved && !link)
    problems.push(`package-lock.json has a download address for ${place} (.npmrc leaves them out: npm install again)`)
  const rule = dependencyRules.find(({ name, floor }) => floor && name === nameAt(place))
  if (rule && Number.parseInt(version, 10) < rule.floor)
    problems.push(`${rule.name} ${version} is older than ${rule.floor}: ${rule.why}`)
}

for (const place of shippedPlaces()) {
  const rule = dependencyRules.find(({ name, banned }) => banned && name === nameAt(place))
  if (rule) problems.push(`${place} may not reach people: ${rule.why} (${rule.since})`)
}

/** The names that docs/DEPENDENCIES.md has in backticks; one that ends in `*` stands for all that begin like it. */
const described = existsSync(at('docs/DEPENDENCIES.md'))
  ? [...readFileSync(at('docs/DEPENDENCIES.md'), 'utf8').matchAll(/`([@\w./-]+\*?)`/g)].map((match) => match[1])
  : []
const isDescribed = (name) =>
  described.some((each) => each === name || (each.endsWith('*') && name.startsWith(each.slice(0, -1))))
for (const name of [...shippedRoots(), 'electron']) {
  if (!isDescribed(name)) problems.push(`docs/DEPENDENCIES.md has no line for \`${name}\``)
}

for (const problem of problems) process.stdout.write(`${problem}\n`)
process.stdout.write(`${Object.keys(locked).length} locked packages looked at; ${problems.length} problems\n`)
process.exitCode = problems.length > 0 ? 1 : 0
