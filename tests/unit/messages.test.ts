import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { IntlMessageFormat } from 'intl-messageformat'
import { LedgerAct, LedgerFault, LedgerRecord } from '../../src-main/contract/audit.ts'
import { Conversation, Finding } from '../../src-main/contract/contents.ts'
import { AftercareDomain, CompartmentKind, NoteKind, ShutCompartment } from '../../src-main/contract/compartments.ts'
import { CustodyEvent, ToldKind } from '../../src-main/contract/custody.ts'
import { DeriveRecipe } from '../../src-main/contract/derive.ts'
import { failures, PassphraseReason, SkipReason } from '../../src-main/contract/failure.ts'
import { TextReadingState } from '../../src-main/contract/texts.ts'
import { DamageKind } from '../../src-main/contract/health.ts'
import { FacetName, Found, FoundKind } from '../../src-main/contract/search.ts'
import { KeychainTrouble } from '../../src-main/contract/quick.ts'
import { JobKind, SlotSummary } from '../../src-main/contract/vault.ts'
import { BytesReason, CallColumns } from '../../src-main/contract/viewing.ts'
import * as field from '../../src-main/contract/words.ts'
import { commands } from '../../src-renderer/app/commands.ts'
import { officeTabs } from '../../src-renderer/app/places.ts'
import { wordedFacts } from '../../src-renderer/ledger/entry-facts.ts'
import { sourceWarnings } from '../../src-renderer/statements/warnings.ts'

const folder = 'resources/messages'

function readMessages(language: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(`${folder}/${language}.json`, 'utf8')) as Record<string, string>
}

const toldFields = ['purpose', 'authority', 'condition', 'transport', 'seal', 'newSeal', 'sealIntact', 'due']

const languages = globSync(`${folder}/*.json`).map((path) => path.replace(/^.*[/\\]|\.json$/gu, ''))
const english = readMessages('en')

// Ids that are put together from a closed list: prefix and all that may follow it.
const families: Readonly<Record<string, readonly string[]>> = {
  failure: Object.keys(failures),
  act: LedgerAct.options,
  ledger: LedgerFault.options,
  reason: SkipReason.options,
  'quick.why': KeychainTrouble.options,
  'passphrase.reason': PassphraseReason.options,
  role: [...field.Role.options, ...field.Role.options.map((role) => `${role}.may`)],
  'way-in': ['passphrase', 'recovery'],
  'ways.type': SlotSummary.shape.type.options,
  caseType: field.standardCaseTypes,
  stage: field.Stage.options,
  capacity: field.Capacity.options,
  kind: field.ExhibitKind.options,
  custody: [...field.CustodyKind.options, 'whole', 'broken'],
  'custody.add': ToldKind.options,
  'custody.field': ['completes', 'ends', 'corrects', 'from', 'to', 'witness', ...toldFields],
  'custody.intact': ['yes', 'no', 'unknown'],
  'custody.names': field.NamingPolicy.options.flatMap((policy) => [policy, `${policy}.hint`]),
  'custody.standing': CustodyEvent.shape.standing.unwrap().options,
  found: FoundKind.options,
  facet: FacetName.options,
  'search.nothing': Found.shape.nothing.unwrap().options,
  'derive.crop': ['left', 'top', 'right', 'bottom'],
  'derive.turns': ['0', '1', '2', '3'],
  'derive.way': DeriveRecipe.options.map((option) => option.shape.way.value),
  signature: ['none', 'drawn', 'scanned', 'key', 'giver', 'recipient', 'witness'],
  mode: field.StatementMode.options,
  state: field.StatementState.options,
  policy: [...field.NamingPolicy.options, ...field.NamingPolicy.options.map((policy) => `short.${policy}`)],
  generated: field.GeneratedDocument.options,
  job: JobKind.options,
  'text.state': [...TextReadingState.options, 'picture'],
  shut: ShutCompartment.shape.why.options,
  'compartment.kind': CompartmentKind.options,
  'compartment.why': ShutCompartment.shape.why.options,
  aftercare: NoteKind.options,
  domain: AftercareDomain.options,
  confidence: ['sourced', 'partly-sourced', 'unverified'],
  sensitivity: ['ordinary', 'sensitive', 'graphic'],
  facts: ['no-file'],
  finding: Finding.options,
  bytes: BytesReason.options,
  'chat.app': Conversation.shape.app.options,
  'chat.order': [...Conversation.shape.orderIs.options.filter((is) => is !== 'certain'), 'dmy', 'mdy'],
  calls: Object.keys(CallColumns.shape),
  'table.delimiter': ['comma', 'semicolon', 'tab', 'bar'],
  tab: ['overview', 'evidence', 'statements', 'chronology', 'bundles'],
  theme: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  group: ['window', 'go', 'case', 'evidence', 'statement', 'bundle', 'office'],
  office: officeTabs,
  damage: [...DamageKind.options.flatMap((what) => [what, `${what}.next`]), 'ledger.at', 'custody.at'],
  reading: ['damaged', 'from-future'],
  record: LedgerRecord.shape.kind.options,
  fact: wordedFacts,
  warning: sourceWarnings,
  'form.issue': ['missing', 'too-long', 'form'],
}

