import type { ReactElement } from 'react'
import { AddCustodyDialog } from './AddCustodyDialog.tsx'
import { CorrectCustodyDialog } from './CorrectCustodyDialog.tsx'
import type { CustodyDialog } from './dialogs.ts'
import { DeriveDialog } from './DeriveDialog.tsx'
import { IntegrityDialog } from './IntegrityDialog.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { PaperDialog } from './PaperDialog.tsx'
import { RegisterDialog } from './RegisterDialog.tsx'

interface CustodyDialogsProps {
  readonly dialog: CustodyDialog
  readonly onClose: () => void
}

/** The dialog about custody that is open. */
export function CustodyDialogs({ dialog, onClose }: CustodyDialogsProps): ReactElement {
  if (dialog.kind === 'custody-add') return <AddCustodyDialog dialog={dialog} onClose={onClose} />
  if (dialog.kind === 'custody-correct') return <CorrectCustodyDialog dialog={dialog} onClose={onClose} />
  if (dialog.kind === 'custody-register') return <RegisterDialog caseId={dialog.caseId} onClose={onClose} />
  if (dialog.kind === 'custody-move') return <MoveDialog exhibits={dialog.exhibits} onClose={onClose} />
  if (dialog.kind === 'custody-integrity') return <IntegrityDialog caseId={dialog.caseId} onClose={onClose} />
  if (dialog.kind === 'custody-derive') return <DeriveDialog exhibitId={dialog.exhibitId} onClose={onClose} />
  return <PaperDialog dialog={dialog} onClose={onClose} />
}
