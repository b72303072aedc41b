import type { Lineage } from '../../src-main/contract/derive.ts'
import type { Say } from '../app/words.tsx'

const named = {
  way: 'derive.kept',
  pages: 'derive.pages',
  language: 'derive.language',
  from: 'derive.from',
  by: 'derive.by',
  translator: 'derive.translator',
  certificate: 'derive.certificate',
  certifiedOn: 'derive.certifiedOn',
} as const

function isNamed(name: string): name is keyof typeof named {
  return Object.hasOwn(named, name)
}

/** How something was made, by the words of the form it was made with; what the form does not name is in one line. */
export function lineageFacts(
  say: Say,
  { settings, tool }: Pick<Lineage, 'settings' | 'tool'>,
): readonly (readonly [string, string])[] {
  const all = Object.entries(settings)
  const others = all.filter(([name]) => !isNamed(name)).map(([name, value]) => `${name} ${String(value)}`)
  return [
    ...all.flatMap(([name, value]) => (isNamed(name) ? [[say(named[name]), String(value)] as const] : [])),
    [say('custody.field.tool'), tool],
    [say('custody.field.settings'), others.join(', ')],
  ]
}
