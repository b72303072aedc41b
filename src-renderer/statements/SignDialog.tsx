import { useState, type ReactElement } from 'react'
import type { StatementId } from '../../src-main/contract/ids.ts'
import { useNotices } from '../app/notices.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Tick } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Digest, Facts, Note } from '../ui/Note.tsx'

interface SignDialogProps {
  readonly statementId: StatementId
  readonly onClose: () => void
}

/** Marks a statement as signed. It is said plainly, and asked for, that this version can then never change. */
export function SignDialog({ statementId, onClose }: SignDialogProps): ReactElement | null {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const statement = useAsk('statement.show', { statementId }).data
  const [isAgreed, setAgreed] = useState(false)
  if (statement === undefined) return null
  const { version, witnessName } = statement
  return (
    <Dialog title={say('sign.title')} onClose={onClose}>
      <ContractForm
        name="statement.sign"
        action={say('sign.save')}
        disabled={!isAgreed}
        onClose={onClose}
        toInput={() => ({ statementId })}
        onDone={() => {
          onClose()
          tell({ tone: 'ok', id: 'sign.done', facts: { version } })
        }}
      >
        {() => (
          <>
            <Note tone="warning">{say('sign.text', { version })}</Note>
            <Facts
              facts={[
                [say('column.witness'), witnessName],
                [say('column.version'), version],
                [say('column.paragraphs'), statement.paragraphs],
                ['SHA-256', <Digest key="digest" hex={statement.sha256} />],
              ]}
            />
            <Tick label={say('sign.agree')} isSelected={isAgreed} onChange={setAgreed} />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
