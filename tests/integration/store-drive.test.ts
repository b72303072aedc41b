import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shell } from '../support/command-line.ts'
import { ownFolder } from '../support/folders.ts'

const ROOM = ['unshare', '--map-root-user', '--mount']
const canMount = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0
const folder = ownFolder('store-drive')

test.skipIf(!canMount)(
  'a disk that fills while records are written is called full, and what was confirmed before is there',
  () => {
    const vault = join(folder, 'vault')
    const { stdout } = shell(
      `
    set -u
    mkdir -p "${vault}" && mount -t tmpfs -o size=3m tmpfs "${vault}" || exit 99
    clarkson vault create --vault "${vault}" --name Office --user Amina --kdf-memory 64 >/dev/null; echo "create $?"
    REF=$(clarkson case create --vault "${vault}" --title Kiln --type bonded-labour --profile GENERIC)
    clarkson party add "$REF" --name First --capacity witness --vault "${vault}" >/dev/null; echo "first $?"
    dd if=/dev/zero of="${vault}/orphans.bin" bs=4096 2>/dev/null
    truncate -s -53248 "${vault}/orphans.bin"
    clarkson party add "$REF" --name Second --capacity witness --notes "$(head -c 3900 /dev/zero | tr '\\0' n)" --vault "${vault}" --json
    echo "second $?"
    rm "${vault}/orphans.bin"
    clarkson party list "$REF" --names --vault "${vault}" | grep -c First
    clarkson vault check --deep --vault "${vault}"; echo "check $?"
    `,
      ROOM,
    )
    expect(stdout).toContain('create 0\nfirst 0\n')
    expect(stdout).toMatch(/"code":"(?:disk\.full|vault\.drive-failed)".*\nsecond 6\n/u)
    expect(stdout).toMatch(/1\neverything checked holds\ncheck 0\n$/u)
  },
)
