import type { CheckExpectations, CheckRules } from './rules.ts'
import type { Survey } from './survey.ts'

/** What a rule found wrong. Its words are in `resources/messages`, under `check.<rule>`. */
export interface Finding {
  /** The physical page, from 1, when it is about one page. */
  readonly page?: number
  readonly facts: Readonly<Record<string, string | number>>
}

/** All that a rule may look at. */
export interface CheckContext {
  readonly survey: Survey
  readonly rules: CheckRules
  readonly expectations: CheckExpectations | undefined
}

/** One rule of a bundle. */
export interface Rule {
  /** Stable; kebab-case. */
  readonly id: string
  /** Whether a finding breaks the rule or is only to be told. */
  readonly gravity: 'failure' | 'warning' | ((context: CheckContext) => 'failure' | 'warning')
  /** False where the rule has nothing to say of this bundle; then it is neither passed nor failed. */
  readonly appliesTo?: (context: CheckContext) => boolean
  readonly check: (context: CheckContext) => readonly Finding[]
}
