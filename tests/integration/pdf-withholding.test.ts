import { describe, expect, it } from 'vitest'
import { openPdf } from '../../src-main/pdf/source.ts'
import {
  bundleInMemory,
  bundleOf,
  everythingIn,
  type HandObject,
  handmadePdf,
  pageStamp,
  pictureOf,
  reopened,
  textPdf,
  textsOf,
} from '../support/pdf-fixtures.ts'

const secret = (where: string): string => `SECRET-${where}`
const form = (name: string): HandObject => ({
  dict: '/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources 9 0 R',
  data: name,
})

const action = (dict: string): string => `<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<<${dict}>>>>`
const link = (target: string): string => `<</Type/Annot/Subtype/Link/Rect[0 0 9 9]${target}>>`

const field = (value: string): Uint8Array =>
  handmadePdf([
    ...textPdf(
      ['form'],
      () => '/Annots[6 0 R]',
      '/AcroForm<</Fields[6 0 R]/DR<</Font<</Helv 3 0 R>>>>/DA(/Helv 0 Tf)>>',
    ),
    `<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(${value})/Rect[40 100 200 130]/AP<</N 7 0 R>>>>`,
    {
      dict: '/Type/XObject/Subtype/Form/BBox[0 0 160 30]/Resources<</Font<</F1 3 0 R>>>>',
      data: `BT /F1 12 Tf 2 8 Td (${value}) Tj ET`,
    },
  ])

/** Every way known by which one page can hold on to another. Page 1 is chosen, page 2 is withheld. */
function entangled(): readonly HandObject[] {
  return [
    '<</Type/Catalog/Pages 2 0 R/Outlines 14 0 R/Dests<</there[6 0 R/Fit]>>/Names<</Dests 16 0 R>>/Threads[17 0 R]' +
      '/StructTreeRoot 19 0 R/AcroForm<</Fields[20 0 R 25 0 R]>>/OCProperties<</OCGs[22 0 R]/D<<>>>>/Metadata 23 0 R>>',
    '<</Type/Pages/Count 2/Kids[4 0 R 6 0 R]/MediaBox[0 0 400 600]/Resources 9 0 R>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    '<</Type/Page/Parent 2 0 R/Contents 5 0 R/B[18 0 R]/StructParents 0/Annots[10 0 R 11 0 R 12 0 R 13 0 R 21 0 R]' +
      '/PieceInfo<</Private 23 0 R>>/Thumb 24 0 R>>',
    { dict: '', data: 'BT /F1 18 Tf 40 300 Td (chosen) Tj ET /Fm0 Do' },
    '<</Type/Page/Parent 2 0 R/Contents 7 0 R/Annots[20 0 R 26 0 R]>>',
    { dict: '', data: `BT /F1 18 Tf 40 300 Td (${secret('content')}) Tj ET /Fm1 Do` },
    form('/Fm2 Do'),
    // One dictionary for all pages, as scanners write it.
    '<</Font<</F1 3 0 R>>/XObject<</Fm0 8 0 R/Fm1 27 0 R/Fm2 28 0 R>>/Properties<</MC0 22 0 R>>>>',
    '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest[6 0 R/Fit]>>',
    '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest/there>>',
    '<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D(there)/Next<</S/GoTo/D[6 0 R/Fit]>>>>>>',
    '<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/P 6 0 R/Popup 26 0 R/IRT 26 0 R/Contents(note)>>',
    '<</Type/Outlines/First 15 0 R/Last 15 0 R>>',
    `<</Title(${secret('bookmark')})/Parent 14 0 R/Dest[6 0 R/Fit]>>`,
    '<</Names[(there)[6 0 R/Fit]]>>',
    `<</Type/Thread/F 18 0 R/I<</Title(${secret('thread')})>>>>`,
    '<</Type/Bead/T 17 0 R/N 18 0 R/V 18 0 R/P 6 0 R/R[0 0 1 1]>>',
    `<</Type/StructTreeRoot/K<</S/P/Pg 6 0 R/ActualText(${secret('structure')})>>>>`,
    `<</Type/Annot/Subtype/Widget/FT/Tx/T(${secret('field')})/V(${secret('value')})/Rect[0 0 9 9]/P 6 0 R>>`,
    '<</Type/Annot/Subtype/Widget/Parent 25 0 R/Rect[0 0 9 9]/P 4 0 R>>',
    `<</Type/OCG/Name(${secret('layer')})>>`,
    { dict: '/Type/Metadata/Subtype/XML', data: secret('metadata') },
    { dict: '/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8', data: 'T' },
    '<</FT/Tx/T(shared)/V(kept)/Kids[21 0 R 26 0 R]>>',
    `<</Type/Annot/Subtype/Widget/Parent 25 0 R/Rect[0 0 9 9]/P 6 0 R/TU(${secret('tooltip')})>>`,
    form(`(${secret('form')}) pop`),
    { dict: '/Type/XObject/Subtype/Form/BBox[0 0 99 99]', data: 'BT /F1 9 Tf (inner) Tj ET' },
  ]
}

