import type { CheckReport } from '../../contract/bundles.ts'
import { Refusal } from '../../kernel/errors.ts'
import { withDocument } from '../document.ts'
import { reading } from '../mupdf.ts'
import { allRules } from './all-rules.ts'
import type { CheckContext, Finding, Rule } from './rule.ts'
import type { CheckExpectations, CheckRules } from './rules.ts'
import { survey } from './survey.ts'

/** So many findings of one rule are told one by one; the rest are counted. */
const MOST_FINDINGS = 200

/** The rule that the file can be read at all. BUNDLES R1, feature 20. */
const OPENS_CLEANLY = 'opens-cleanly'

/**
 * Checks a bundle against a court's rules: one of ours just built, or any PDF, the other side's too. It is read by MuPDF, which wrote no
 * part of it. What it finds is an answer and never an exception.
 */
export function checkBundle(
  bytes: Uint8Array,
  rules: CheckRules,
  expectations?: CheckExpectations,
): Promise<CheckReport> {
  return withDocument(bytes, (document) =>
    reading('pdf', () => report({ survey: survey(document, bytes, rules), rules, expectations })),
  ).catch((error: unknown) => {
    if (error instanceof Refusal && isOfTheFile(error)) return unreadable(error)
    throw error
  })
}

function isOfTheFile({ code }: Refusal): boolean {
  return ['pdf.encrypted', 'pdf.damaged', 'pdf.no-pages', 'source.unsupported', 'image.damaged'].includes(code)
}

/** A file that does not open breaks one rule; whether it keeps the others nobody can say. */
function unreadable({ code }: Refusal): CheckReport {
  return { passed: [], failed: [{ rule: OPENS_CLEANLY, page: null, facts: { reason: code } }], warnings: [] }
}

function report(context: CheckContext): CheckReport {
  const passed = [OPENS_CLEANLY]
  const failed: CheckReport['failed'] = []
  const warnings: CheckReport['warnings'] = []
  for (const rule of allRules) {
    if (rule.appliesTo?.(context) === false) continue
    const findings = rule.check(context)
    if (findings.length === 0) passed.push(rule.id)
    else (gravityOf(rule, context) === 'failure' ? failed : warnings).push(...lines(rule.id, findings))
  }
  return { passed, failed, warnings }
}

function gravityOf({ gravity }: Rule, context: CheckContext): 'failure' | 'warning' {
  return typeof gravity === 'function' ? gravity(context) : gravity
}

function lines(rule: string, findings: readonly Finding[]): CheckReport['failed'] {
  const told = findings
    .slice(0, MOST_FINDINGS)
    .map(({ page, facts }) => ({ rule, page: page ?? null, facts: { ...facts } }))
  const rest = findings.length - told.length
  return rest === 0 ? told : [...told, { rule, page: null, facts: { more: rest } }]
}
