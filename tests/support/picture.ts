import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'

const pictures = resolve(import.meta.dirname, '../../docs/screenshots')

/** Takes a picture of the window for docs/screenshots. */
export async function take(window: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  // Pictures of pages come a moment after their places do.
  await window.waitForTimeout(500)
  await window.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0))
  await window.mouse.move(0, 0)
  await window.screenshot({ path: resolve(pictures, `${name}.png`) })
}

/** Draws a signature on a pad with the mouse, as somebody would. */
export async function drawSignature(window: Page, pad: Locator): Promise<void> {
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('the pad is not on the screen')
  const at = (i: number): readonly [number, number] => [
    box.x + box.width * (0.12 + 0.0095 * i),
    box.y + box.height * (0.55 - 0.28 * Math.sin(i / 4) * Math.cos(i / 15) - 0.002 * i),
  ]
  await window.mouse.move(...at(0))
  await window.mouse.down()
  for (let i = 1; i <= 70; i += 1) await window.mouse.move(...at(i))
  await window.mouse.up()
}