describe('the content of a withheld page', () => {
  it('is nowhere in the bundle, however the chosen page holds on to it', async () => {
    const { bytes, placed } = await bundleOf(handmadePdf(entangled()), {
      pages: [1],
      stamp: pageStamp,
      keepOutline: true,
    })
    const document = await reopened(bytes)
    expect(textsOf(document)).toEqual(['chosen inner CLK-1'])
    expect(everythingIn(bytes, document)).not.toMatch(/SECRET/)
    expect(placed.outline).toEqual([])
    expect(placed.notes).toEqual({ 'link-to-withheld-page': 3 })
    expect(everythingIn(bytes, document)).toContain('kept')
  })

  it('is there when its page is chosen, so that the test before means something', async () => {
    const { bytes } = await bundleOf(handmadePdf(entangled()), { keepOutline: true })
    const text = everythingIn(bytes, await reopened(bytes))
    for (const where of ['content', 'bookmark', 'field', 'value', 'form']) expect(text).toContain(`SECRET-${where}`)
    for (const where of ['thread', 'structure', 'metadata']) expect(text).not.toContain(`SECRET-${where}`)
  })

  it('does not come along when pages are taken in another order, or twice', async () => {
    const source = handmadePdf(textPdf(['one', 'two', 'three', 'four']))
    const { bytes } = await bundleOf(source, { pages: [4, 2, 4] })
    const document = await reopened(bytes)
    expect(textsOf(document)).toEqual(['four', 'two', 'four'])
    expect(everythingIn(bytes, document)).not.toMatch(/\((one|three)\)/)
  })
})

describe('what acts, or leads outside, in a source', () => {
  it('is taken out and counted', async () => {
    const links = [
      action('/S/URI/URI(https://tracker.example/OUTSIDE)'),
      action('/S/JavaScript/JS(app.alert("OUTSIDE"))'),
      action('/S/Launch/F(OUTSIDE.exe)'),
      action('/S/SubmitForm/F(https://OUTSIDE.example)'),
      action('/S/GoToR/F(OUTSIDE.pdf)/D[0/Fit]'),
      action('/S/Named/N/Print'),
    ]
    const media = '<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent<</X(OUTSIDE)>>>>'
    const file =
      '<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec/F(OUTSIDE.doc)/EF<</F 5 0 R>>>>>>'
    const note =
      '<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(OUTSIDE Author)/M(D:2024)/Contents(kept note)/AA<</E<</S/URI/URI(OUTSIDE)>>>>>>'
    const catalog =
      '/OpenAction<</S/JavaScript/JS(OUTSIDE)>>/AA<</WC<</S/JavaScript/JS(OUTSIDE)>>>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(OUTSIDE)>>]>>/EmbeddedFiles<</Names[]>>>>'
    const annots = `/Annots[${[...links, media, file, note].join('')}]/AA<</O<</S/URI/URI(OUTSIDE)>>>>`
    const { bytes, placed } = await bundleOf(handmadePdf(textPdf(['page'], () => annots, catalog)))
    const text = everythingIn(bytes, await reopened(bytes))
    expect(text).not.toContain('OUTSIDE')
    expect(text).toContain('kept note')
    expect(placed.notes).toEqual({
      'outside-link': 2,
      script: 3,
      launch: 1,
      'form-sending': 1,
      'other-action': 1,
      media: 1,
      attachment: 2,
      'named-author': 1,
      'open-action': 1,
    })
  })

  it('includes the clarkson:// links of a document that is not ours', async () => {
    const source = handmadePdf(textPdf(['page'], () => `/Annots[${action('/S/URI/URI(clarkson://entry/1)')}]`))
    const { bytes } = await bundleOf(source)
    expect(everythingIn(bytes, await reopened(bytes))).not.toContain('clarkson://')
  })
})

