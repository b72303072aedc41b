import type { ReactElement } from 'react'
import { ArrangeBackupsDialog } from '../backup/ArrangeBackupsDialog.tsx'
import { RestoreDialog } from '../backup/RestoreDialog.tsx'
import { AddToBundleDialog } from '../bundles/AddToBundleDialog.tsx'
import { ExportBundleDialog } from '../bundles/ExportBundleDialog.tsx'
import { NewBundleDialog } from '../bundles/NewBundleDialog.tsx'
import { AddEventDialog } from '../cases/AddEventDialog.tsx'
import { AddHearingDialog } from '../cases/AddHearingDialog.tsx'
import { AddPartyDialog } from '../cases/AddPartyDialog.tsx'
import { NewCaseDialog } from '../cases/NewCaseDialog.tsx'
import { RestrictDialog } from '../compartments/RestrictDialog.tsx'
import { CustodyDialogs } from '../custody/CustodyDialogs.tsx'
import type { CustodyDialog } from '../custody/dialogs.ts'
import { ImportDialog } from '../exhibits/ImportDialog.tsx'
import { ImportResultDialog } from '../exhibits/ImportResultDialog.tsx'
import { RecordExhibitDialog } from '../exhibits/RecordExhibitDialog.tsx'
import { ExportLedgerDialog } from '../ledger/ExportLedgerDialog.tsx'
import { RecordStatementDialog } from '../statements/RecordStatementDialog.tsx'
import { ReviseDialog } from '../statements/ReviseDialog.tsx'
import { SignDialog } from '../statements/SignDialog.tsx'
import { QuickDialog } from '../vault/QuickDialog.tsx'
import { TravelDialog } from '../vault/TravelDialog.tsx'
import { useDialogs, type OpenDialog } from './dialogs.ts'
import { Palette } from './Palette.tsx'
import { About, Shortcuts } from './Shortcuts.tsx'

/** The dialog that is open, if one is. */
export function OpenDialogs(): ReactElement | null {
  const { dialog, close } = useDialogs()
  return dialog === undefined ? null : <Opened dialog={dialog} onClose={close} />
}

interface OpenedProps<D extends OpenDialog = OpenDialog> {
  readonly dialog: D
  readonly onClose: () => void
}

function Opened({ dialog, onClose }: OpenedProps): ReactElement {
  if (dialog.kind === 'palette') return <Palette onClose={onClose} />
  if (dialog.kind === 'shortcuts') return <Shortcuts onClose={onClose} />
  if (dialog.kind === 'about') return <About onClose={onClose} />
  if (dialog.kind === 'new-case') return <NewCaseDialog onClose={onClose} />
  if (dialog.kind === 'add-party') return <AddPartyDialog caseId={dialog.caseId} onClose={onClose} />
  if (dialog.kind === 'add-event') return <AddEventDialog caseId={dialog.caseId} onClose={onClose} />
  if (dialog.kind === 'add-hearing') return <AddHearingDialog caseId={dialog.caseId} onClose={onClose} />
  if (dialog.kind === 'restrict-case') {
    return <RestrictDialog caseId={dialog.caseId} title={dialog.title} onClose={onClose} />
  }
  if (isOfOffice(dialog)) return <OpenedOfOffice dialog={dialog} onClose={onClose} />
  return <OpenedInRoom dialog={dialog} onClose={onClose} />
}

const officeKinds = ['travel', 'quick', 'export-ledger', 'arrange-backups', 'restore-backup'] as const
type OfOffice = Extract<OpenDialog, { kind: (typeof officeKinds)[number] }>

function isOfOffice(dialog: OpenDialog): dialog is OfOffice {
  return officeKinds.some((kind) => kind === dialog.kind)
}

function OpenedOfOffice({ dialog, onClose }: OpenedProps<OfOffice>): ReactElement {
  if (dialog.kind === 'travel') return <TravelDialog onClose={onClose} />
  if (dialog.kind === 'quick') return <QuickDialog onClose={onClose} />
  if (dialog.kind === 'export-ledger') return <ExportLedgerDialog onClose={onClose} />
  if (dialog.kind === 'arrange-backups') return <ArrangeBackupsDialog onClose={onClose} />
  return <RestoreDialog generation={dialog.generation} onClose={onClose} />
}

type InRoom = Exclude<
  OpenDialog,
  | OfOffice
  | {
      kind: 'palette' | 'shortcuts' | 'about' | 'new-case' | 'add-party' | 'add-event' | 'add-hearing' | 'restrict-case'
    }
>

function isOfCustody(dialog: OpenDialog): dialog is CustodyDialog {
  return dialog.kind.startsWith('custody-')
}

function OpenedInRoom({ dialog, onClose }: OpenedProps<InRoom>): ReactElement {
  if (isOfCustody(dialog)) return <CustodyDialogs dialog={dialog} onClose={onClose} />
  if (dialog.kind === 'import') {
    return <ImportDialog caseId={dialog.caseId} sources={dialog.sources} onClose={onClose} />
  }
  if (dialog.kind === 'import-result') return <ImportResultDialog jobId={dialog.jobId} onClose={onClose} />
  if (dialog.kind === 'record-exhibit') return <RecordExhibitDialog caseId={dialog.caseId} onClose={onClose} />
  if (dialog.kind === 'record-statement') return <RecordStatementDialog caseId={dialog.caseId} onClose={onClose} />
  if (dialog.kind === 'new-bundle') return <NewBundleDialog caseId={dialog.caseId} onClose={onClose} />
  if (dialog.kind === 'revise') return <ReviseDialog statementId={dialog.statementId} onClose={onClose} />
  if (dialog.kind === 'sign') return <SignDialog statementId={dialog.statementId} onClose={onClose} />
  if (dialog.kind === 'add-to-bundle') {
    return <AddToBundleDialog caseId={dialog.caseId} exhibits={dialog.exhibits} onClose={onClose} />
  }
  return <ExportBundleDialog buildId={dialog.buildId} title={dialog.title} onClose={onClose} />
}
