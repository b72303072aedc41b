import { useState, type ReactElement } from 'react'
import type { AftercareNote } from '../../src-main/contract/compartments.ts'
import type { PartyId } from '../../src-main/contract/ids.ts'
import { useAsk } from '../app/queries.ts'
import { useMayKeep } from '../compartments/use-compartments.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { formatDay } from '../ui/format.ts'
import { Badge, Empty, FailureNote, Waiting } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'
import { AddNoteForm } from './AddNoteForm.tsx'

interface AftercareDialogProps {
  readonly partyId: PartyId
  /** As the person is shown: a protected one by what stands for the name. */
  readonly name: string
  readonly onClose: () => void
}

/** What was written of a person's aftercare, the newest first, and the form for more. */
export function AftercareDialog({ partyId, name, onClose }: AftercareDialogProps): ReactElement {
  const say = useSay()
  const mayWrite = useMayKeep()
  const [isWriting, setWriting] = useState(false)
  if (isWriting) {
    return (
      <Dialog title={say('notes.add.title', { name })} onClose={() => setWriting(false)}>
        <AddNoteForm partyId={partyId} onClose={() => setWriting(false)} />
      </Dialog>
    )
  }
  return (
    <Dialog title={say('notes.title', { name })} onClose={onClose} size="wide">
      <DialogBody>
        <Notes partyId={partyId} />
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{say('action.close')}</Button>
        {mayWrite ? (
          <Button look="primary" icon="add" onPress={() => setWriting(true)}>
            {say('notes.add')}
          </Button>
        ) : null}
      </DialogFoot>
    </Dialog>
  )
}

function Notes({ partyId }: { readonly partyId: PartyId }): ReactElement {
  const say = useSay()
  const notes = useAsk('aftercare.list-notes', { partyId })
  if (notes.error !== null) return <FailureNote error={notes.error} />
  if (notes.data === undefined) return <Waiting />
  if (notes.data.length === 0) return <Empty title={say('notes.empty')} text={say('notes.empty.text')} />
  return (
    <ul className={css['lines']} aria-label={say('notes.list')}>
      {notes.data.toReversed().map((note) => (
        <NoteLine key={note.noteId} note={note} />
      ))}
    </ul>
  )
}

function NoteLine({ note }: { readonly note: AftercareNote }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const { kind, domain, score, text, author, writtenOn } = note
  return (
    <li className={css['line']}>
      <div className={css['grow']}>
        <div className={css['name']}>
          <Badge tone="accent">{say(`aftercare.${kind}`)}</Badge>
          {domain === null ? null : <Badge>{say(`domain.${domain}`)}</Badge>}
          {score === null ? null : <Badge>{say('notes.score.is', { score })}</Badge>}
        </div>
        <p className={css['prose']} dir="auto">
          {text}
        </p>
        <div className={css['soft']}>{say('notes.by', { author, day: formatDay(intl, writtenOn) })}</div>
      </div>
    </li>
  )
}
