import { lstat, realpath } from 'node:fs/promises'
import { dirname, sep } from 'node:path'
import { Refusal } from '../kernel/errors.ts'

/** The nearest folder that is there, as the system calls it, so that no link leads a backup into its own vault. */
async function realFolder(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined)
  if (found || dirname(path) === path) return realpath(path)
  return realFolder(dirname(path))
}

/** Refuses a folder that lies in a vault. @throws Refusal `backup.inside-vault` */
export async function mustLieOutside(root: string, vault: string): Promise<void> {
  const [to, from] = [await realFolder(root), await realpath(vault)]
  if (to === from || to.startsWith(`${from}${sep}`)) throw new Refusal('backup.inside-vault', {})
}
