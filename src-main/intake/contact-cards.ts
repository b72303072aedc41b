import type { Contact, Contacts, Finding } from '../contract/contents.ts'
import { decoderOf } from './code-pages.ts'
import { cleanLines, oneLine } from './mail.ts'
import { decodeText } from './text.ts'

const most = { contacts: 20_000, lines: 500, value: 10_000 }

/** Long lines come in pieces; those in quoted-printable go on after an equals sign. Source: RFC 6350, 3.2; vCard 2.1, 2.1.3. */
function unfolded(text: string): readonly string[] {
  const lines: string[] = []
  let goesOn = false
  for (const line of text.split(/\r\n?|\n/u)) {
    const last = lines.at(-1)
    if (goesOn && last !== undefined) lines[lines.length - 1] = last.slice(0, -1) + line
    else if (/^[ \t]/u.test(line) && last !== undefined) lines[lines.length - 1] = last + line.slice(1)
    else lines.push(line)
    const now = lines.at(-1) ?? ''
    goesOn = now.endsWith('=') && /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE/iu.test(now)
  }
  return lines
}

interface Line {
  readonly name: string
  readonly parameters: ReadonlyMap<string, readonly string[]>
  readonly value: string
}

function lineOf(text: string): Line | undefined {
  const [, head = '', value = ''] = /^((?:[^":]|"[^"]*")*):([^]*)$/u.exec(text) ?? []
  const [spelt = '', ...rest] = head.match(/(?:[^";]|"[^"]*")+/gu) ?? []
  const name = spelt.replace(/^[\w-]+\./u, '').toUpperCase()
  if (!/^[A-Z][A-Z0-9-]{0,59}$/u.test(name)) return undefined
  return { name, parameters: parametersIn(rest), value }
}

function parametersIn(all: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const parameters = new Map<string, readonly string[]>()
  for (const one of all) {
    const equals = one.indexOf('=')
    // Version 2.1 leaves the name of a parameter away.
    const bareName = /^(?:QUOTED-PRINTABLE|BASE64|8BIT)$/iu.test(one) ? 'ENCODING' : 'TYPE'
    const name = equals < 0 ? bareName : one.slice(0, equals).toUpperCase()
    const values = one
      .slice(equals + 1)
      .replaceAll('"', '')
      .split(',')
    parameters.set(name, [...(parameters.get(name) ?? []), ...values])
  }
  return parameters
}

function quotedPrintable(value: string, charset: string): string {
  const bytes = Buffer.from(
    value.replaceAll(/=([0-9A-F]{2})/giu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  try {
    return new TextDecoder(charset === '' ? 'utf-8' : charset).decode(bytes)
  } catch {
    return (decoderOf(1_252) ?? new TextDecoder()).decode(bytes)
  }
}

function unescaped(value: string): string {
  return value.replaceAll(/\\([nN,;\\:])/gu, (_all, letter: string) =>
    letter === 'n' || letter === 'N' ? '\n' : letter,
  )
}

function isPicture({ name, parameters, value }: Line): boolean {
  if (name === 'PHOTO' || name === 'LOGO' || name === 'SOUND' || name === 'KEY')
    return parameters.has('ENCODING') || value.startsWith('data:') || value.length > 300
  return false
}

function valueOf({ name, parameters, value }: Line): string {
  const [encoding = ''] = parameters.get('ENCODING') ?? []
  const text = /^quoted-printable$/iu.test(encoding)
    ? quotedPrintable(value, parameters.get('CHARSET')?.[0] ?? '')
    : value
  // The parts of a name and an address stand between semicolons.
  const parts =
    name === 'N' || name === 'ADR' || name === 'ORG' ? text.split(/(?<!\\);/u).map((part) => part.trim()) : [text]
  return cleanLines(unescaped(parts.filter((part) => part !== '').join(', ')), most.value).trim()
}

function nameOf(lines: Contact['lines']): string {
  const wanted = ['FN', 'N', 'NICKNAME', 'ORG', 'EMAIL', 'TEL']
  const found = wanted
    .map((property) => lines.find((line) => line.property === property && line.value !== ''))
    .find((line) => line !== undefined)
  return oneLine(found?.value)
}

const hidden = new Set(['VERSION', 'PRODID', 'REV', 'BEGIN', 'END'])

/**
 * Reads address cards (vCard 2.1 to 4.0). Pictures in them are left out and said.
 *
 * Source: RFC 6350, RFC 2426, vCard 2.1.
 */
export function readContacts(bytes: Uint8Array): Contacts {
  const decoded = decodeText(bytes)
  const findings = new Set<Finding>()
  if (decoded.confidence === 'guess') findings.add('encoding-guessed')
  const contacts: Contact[] = []
  let open: Contact['lines'] | undefined
  const finish = (): void => {
    if (open !== undefined) contacts.push({ name: nameOf(open), lines: open })
    open = undefined
  }
  const take = (line: Line): void => {
    if (line.name === 'BEGIN' && /^vcard\s*$/iu.test(line.value)) {
      finish()
      open = []
    } else if (line.name === 'END') finish()
    else if (isPicture(line)) findings.add('pictures-left-out')
    else if (open !== undefined && !hidden.has(line.name) && open.length < most.lines) open.push(kept(line))
  }
  for (const text of unfolded(decoded.text)) {
    if (contacts.length >= most.contacts) {
      findings.add('truncated')
      break
    }
    const line = lineOf(text)
    if (line !== undefined) take(line)
  }
  if (open !== undefined) findings.add('damaged')
  finish()
  return { contacts, findings: [...findings] }
}

function kept(line: Line): Contact['lines'][number] {
  const types = (line.parameters.get('TYPE') ?? []).slice(0, 20).map((type) => oneLine(type).toLowerCase().slice(0, 60))
  return { property: line.name, types, value: valueOf(line) }
}
