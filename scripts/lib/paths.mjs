import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, wherever the command was typed. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '')

/** A path inside the project. */
export const at = (...parts) => join(root, ...parts)

/** What can be fetched or made again: the trial runtime, locks, the sample office. */
export const cache = at('.cache')
