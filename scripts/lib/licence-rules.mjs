/** Licences whose code may be part of a program under AGPL-3.0-only. */
const allowed = new Set([
  '0BSD',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'ISC',
  'LGPL-3.0-only',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

/** Packages whose package.json says it badly; each was read. */
export const readByHand = {
  'libheif-js@1.23.2': {
    licence: 'LGPL-3.0-only',
    why: 'package.json has the older name "LGPL-3.0"; the LICENSE file is version 3',
  },
  'duck@0.1.12': { licence: 'BSD-2-Clause', why: 'package.json says "BSD"; the LICENSE file has the two clauses' },
}

/** True if an SPDX expression lets us use the code: one side of an OR, or every side of an AND, is allowed. */
export function isAllowed(expression) {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? []
  let at = 0
  const any = () => {
    let result = every()
    while (tokens[at] === 'OR') result = (at++, every()) || result
    return result
  }
  const every = () => {
    let result = one()
    while (tokens[at] === 'AND') result = (at++, one()) && result
    return result
  }
  const one = () => {
    const token = tokens[at++]
    if (token !== '(') return allowed.has(token)
    const result = any()
    at++
    return result
  }
  return any() && at === tokens.length
}
