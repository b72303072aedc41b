import { join } from 'node:path'
import type { CourtProfile } from '../../src-main/contract/profile.ts'
import { findProfile } from '../../src-main/domain/profiles.ts'
import { fontFiles } from '../../src-main/typeset/fonts.ts'
import { createTypesetter, type Typesetter } from '../../src-main/typeset/typesetter.ts'

const root = join(import.meta.dirname, '../..')

/** A typesetter with the project's own templates and typefaces. */
export function openTypesetter(): Typesetter {
  return createTypesetter({ resources: join(root, 'resources'), fonts: fontFiles(join(root, 'node_modules')) })
}

/** A shipped profile that must be there. */
export function profileOf(id: string): CourtProfile {
  const profile = findProfile(id)
  if (profile === undefined) throw new Error(`no profile ${id}`)
  return profile
}

export interface Letter {
  readonly text: string
  readonly x0: number
  readonly x1: number
  readonly baseline: number
}

interface SeenLink {
  readonly uri: string
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** A page as a reader of its own (MuPDF) sees it. Points, from the top left corner. */
export interface SeenPage {
  readonly width: number
  readonly height: number
  readonly text: string
  readonly letters: readonly Letter[]
  readonly links: readonly SeenLink[]
}

/** Reads a PDF's pages with MuPDF. */
export async function readPages(pdf: Uint8Array): Promise<readonly SeenPage[]> {
  const mupdf = await import('mupdf')
  const document = mupdf.Document.openDocument(pdf, 'application/pdf')
  return Array.from({ length: document.countPages() }, (_, i) => {
    const page = document.loadPage(i)
    const [, , width, height] = page.getBounds()
    const structured = page.toStructuredText('preserve-whitespace')
    const letters: Letter[] = []
    structured.walk({
      onChar(...[text, origin, , , quad]) {
        const xs = [quad[0], quad[2], quad[4], quad[6]]
        letters.push({ text, x0: Math.min(...xs), x1: Math.max(...xs), baseline: origin[1] })
      },
    })
    const links = page.getLinks().map((link) => {
      const [x0, y0, x1, y1] = link.getBounds()
      return { uri: link.getURI(), x0, y0, x1, y1 }
    })
    return { width, height, text: structured.asText(), letters, links }
  })
}

/** All text of some pages with every stretch of white space as one space. */
export function flat(pages: readonly SeenPage[]): string {
  return pages
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/gu, ' ')
}

/** What stands on each line, letters taken from left to right as the eye does. */
export function visualLines({ letters }: SeenPage): readonly string[] {
  const lines = new Map<number, Letter[]>()
  for (const letter of letters) {
    const line = Math.round(letter.baseline * 2)
    lines.set(line, [...(lines.get(line) ?? []), letter])
  }
  return [...lines.values()].map((line) =>
    line
      .toSorted((a, b) => a.x0 - b.x0)
      .map(({ text }) => text)
      .join(''),
  )
}

/** Letters that stand outside the margins of their profile by more than a point: none should. */
export function outside({ page }: CourtProfile, { letters, width, height }: SeenPage): readonly Letter[] {
  const { t, r, b, l } = page.marginPt
  return letters.filter(
    ({ text, x0, x1, baseline }) =>
      text.trim() !== '' && (x0 < l - 1 || x1 > width - r + 1 || baseline < t || baseline > height - b),
  )
}
