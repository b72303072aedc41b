import type { ReactElement } from 'react'
import type { CheckReport } from '../../src-main/contract/bundles.ts'
import { useCheckWords } from '../app/check-words.ts'
import { useSay } from '../app/words.tsx'
import { Button, classes } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Note } from '../ui/Note.tsx'
import css from './Bundles.module.css'

type Finding = CheckReport['failed'][number]

interface CheckFindingsProps {
  readonly checks: CheckReport
  /** Shows a page, from 0. */
  readonly onJump: (page: number) => void
}

/** What the check of a built bundle found, rule by rule. */
export function CheckFindings({ checks, onJump }: CheckFindingsProps): ReactElement {
  const say = useSay()
  const wordRule = useCheckWords()
  const { passed, failed, warnings } = checks
  return (
    <div className={css['report']}>
      <Note tone={failed.length > 0 ? 'failure' : warnings.length > 0 ? 'warning' : 'ok'}>
        {say('findings.summary', { passed: passed.length, failed: failed.length, warnings: warnings.length })}
      </Note>
      <Findings label={say('findings.failed')} findings={failed} look="failed" onJump={onJump} />
      <Findings label={say('findings.warnings')} findings={warnings} look="warned" onJump={onJump} />
      {passed.length === 0 ? null : (
        <section aria-label={say('findings.passed')}>
          <h2>{say('findings.passed')}</h2>
          <ul className={css['findings']}>
            {passed.map((rule) => (
              <li key={rule} className={classes(css['finding'], css['passed'])}>
                <Icon name="check" />
                <span className={css['grow']}>{wordRule(rule)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

interface FindingsProps {
  readonly label: string
  readonly findings: readonly Finding[]
  readonly look: 'failed' | 'warned'
  readonly onJump: (page: number) => void
}

function Findings({ label, findings, look, onJump }: FindingsProps): ReactElement | null {
  const say = useSay()
  const wordRule = useCheckWords()
  if (findings.length === 0) return null
  return (
    <section aria-label={label}>
      <h2>{label}</h2>
      <ul className={css['findings']}>
        {findings.map(({ rule, page, facts }, position) => (
          <li key={`${rule} ${String(position)}`} className={classes(css['finding'], css[look])}>
            <Icon name={look === 'failed' ? 'alert' : 'warning'} />
            <span className={css['grow']}>
              {wordRule(rule)}
              <span className={css['under']}>{wordRule(`${rule}.found`, facts)}</span>
            </span>
            {page === null ? null : (
              <Button look="link" onPress={() => onJump(page - 1)}>
                {say('findings.page', { page })}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
