import type { ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { useSay } from '../app/words.tsx'
import { Note } from '../ui/Note.tsx'
import css from './Custody.module.css'
import type { Side } from './event-fields.ts'
import { SignatureField, type SignatureEntry } from './SignatureField.tsx'

/** What each of those who may sign has signed with so far. */
export type Signatures = Readonly<Record<Side, SignatureEntry>>

interface SignatureSidesProps {
  readonly caseId: CaseId
  readonly sides: readonly Side[]
  /** Who cannot leave it open. */
  readonly must: Side | undefined
  readonly isTransfer: boolean
  readonly signatures: Signatures
  readonly onSignatures: (signatures: Signatures) => void
}

/** The signatures of an event, each drawn, scanned, by key, or left open. */
export function SignatureSides(props: SignatureSidesProps): ReactElement {
  const { caseId, sides, must, isTransfer, signatures, onSignatures } = props
  const say = useSay()
  return (
    <section className={css['side']} aria-label={say('custody.signatures')}>
      <h3>{say('custody.signatures')}</h3>
      {sides.map((side) => (
        <SignatureField
          key={side}
          label={say(`signature.${side}`)}
          caseId={caseId}
          entry={signatures[side]}
          onEntry={(entry) => onSignatures({ ...signatures, [side]: entry })}
          mayBeOpen={side !== must}
        />
      ))}
      {isTransfer ? <Note tone="plain">{say('custody.pending.text')}</Note> : null}
    </section>
  )
}
