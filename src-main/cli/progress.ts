import type { Progress } from '../kernel/cancel.ts'

/** Says how far a piece of work is, on standard error and only when that is a terminal. */
export function progressLine(unit: 'bytes' | 'pages' | 'items'): (progress: Progress) => void {
  if (!process.stderr.isTTY) return () => undefined
  let last = 0
  return ({ done, total }) => {
    const at = performance.now()
    if (at - last < 100 && done < total) return
    last = at
    process.stderr.write(
      `\r\u001b[K${shown(done, unit)}${total > 0 ? ` of ${shown(total, unit)}` : ''}${done >= total && total > 0 ? '\n' : ''}`,
    )
  }
}

function shown(value: number, unit: 'bytes' | 'pages' | 'items'): string {
  return unit === 'bytes' ? `${(value / 1_048_576).toFixed(1)} MiB` : `${String(value)} ${unit}`
}
