import { useState, type ReactElement } from 'react'
import type { StatementId } from '../../src-main/contract/ids.ts'
import type { Granted } from '../../src-main/contract/shell.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { given } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'
import { Note } from '../ui/Note.tsx'
import { typedText } from './numbering.ts'
import { sourceIn } from './RecordStatementDialog.tsx'
import { SourceFields } from './SourceFields.tsx'
import { tellWarnings } from './warnings.ts'

interface ReviseDialogProps {
  readonly statementId: StatementId
  readonly onClose: () => void
}

/** Gives a statement other words. A signed version stays as it is; the words become a new version. */
export function ReviseDialog({ statementId, onClose }: ReviseDialogProps): ReactElement | null {
  const say = useSay()
  const statement = useAsk('statement.show', { statementId }).data
  const [file, setFile] = useState<Granted>()
  if (statement === undefined) return null
  const isOpen = statement.state === 'draft' || statement.state === 'read-back'
  return (
    <Dialog title={say(isOpen ? 'revise.title' : 'revise.title.new')} onClose={onClose} size="wide">
      <ContractForm
        name="statement.revise"
        action={say(isOpen ? 'revise.save' : 'revise.save.new')}
        onClose={onClose}
        toInput={(form) => given({ statementId, source: sourceIn(form, file), reason: form.text('reason') })}
        onDone={({ warnings }) => {
          onClose()
          tellWarnings(say, warnings)
        }}
      >
        {(errorAt) => (
          <>
            <Note tone="accent">{say(isOpen ? 'revise.text' : 'revise.text.new')}</Note>
            <SourceFields file={file} onFile={setFile} error={errorAt('source')} text={typedText(statement.body)} />
            <LineField label={say('field.reason')} name="reason" error={errorAt('reason')} />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
