import { textString } from './text-string.ts'

/** What the finished bundle says about itself. */
export interface DocumentFacts {
  readonly title: string
  /** BCP 47 tag of the bundle's own language. */
  readonly language?: string
  readonly producer: string
  /** ISO 8601 time in UTC; left out, the file names no time at all. */
  readonly created?: string
}

/** The document information dictionary. Source: ISO 32000-2, 14.3.3. */
export function informationDictionary({ title, producer, created }: DocumentFacts): string {
  const date = created === undefined ? '' : `D:${created.replace(/\D/g, '').slice(0, 14).padEnd(14, '0')}Z`
  const dates = date === '' ? '' : `/CreationDate(${date})/ModDate(${date})`
  return `<</Title${textString(title)}/Producer${textString(producer)}${dates}>>`
}

/** The same facts as XMP. Source: ISO 16684-1. */
export function xmp({ title, producer, created, language }: DocumentFacts): Uint8Array {
  const dates =
    created === undefined
      ? ''
      : `<xmp:CreateDate>${xml(created)}</xmp:CreateDate><xmp:ModifyDate>${xml(created)}</xmp:ModifyDate>`
  const languages =
    language === undefined ? '' : `<dc:language><rdf:Bag><rdf:li>${xml(language)}</rdf:li></rdf:Bag></dc:language>`
  const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${xml(title)}</rdf:li></rdf:Alt></dc:title>${languages}
<pdf:Producer>${xml(producer)}</pdf:Producer>${dates}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
  return new TextEncoder().encode(packet)
}

function xml(text: string): string {
  const legal = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
  return legal.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
