const mailHeaders =
  /^(?:received|return-path|delivered-to|from|to|cc|subject|date|message-id|mime-version|content-type|reply-to|in-reply-to|references|dkim-signature|x-[\w-]+|authentication-results|arc-seal)$/iu

/** Whether text begins as a mail does: header lines, at least two of them known, one of them a mail's own. */
function isMail(text: string): boolean {
  const lines = text.replace(/^From .*\r?\n/u, '').split(/\r?\n/u, 60)
  let known = 0
  let own = false
  for (const line of lines) {
    if (line === '') break
    if (/^[ \t]/u.test(line)) continue
    const name = /^([\w-]{2,60}):/u.exec(line)?.[1]
    if (name === undefined) break
    if (mailHeaders.test(name)) known++
    own ||= /^(?:received|return-path|message-id|mime-version|from|delivered-to|date)$/iu.test(name)
  }
  return own && known >= 2
}

/** The name of the first element of an XML text, without its prefix, in lower case. */
function rootElement(text: string): string | undefined {
  const start = text
    .replace(/^\ufeff?\s*/u, '')
    .replace(/^<\?xml[^>]*>\s*/u, '')
    .replace(/^(?:<!--[\s\S]*?-->\s*|<\?[\s\S]*?\?>\s*|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>\s*)*/iu, '')
  return /^<(?:[\w.-]+:)?([\w.-]+)/u.exec(start)?.[1]?.toLowerCase()
}

const htmlStart =
  /^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|title|meta|table|div|style|h1|p|a|br|b|font)\b/iu

function markup(text: string): string | undefined {
  if (!/^\ufeff?\s*</u.test(text)) return undefined
  const root = rootElement(text)
  if (root === 'svg') return 'image/svg+xml'
  if (/^\ufeff?\s*<\?xml/u.test(text)) return root === 'html' ? 'application/xhtml+xml' : 'application/xml'
  if (htmlStart.test(text) || root === 'html') return 'text/html'
  return /^\s*<(?:!DOCTYPE|!ENTITY|[\w.-]+:[\w.-]+|[\w.-]+)[^>]*\sxmlns/iu.test(text) ? 'application/xml' : undefined
}

function isJson(text: string, complete: boolean): boolean {
  if (!/^\s*[[{]/u.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    // A long one is cut: then it is one if it begins as one.
    return !complete && /^\s*(?:\[\s*)?\{\s*"(?:[^"\\]|\\.)*"\s*:/u.test(text)
  }
}

/** Whether the first lines have the same number of the same separator, and more than one line. */
function isTable(text: string): boolean {
  const lines = text.split(/\r?\n/u, 12).slice(0, -1)
  if (lines.length < 2) return false
  return [',', ';', '\t'].some((separator) => {
    const counts = lines.map((line) => line.replaceAll(/"(?:[^"]|"")*"/gu, '').split(separator).length)
    return (counts[0] ?? 0) > 2 && counts.every((number) => number === counts[0])
  })
}

/**
 * The media type of what is text.
 *
 * @param text the file's first characters
 * @param complete whether that is the whole file
 */
export function textType(text: string, complete: boolean): string {
  const marked = markup(text)
  if (marked !== undefined) return marked
  if (/^\s*BEGIN:VCARD\b/iu.test(text)) return 'text/vcard'
  if (/^\s*BEGIN:VCALENDAR\b/iu.test(text)) return 'text/calendar'
  if (/^-----BEGIN (?:CERTIFICATE|PKCS7|PGP|AGE)/u.test(text)) return 'application/x-pem-file'
  if (text.startsWith('#!')) return 'text/x-script'
  if (isJson(text, complete)) return 'application/json'
  if (isMail(text)) return text.startsWith('From ') ? 'application/mbox' : 'message/rfc822'
  return isTable(text) ? 'text/csv' : 'text/plain'
}
