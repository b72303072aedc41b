import type { WebContents } from 'electron'
import { after } from './ended.ts'
import { Looks } from './settings.ts'

/** A world of its own, where nothing that the page's scripts did to `localStorage` reaches. */
const WORLD = 1_000
const PATIENCE_MS = 150

const code = `(() => {
  const kept = (name) => localStorage.getItem(name) ?? undefined
  return { theme: kept('theme'), density: kept('density'), language: kept('language') }
})()`

/**
 * What the page was last told about its looks. The session is in memory only, so the shell keeps these three words from
 * one window to the next. A page that does not answer in time, or answers otherwise, changes nothing.
 */
export async function readLooks(contents: WebContents): Promise<Looks> {
  if (contents.isDestroyed() || contents.isCrashed()) return {}
  try {
    const asked: Promise<unknown> = contents.executeJavaScriptInIsolatedWorld(WORLD, [{ code }])
    return Looks.parse(await Promise.race([asked, after(PATIENCE_MS)]))
  } catch {
    return {}
  }
}
