import type { ReactElement } from 'react'
import type { StatementState } from '../../src-main/contract/words.ts'
import { useSay } from '../app/words.tsx'
import { Badge } from '../ui/Note.tsx'

/** Where a statement stands. */
export function StateBadge({ state }: { readonly state: StatementState }): ReactElement {
  const say = useSay()
  const isFrozen = state === 'signed' || state === 'served'
  const tone = isFrozen ? 'ok' : state === 'draft' || state === 'read-back' ? 'warning' : 'plain'
  return (
    <Badge tone={tone} {...(isFrozen ? { icon: 'lock' as const } : {})}>
      {say(`state.${state}`)}
    </Badge>
  )
}
