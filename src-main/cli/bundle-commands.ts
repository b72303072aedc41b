import { readFile } from 'node:fs/promises'
import { checkFile } from '../acts/check-file.ts'
import { getCase } from '../acts/case-file.ts'
import { arrangeBundle, createBundle } from '../acts/bundles.ts'
import { buildBundle, exportBuild } from '../acts/build-bundle.ts'
import { planFrom } from '../acts/bundle-spec.ts'
import { quickBundle } from '../acts/quick-bundle.ts'
import type { CheckReport } from '../contract/bundles.ts'
import { Refusal } from '../kernel/errors.ts'
import { type Command, required, requiredOption } from './command.ts'

/** Court bundles: defined, built, checked. */
export const bundleCommands: readonly Command[] = [
  {
    usage: 'bundle create REF',
    about: 'defines a bundle from a spec in JSON',
    values: ['spec'],
    run: async (call) => {
      const desk = await call.desk()
      const ref = required(call, 0, 'REF')
      const { caseId } = desk.connection.read((reader) => getCase(desk, reader, ref))
      const plan = planFrom(desk, ref, await readJson(requiredOption(call, 'spec')))
      const created = createBundle(desk, caseId, plan)
      return { json: { ...created }, lines: [created.bundleId] }
    },
  },
  {
    usage: 'bundle arrange REF ID',
    about: 'defines a bundle anew from a spec in JSON',
    values: ['spec'],
    run: async (call) => {
      const desk = await call.desk()
      const ref = required(call, 0, 'REF')
      const bundleId = required(call, 1, 'ID')
      arrangeBundle(desk, bundleId, planFrom(desk, ref, await readJson(requiredOption(call, 'spec'))))
      return { json: { bundleId }, lines: [bundleId] }
    },
  },
  {
    usage: 'bundle build REF ID',
    about: 'builds a bundle and checks it; --leave-out goes on without files that cannot be used',
    values: ['output', 'given-to'],
    flags: ['leave-out', 'overwrite'],
    run: async (call) => {
      const desk = await call.desk()
      const path = requiredOption(call, 'output')
      const build = await buildBundle(
        desk,
        { bundleId: required(call, 1, 'ID'), unusable: call.flag('leave-out') ? 'leave-out' : 'refuse' },
        { onProgress: call.progress('pages'), cancel: call.cancel },
      )
      await exportBuild(desk, {
        buildId: build.buildId,
        path,
        givenTo: call.option('given-to') ?? '',
        overwrite: call.flag('overwrite'),
      })
      const { buildId, pages, bytes, sha256, left, checks } = build
      return {
        json: { buildId, pages, bytes, sha256, left, checks: counted(checks) },
        ...reported(checks, pages, sha256),
      }
    },
  },
  {
    usage: 'bundle quick SOURCE',
    about: 'builds a bundle from a folder or a CSV (file,title,date,section) without a vault',
    values: ['output', 'profile', 'title'],
    flags: ['leave-out', 'overwrite', 'no-check'],
    run: async (call) => {
      const build = await quickBundle(
        call.tools(),
        {
          source: required(call, 0, 'SOURCE'),
          output: requiredOption(call, 'output'),
          profile: call.option('profile') ?? 'GENERIC',
          title: call.option('title') ?? 'Bundle',
          unusable: call.flag('leave-out') ? 'leave-out' : 'refuse',
          overwrite: call.flag('overwrite'),
          check: !call.flag('no-check'),
        },
        { onProgress: call.progress('pages'), cancel: call.cancel },
      )
      const { pages, bytes, sha256, left, checks } = build
      return { json: { pages, bytes, sha256, left, checks: counted(checks) }, ...reported(checks, pages, sha256) }
    },
  },
  {
    usage: 'bundle check FILE',
    about: "checks any PDF against a court's rules, rule by rule",
    values: ['profile'],
    run: async (call) => {
      const checks = await checkFile(call.tools().reader, required(call, 0, 'FILE'), requiredOption(call, 'profile'))
      return {
        json: counted(checks),
        lines: [
          ...checks.failed.map(found('fails')),
          ...checks.warnings.map(found('warns')),
          `${String(checks.passed.length)} rules hold`,
        ],
        status: checks.failed.length > 0 ? 1 : 0,
      }
    },
  },
]

function reported(checks: CheckReport, pages: number, sha256: string): { lines: readonly string[]; status: 0 | 1 } {
  return {
    lines: [
      `${String(pages)} pages  ${sha256}`,
      ...checks.failed.map(found('fails')),
      ...checks.warnings.map(found('warns')),
    ],
    status: checks.failed.length > 0 ? 1 : 0,
  }
}

function worded(list: CheckReport['failed']): readonly unknown[] {
  return list.map(({ rule, page, facts }) => ({ rule, page, message: message(rule, page, facts) }))
}

function counted(checks: CheckReport): {
  passed: number
  rules: readonly string[]
  failed: readonly unknown[]
  warnings: readonly unknown[]
} {
  return {
    passed: checks.passed.length,
    rules: checks.passed,
    failed: worded(checks.failed),
    warnings: worded(checks.warnings),
  }
}

function found(verb: string): (item: CheckReport['failed'][number]) => string {
  return ({ rule, page, facts }) => `${verb}: ${message(rule, page, facts)}`
}

function message(rule: string, page: number | null, facts: CheckReport['failed'][number]['facts']): string {
  const where = page === null ? '' : ` (page ${String(page)})`
  const what = Object.entries(facts)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(', ')
  return `${rule}${where}${what === '' ? '' : ` - ${what}`}`
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Refusal('bundle.spec-invalid', { issues: [{ path: '', code: 'not-json' }] })
    throw new Refusal('source.not-found', {})
  }
}
