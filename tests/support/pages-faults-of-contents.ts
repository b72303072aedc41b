import { PDFName, PDFString } from '@cantoo/pdf-lib'
import { addAnnotation, type Fault } from './pages-fault.ts'

/** What must not be in a bundle. */
export const faultsOfContents: readonly Fault[] = [
  {
    rule: 'no-active-content',
    what: 'a script that runs on opening a page',
    page: 3,
    finish: ({ document, pages }) =>
      pages[2]?.set(
        PDFName.of('AA'),
        document.context.obj({ O: { S: 'JavaScript', JS: PDFString.of('app.alert(1)') } }),
      ),
  },
  {
    rule: 'no-active-content',
    what: 'a script by name',
    finish: ({ document }) =>
      document.catalog.set(
        PDFName.of('Names'),
        document.context.obj({
          JavaScript: { Names: [PDFString.of('a'), { S: 'JavaScript', JS: PDFString.of('1') }] },
        }),
      ),
  },
  {
    rule: 'no-active-content',
    what: 'a link that starts a program',
    page: 4,
    finish: (made) =>
      addAnnotation(made, 3, {
        Type: 'Annot',
        Subtype: 'Link',
        Rect: [0, 0, 9, 9],
        A: { S: 'Launch', F: PDFString.of('x') },
      }),
  },
  {
    rule: 'no-active-content',
    what: 'a script chained behind a harmless action',
    page: 4,
    finish: (made) =>
      addAnnotation(made, 3, {
        Type: 'Annot',
        Subtype: 'Link',
        Rect: [0, 0, 9, 9],
        A: { S: 'Named', N: 'NextPage', Next: [{ S: 'JavaScript', JS: PDFString.of('1') }] },
      }),
  },
  {
    rule: 'no-outside-links',
    what: 'a link to the network',
    page: 6,
    finish: (made) =>
      addAnnotation(made, 5, {
        Type: 'Annot',
        Subtype: 'Link',
        Rect: [0, 0, 9, 9],
        A: { S: 'URI', URI: PDFString.of('https://example.org/') },
      }),
  },
  {
    rule: 'no-attachments',
    what: 'an attached file',
    finish: ({ document }) =>
      document.catalog.set(
        PDFName.of('Names'),
        document.context.obj({
          EmbeddedFiles: { Names: [PDFString.of('a'), { Type: 'Filespec', F: PDFString.of('a') }] },
        }),
      ),
  },
  {
    rule: 'no-attachments',
    what: 'a file attached to a page',
    page: 5,
    finish: (made) => addAnnotation(made, 4, { Type: 'Annot', Subtype: 'FileAttachment', Rect: [0, 0, 9, 9] }),
  },
  {
    rule: 'no-working-links',
    what: 'a working link of the typesetter in the metadata',
    finish: ({ document }) => document.setSubject('clarkson://exhibit/1'),
  },
  {
    rule: 'no-unapplied-redactions',
    what: 'a redaction that was only marked',
    page: 2,
    finish: (made) => addAnnotation(made, 1, { Type: 'Annot', Subtype: 'Redact', Rect: [0, 0, 9, 9] }),
  },
]
