const WIDTH = 16

/** Bytes in base64 as lines of their place, their values in hexadecimal, and their letters where they are ASCII. */
export function hexLines(base64: string, offset: number): string {
  const letters = atob(base64)
  const lines: string[] = []
  for (let at = 0; at < letters.length; at += WIDTH) {
    const part = letters.slice(at, at + WIDTH)
    const values = Array.from(part, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'))
    const left = values.slice(0, 8).join(' ').padEnd(23)
    const right = values.slice(8).join(' ').padEnd(23)
    const shown = part.replaceAll(/[^\u0020-\u007e]/gu, '.')
    lines.push(`${(offset + at).toString(16).padStart(10, '0')}  ${left}  ${right}  ${shown}`)
  }
  return lines.join('\n')
}
