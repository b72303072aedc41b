import { randomBytes } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shell } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'

// A small file system of its own, mounted where nobody else sees it: an ordinary user may do this too.
const ROOM = ['unshare', '--map-root-user', '--mount']
const canMount = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0
const folder = ownFolder('disk-full')
const room = join(folder, 'room')
const big = join(folder, 'big.bin')
mkdirSync(room)
writeFileSync(big, randomBytes(24 * 1024 * 1024))
writeFileSync(join(folder, 'small.txt'), 'a small file')

test.skipIf(!canMount)('a full disk stops an import with status 6, and everything filed before is whole', () => {
  const { stdout, stderr } = shell(
    `
    set -u
    mount -t tmpfs -o size=16m tmpfs "${room}" || exit 99
    V="${room}/vault"
    clarkson vault create --vault "$V" --name Office --user Amina --kdf-memory 64 >/dev/null; echo "create $?"
    REF=$(clarkson case create --vault "$V" --title Kiln --type bonded-labour --profile GENERIC)
    clarkson evidence add "$REF" "${join(folder, 'small.txt')}" --vault "$V" >/dev/null; echo "small $?"
    clarkson evidence add "$REF" "${big}" --vault "$V" --json; echo "big $?"
    find "$V" -name '*.part' -o -name '*.tmp' | sed 's/^/left /'
    clarkson evidence list "$REF" --vault "$V" --json | grep -c small.txt
    clarkson vault check --deep --vault "$V"; echo "check $?"
    `,
    ROOM,
  )
  expect({ stdout, stderr }).toMatchObject({ stdout: expect.stringContaining('create 0\nsmall 0\n') })
  expect(stdout).toContain('"code":"disk.full"')
  expect(stdout).toMatch(/big 6\n1\neverything checked holds\ncheck 0\n$/u)
})

test.skipIf(!canMount)('a full disk stops a copy with status 6, and no half a copy is left', () => {
  const vault = join(folder, 'vault')
  const { stdout } = shell(
    `
    set -u
    mount -t tmpfs -o size=4m tmpfs "${room}" || exit 99
    clarkson vault create --vault "${vault}" --name Office --user Amina --kdf-memory 64 >/dev/null
    REF=$(clarkson case create --vault "${vault}" --title Kiln --type bonded-labour --profile GENERIC)
    clarkson evidence add "$REF" "${big}" --vault "${vault}" >/dev/null; echo "big $?"
    clarkson evidence extract "$REF" EX-0001 -o "${room}/copy.bin" --vault "${vault}" --json; echo "extract $?"
    ls -A "${room}" | wc -l
    `,
    ROOM,
  )
  expect(stdout).toMatch(/^big 0\n.*"code":"disk.full".*\nextract 6\n0\n$/u)
})
