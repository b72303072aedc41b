import { createHash } from 'node:crypto'
import type { DeriveRecipe, Lineage } from '../../contract/derive.ts'
import type { Exhibit } from '../../contract/exhibits.ts'
import { ExhibitId } from '../../contract/ids.ts'
import { pagesOf } from '../../domain/page-range.ts'
import { Refusal } from '../../kernel/errors.ts'
import { given } from '../../kernel/given.ts'
import type { Reader } from '../../store/connection.ts'
import * as origins from '../../store/origins.ts'
import type { Desk } from '../desk.ts'
import { getExhibit, getFile } from '../exhibits.ts'
import { mustBeAllowed } from '../record.ts'
import { type Derived, fileDerived, ownTool } from './file-derived.ts'
import { keepFrame } from './keep-frame.ts'
import { takeOut } from './take-attachment.ts'

/** An original is read whole to be drawn or cut. */
const MOST_BYTES = 512 * 1024 * 1024

/** What is asked for. */
export interface DeriveAsked {
  readonly exhibitId: string
  /** Left out: the original's, and what was done. */
  readonly title?: string | undefined
  readonly recipe: DeriveRecipe
}

/**
 * Makes a working copy of an exhibit: always a new exhibit, linked to the original, with the recipe in its chain.
 *
 * @throws Refusal `exhibit.not-found` also where it has no file, `blob.damaged`, `blob.missing`, `source.too-large`, `source.unsupported`,
 * `source.damaged`, `exhibit.no-such-pages`, and what drawing throws
 */
export async function deriveExhibit(
  desk: Desk,
  { exhibitId, title, recipe }: DeriveAsked,
): Promise<{ readonly exhibitId: string; readonly mark: string }> {
  mustBeAllowed(desk, 'exhibit.derive')
  const parent = desk.connection.read((reader) => getExhibit(reader, exhibitId))
  const made = await make(desk, parent, recipe)
  return fileDerived(desk, { ...made, ...(title ? { title } : {}) })
}

async function make(desk: Desk, parent: Exhibit, recipe: DeriveRecipe): Promise<Derived> {
  switch (recipe.way) {
    case 'picture':
      return makePicture(desk, parent, recipe)
    case 'excerpt':
      return makeExcerpt(desk, parent, recipe)
    case 'transcript':
    case 'translation':
      return makeText(desk, parent, recipe)
    case 'attachment':
      return takeOut(desk, { parent, index: recipe.index, ...(await original(desk, parent.exhibitId)) })
    case 'frame':
      return keepFrame(desk, parent, recipe)
  }
}

/** The original's bytes, which must be the ones that were imported. */
async function original(
  desk: Desk,
  exhibitId: string,
): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }> {
  const file = desk.connection.read((reader) => getFile(reader, exhibitId))
  if (file.size > MOST_BYTES) throw new Refusal('source.too-large', {})
  const bytes = await desk.blobs.readAll(file, MOST_BYTES)
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    throw new Refusal('blob.damaged', { blobId: file.blobId })
  return { bytes, sha256: file.sha256 }
}

async function makePicture(
  desk: Desk,
  parent: Exhibit,
  recipe: Extract<DeriveRecipe, { way: 'picture' }>,
): Promise<Derived> {
  const { bytes, sha256 } = await original(desk, parent.exhibitId)
  const { page, crop, turns, brightness, contrast, to } = recipe
  const made = await desk.reader.derive(bytes, { page: page - 1, turns, brightness, contrast, to, ...given({ crop }) })
  const way = crop ? 'crop' : 'picture'
  return {
    parentId: parent.exhibitId,
    bytes: made.bytes,
    mediaType: to === 'png' ? 'image/png' : 'image/jpeg',
    fileName: `${parent.mark} ${way}.${to === 'png' ? 'png' : 'jpg'}`,
    title: `${parent.title} (${way})`,
    kind: parent.file?.mediaType === 'application/pdf' ? 'document' : parent.kind,
    making: {
      way,
      parentSha256: sha256,
      tool: ownTool('MuPDF'),
      settings: {
        page,
        ...(crop ? { left: crop.left, top: crop.top, right: crop.right, bottom: crop.bottom } : {}),
        turns,
        brightness,
        contrast,
        format: to,
        width: made.widthPixels,
        height: made.heightPixels,
      },
    },
  }
}

async function makeExcerpt(
  desk: Desk,
  parent: Exhibit,
  { pages }: Extract<DeriveRecipe, { way: 'excerpt' }>,
): Promise<Derived> {
  if (parent.file?.mediaType !== 'application/pdf') throw new Refusal('source.unsupported', {})
  const { bytes, sha256 } = await original(desk, parent.exhibitId)
  const { pageCount } = await desk.reader.describe({ key: `derive/${sha256}`, bytes: () => Promise.resolve(bytes) })
  const numbers = pagesOf(pages, pageCount)
  if (!numbers) throw new Refusal('exhibit.no-such-pages', { pages: pageCount })
  const made = await desk.reader.excerpt(
    bytes,
    numbers.map((number) => number - 1),
  )
  return {
    parentId: parent.exhibitId,
    bytes: made,
    mediaType: 'application/pdf',
    fileName: `${parent.mark} pages ${pages}.pdf`,
    title: `${parent.title} (pages ${pages})`,
    kind: 'document',
    making: { way: 'excerpt', parentSha256: sha256, tool: ownTool('MuPDF'), settings: { pages } },
  }
}

/** A person's words about an exhibit, which need not be read for it; its recorded digest is what they are of. */
function makeText(
  desk: Desk,
  parent: Exhibit,
  recipe: Extract<DeriveRecipe, { way: 'transcript' | 'translation' }>,
): Derived {
  const { way, text, ...told } = recipe
  const settings = Object.fromEntries(
    Object.entries(told).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  )
  const language = recipe.language === undefined || recipe.language === '' ? {} : { language: recipe.language }
  return {
    parentId: parent.exhibitId,
    bytes: Buffer.from(`${text}\n`, 'utf8'),
    mediaType: 'text/plain',
    fileName: `${parent.mark} ${way}.txt`,
    title: `${parent.title} (${way})`,
    kind: 'document',
    details: language,
    making: {
      way,
      parentSha256: desk.connection.read((reader) => getFile(reader, parent.exhibitId)).sha256,
      tool: ownTool('typed in by a person'),
      settings,
    },
  }
}

/** What an exhibit was made from, and what was made from it. @throws Refusal `exhibit.not-found` */
export function lineageOf(
  desk: Desk,
  exhibitId: string,
): { readonly parent: Lineage | null; readonly made: readonly Lineage[] } {
  return desk.connection.read((reader) => {
    getExhibit(reader, exhibitId)
    const origin = origins.find(reader, exhibitId)
    return {
      parent: origin ? lineage(reader, origin, origin.parentId) : null,
      made: origins.madeFrom(reader, exhibitId).map((row) => lineage(reader, row, row.exhibitId)),
    }
  })
}

function lineage(reader: Reader, row: origins.OriginRow, shown: string): Lineage {
  const { mark, title } = getExhibit(reader, shown)
  const { tool, settings } = JSON.parse(row.recipe) as {
    readonly tool: { readonly name: string; readonly version: string }
    readonly settings: Lineage['settings']
  }
  return {
    exhibitId: ExhibitId.parse(shown),
    mark,
    title,
    way: row.way,
    parentSha256: row.parentSha256,
    tool: `${tool.name} ${tool.version}`,
    settings,
  }
}
