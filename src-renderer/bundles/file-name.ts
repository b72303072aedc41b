/** A file name that every system takes, from a bundle's title. */
export function fileNameOf(title: string): string {
  const safe = title
    .replaceAll(/[\p{Cc}\p{Cf}<>:"/\\|?*]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^[. ]+|[. ]+$/gu, '')
    .slice(0, 120)
  return `${safe === '' ? 'bundle' : safe}.pdf`
}
