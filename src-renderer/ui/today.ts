function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Today on this computer's clock, as `2026-03-01`. */
export function today(): string {
  const now = new Date()
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
