import type { ReactElement } from 'react'
import type { Finding } from '../../src-main/contract/contents.ts'
import { useSay } from '../app/words.tsx'
import { Note } from '../ui/Note.tsx'
import css from './viewing.module.css'

interface FindingsProps {
  readonly findings: readonly Finding[]
  /** What else is to be said, in words. */
  readonly others?: readonly string[]
}

/** What the reader of a file left out, changed or was not sure of. Never silence. */
export function Findings({ findings, others = [] }: FindingsProps): ReactElement | null {
  const say = useSay()
  const words = [...findings.map((finding) => say(`finding.${finding}`)), ...others]
  if (words.length === 0) return null
  const isGrave = findings.some((finding) => finding === 'damaged' || finding === 'truncated')
  return (
    <div className={css['notes']}>
      <Note tone={isGrave ? 'warning' : 'plain'}>{words.join(' ')}</Note>
    </div>
  )
}
