import { useState, type ReactElement } from 'react'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call } from '../app/bridge.ts'
import { attempt } from '../app/notices.ts'
import { useSay } from '../app/words.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { AreaField } from '../ui/Field.tsx'
import { FileName, Note } from '../ui/Note.tsx'
import css from './Statements.module.css'

interface SourceFieldsProps {
  readonly file: Granted | undefined
  readonly onFile: (file: Granted | undefined) => void
  readonly error: string | undefined
  readonly text?: string
}

/** Where a statement's words come from: typed or pasted, or a file. */
export function SourceFields({ file, onFile, error, text }: SourceFieldsProps): ReactElement {
  const say = useSay()
  const [typed, setTyped] = useState(text ?? '')
  const choose = (): void =>
    attempt(async () => {
      const chosen = await call('dialog.statementFile', {})
      if (chosen !== null) onFile(chosen)
    })
  return (
    <>
      <div className={css['ways']}>
        <Button icon="exhibit" onPress={choose}>
          {say('statement.file')}
        </Button>
        {file === undefined ? (
          <span>{say('statement.file.hint')}</span>
        ) : (
          <>
            <strong>
              <FileName name={file.name} />
            </strong>
            <IconButton small icon="close" name={say('statement.file.clear')} onPress={() => onFile(undefined)} />
          </>
        )}
      </div>
      {file === undefined ? (
        <AreaField
          label={say('field.text')}
          name="text"
          rows={10}
          isRequired
          value={typed}
          onChange={setTyped}
          hint={say('statement.text.hint')}
          error={error}
        />
      ) : (
        <Note tone="accent">{say('statement.file.note')}</Note>
      )}
    </>
  )
}
