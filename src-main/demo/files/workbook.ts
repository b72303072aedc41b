import { archive } from './archive.ts'

/** A cell: text, a number, a formula with the value it gives, or nothing. */
export type Cell = string | number | { readonly formula: string; readonly value: number } | null

/** One sheet; its first row is its heading. */
export interface Sheet {
  readonly name: string
  readonly widths: readonly number[]
  readonly rows: readonly (readonly Cell[])[]
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'
const heading = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const columnName = (index: number): string => String.fromCodePoint(65 + index)

function cellXml(cell: Cell, place: string, style: number): string {
  if (cell === null) return ''
  const start = `<c r="${place}" s="${String(style)}"`
  if (typeof cell === 'string')
    return `${start} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`
  if (typeof cell === 'number') return `${start}><v>${String(cell)}</v></c>`
  return `${start}><f>${escaped(cell.formula)}</f><v>${String(cell.value)}</v></c>`
}

function sheetXml(sheet: Sheet): string {
  const columns = sheet.widths
    .map(
      (width, index) =>
        `<col min="${String(index + 1)}" max="${String(index + 1)}" width="${String(width)}" customWidth="1"/>`,
    )
    .join('')
  const rows = sheet.rows
    .map((row, index) => {
      const number = String(index + 1)
      const cells = row.map((cell, column) => {
        const style = index === 0 ? 1 : typeof cell === 'string' ? 0 : 2
        return cellXml(cell, `${columnName(column)}${number}`, style)
      })
      return `<row r="${number}">${cells.join('')}</row>`
    })
    .join('')
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const views = `<sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`
  return `${heading}<worksheet xmlns="${spreadsheet}">${views}<cols>${columns}</cols><sheetData>${rows}</sheetData></worksheet>`
}

const partType = (path: string, kind: string): string =>
  `<Override PartName="${path}" ContentType="application/vnd.openxmlformats-${kind}+xml"/>`

const link = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${kind}" Target="${target}"/>`

const styles = `${heading}<styleSheet xmlns="${spreadsheet}">
<fonts count="2"><font><sz val="11"/><name val="Noto Sans"/></font><font><b/><sz val="11"/><name val="Noto Sans"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFE8E2D6"/></patternFill></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>
<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`

/** Who made a workbook and when (UTC), as its properties say. */
export interface WorkbookInfo {
  readonly title: string
  readonly creator: string
  readonly created: string
}

/**
 * An Excel workbook.
 * Source: ECMA-376, part 1 (SpreadsheetML) and part 2 (packaging).
 */
export function workbook(sheets: readonly Sheet[], info: WorkbookInfo): Uint8Array {
  const numbers = sheets.map((_, index) => String(index + 1))
  const types = [
    partType('/xl/workbook.xml', 'officedocument.spreadsheetml.sheet.main'),
    partType('/xl/styles.xml', 'officedocument.spreadsheetml.styles'),
    partType('/docProps/core.xml', 'package.core-properties'),
    ...numbers.map((n) => partType(`/xl/worksheets/sheet${n}.xml`, 'officedocument.spreadsheetml.worksheet')),
  ]
  const links = (inside: readonly string[]): string =>
    `${heading}<Relationships xmlns="${packaged}/relationships">${inside.join('')}</Relationships>`
  const listed = sheets.map(
    (sheet, index) =>
      `<sheet name="${escaped(sheet.name)}" sheetId="${String(index + 1)}" r:id="rId${String(index + 1)}"/>`,
  )
  const core = `${heading}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(info.title)}</dc:title><dc:creator>${escaped(info.creator)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${info.created}</dcterms:created></cp:coreProperties>`
  return archive([
    [
      '[Content_Types].xml',
      `${heading}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      links([
        link('rId1', `${relations}/officeDocument`, 'xl/workbook.xml'),
        link('rId2', `${packaged}/relationships/metadata/core-properties`, 'docProps/core.xml'),
      ]),
    ],
    ['docProps/core.xml', core],
    [
      'xl/workbook.xml',
      `${heading}<workbook xmlns="${spreadsheet}" xmlns:r="${relations}"><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      links([
        ...numbers.map((n) => link(`rId${n}`, `${relations}/worksheet`, `worksheets/sheet${n}.xml`)),
        link('rIdStyles', `${relations}/styles`, 'styles.xml'),
      ]),
    ],
    ['xl/styles.xml', styles],
    ...sheets.map((sheet, index) => [`xl/worksheets/sheet${String(index + 1)}.xml`, sheetXml(sheet)] as const),
  ])
}
