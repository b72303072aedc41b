/**
 * Reads pages as a person writes them (`1-4,7`) as page numbers from 1, in the order written, within a document of
 * `pageCount` pages. Returns undefined when a page is not in the document or a range runs backwards.
 */
export function pagesOf(range: string, pageCount: number): readonly number[] | undefined {
  const pages: number[] = []
  for (const part of range.split(',')) {
    const [first, last = first] = part.split('-').map(Number)
    if (first === undefined || last === undefined) return undefined
    if (!(first >= 1 && last >= first && last <= pageCount)) return undefined
    for (let page = first; page <= last; page += 1) pages.push(page)
  }
  return pages
}