describe('what a source shows and how it hangs together', () => {
  it('keeps links, named ones too, and bookmarks', async () => {
    const annots = `/Annots[${link('/Dest[6 0 R/XYZ 0 500 0]')}${link('/A<</S/GoTo/D(three)>>')}${link('/Dest/two')}]`
    const objects = [
      ...textPdf(
        ['one', 'two', 'three'],
        (page) => (page === 0 ? annots : ''),
        '/Dests<</two[6 0 R/Fit]>>/Names<</Dests<</Kids[10 0 R]>>>>/Outlines 11 0 R',
      ),
      '<</Names[(three)<</D[8 0 R/FitH 10]>>]>>',
      '<</First 12 0 R/Last 12 0 R>>',
      '<</Title(Two)/Dest/two/First 13 0 R/Last 13 0 R>>',
      '<</Title<FEFF0033>/A<</S/GoTo/D(three)>>>>',
    ]
    const { bytes, placed } = await bundleOf(handmadePdf(objects), { keepOutline: true })
    const document = await reopened(bytes)
    expect(
      document
        .loadPage(0)
        .getLinks()
        .map((each) => document.resolveLink(each.getURI())),
    ).toEqual([1, 2, 1])
    expect(placed.outline).toEqual([{ title: 'Two', page: 1, children: [{ title: '3', page: 2 }] }])
  })

  it('keeps form fields apart that have one name in two documents', async () => {
    const { writer, bytes } = bundleInMemory()
    for (const value of ['first', 'second']) await writer.addPdf(await openPdf(field(value)), { stamp: pageStamp })
    await writer.finish({ title: 'Forms', producer: 'Clarkson', outline: [], labels: [] })
    const document = await reopened(bytes())
    const widgets = [0, 1].map((page) => document.loadPage(page).getWidgets()[0])
    expect(widgets.map((widget) => [widget?.getName(), widget?.getValue()])).toEqual([
      ['document-1.name', 'first'],
      ['document-2.name', 'second'],
    ])
  })

  it('keeps hidden layers hidden', async () => {
    const objects = textPdf(
      ['x'],
      () => '/Resources<</Properties<</Off 6 0 R/On 7 0 R>>>>',
      '/OCProperties<</OCGs[6 0 R 7 0 R]/D<</BaseState/OFF/ON[7 0 R]>>>>',
    )
    const layered = [
      ...objects.slice(0, 4),
      { dict: '', data: '/OC /Off BDC 0 g 0 0 200 600 re f EMC /OC /On BDC 0 g 200 0 200 600 re f EMC' },
      '<</Type/OCG/Name(off)>>',
      '<</Type/OCG/Name(on)>>',
    ]
    const picture = await pictureOf(await reopened((await bundleOf(handmadePdf(layered))).bytes), 0)
    expect([picture.at(100, 300), picture.at(300, 300)]).toEqual([255, 0])
  })

  it('keeps the picture of a signature without the signature', async () => {
    const objects = [
      ...textPdf(['signed'], () => '/Annots[6 0 R]', '/AcroForm<</Fields[6 0 R]/SigFlags 3>>'),
      '<</Type/Annot/Subtype/Widget/FT/Sig/T(sig)/V<</Type/Sig/Name(SIGNER)/Contents<00>>>/F 4/Rect[0 0 400 100]/AP<</N 7 0 R>>>>',
      { dict: '/Type/XObject/Subtype/Form/BBox[0 0 400 100]', data: '0 g 0 0 400 100 re f' },
    ]
    const { bytes, placed } = await bundleOf(handmadePdf(objects))
    const document = await reopened(bytes)
    expect((await pictureOf(document, 0)).at(200, 550)).toBe(0)
    expect(everythingIn(bytes, document)).not.toContain('SIGNER')
    expect(placed.notes).toEqual({ signature: 1 })
  })
})