const sources = globSync(['src-renderer/**/*.{ts,tsx}', 'src-main/**/*.ts'])
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

function isBuilt(id: string): boolean {
  return Object.entries(families).some(([family, members]) => members.some((member) => id === `${family}.${member}`))
}

/** The arguments that a message takes. */
function argumentsOf(message: string): readonly string[] {
  const names = new Set<string>()
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk)
    else if (typeof value === 'object' && value !== null) {
      const node = value as { readonly type?: number; readonly value?: unknown; readonly options?: object }
      if (typeof node.type === 'number' && node.type >= 1 && node.type <= 6) names.add(String(node.value))
      Object.values(node.options ?? {}).forEach((option: { readonly value?: unknown }) => walk(option.value))
    }
  }
  walk(new IntlMessageFormat(message, 'en').getAst())
  return [...names].toSorted()
}

describe('the words of the window and the command line', () => {
  it('has words for every member of every closed list', () => {
    const missing = Object.entries(families).flatMap(([family, members]) =>
      members.map((member) => `${family}.${member}`).filter((id) => !Object.hasOwn(english, id)),
    )
    expect(missing).toStrictEqual([])
  })

  it('has words for every command and every id that is asked for', () => {
    const asked = [...sources.matchAll(/\bsay\(\s*'([^']+)'/gu)].map(([, id]) => id ?? '')
    const ids = new Set([...commands.map(({ words }) => words), ...asked])
    expect([...ids].filter((id) => !Object.hasOwn(english, id))).toStrictEqual([])
  })

  it('has no words that nothing asks for', () => {
    const unasked = Object.keys(english).filter(
      (id) => !isBuilt(id) && !id.startsWith('check.') && !sources.includes(`'${id}'`),
    )
    expect(unasked).toStrictEqual([])
  })

  it('says of every failure what happened and what to do, without a word that only a window has', () => {
    for (const code of Object.keys(failures)) {
      const words = english[`failure.${code}`] ?? ''
      expect(words.split(/[.?] /u).length, code).toBeGreaterThan(1)
      expect(words, code).not.toMatch(/\b(button|click|dialog|window|screen|press)\b/iu)
    }
  })

  it('R14: asks of a failure only for the facts that may cross the door', () => {
    for (const [code, { facts }] of Object.entries(failures)) {
      const allowed = Object.keys(facts.shape)
      expect(
        argumentsOf(english[`failure.${code}`] ?? '').filter((name) => !allowed.includes(name)),
        code,
      ).toStrictEqual([])
    }
  })

  it.each(languages)('is well formed and complete in %s', (language) => {
    const messages = readMessages(language)
    expect(Object.keys(messages).toSorted()).toStrictEqual(Object.keys(english).toSorted())
    for (const [id, message] of Object.entries(messages)) {
      expect(() => new IntlMessageFormat(message, language), id).not.toThrow()
      expect(argumentsOf(message), id).toStrictEqual(argumentsOf(english[id] ?? ''))
    }
  })
})
