/** The named references that people's programs write, each with what it stands for. Source: WHATWG HTML, 13.5. */
const pairs =
  'amp & lt < gt > quot " apos \' copy © reg ® trade ™ deg ° euro € pound £ yen ¥ cent ¢ sect § para ¶ middot · bull • hellip … ndash – mdash — ' +
  'lsquo ‘ rsquo ’ sbquo ‚ ldquo “ rdquo ” bdquo „ laquo « raquo » iexcl ¡ iquest ¿ times × divide ÷ plusmn ± frac12 ½ frac14 ¼ frac34 ¾ sup2 ² sup3 ³ ' +
  'micro µ ordm º ordf ª agrave à aacute á acirc â atilde ã auml ä aring å aelig æ ccedil ç egrave è eacute é ecirc ê euml ë igrave ì iacute í icirc î ' +
  'iuml ï ntilde ñ ograve ò oacute ó ocirc ô otilde õ ouml ö oslash ø ugrave ù uacute ú ucirc û uuml ü yacute ý yuml ÿ szlig ß oelig œ Agrave À Aacute Á ' +
  'Acirc Â Atilde Ã Auml Ä Aring Å AElig Æ Ccedil Ç Egrave È Eacute É Ecirc Ê Euml Ë Iacute Í Ntilde Ñ Oacute Ó Ocirc Ô Ouml Ö Oslash Ø Uacute Ú Uuml Ü OElig Œ'

const words = pairs.split(' ')
const spaces = { nbsp: '\u00a0', zwnj: '\u200c', zwj: '\u200d', shy: '', ensp: ' ', emsp: ' ', thinsp: ' ' }
const entities = new Map([
  ...Object.entries(spaces),
  ...words.flatMap((name, i) => (i % 2 === 0 ? [[name, words[i + 1] ?? ''] as const] : [])),
])

function character(code: number): string {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd'
}

/** Character references that are known become what they stand for; all others stay as they are. */
export function unescapeHtml(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]{1,30}));?/giu,
    (all, hex?: string, dec?: string, name?: string) => {
      if (hex !== undefined) return character(Number.parseInt(hex, 16))
      if (dec !== undefined) return character(Number(dec))
      return (name === undefined ? undefined : entities.get(name)) ?? all
    },
  )
}
