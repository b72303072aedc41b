import { useState, type ReactElement, type FormEvent } from 'react'
import { Form } from 'react-aria-components'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'

interface SectionDialogProps {
  /** Its title now; empty for a new one. */
  readonly title: string
  readonly onClose: () => void
  readonly onDone: (title: string) => void
}

/** Names a section. */
export function SectionDialog({ title, onClose, onDone }: SectionDialogProps): ReactElement {
  const say = useSay()
  const [typed, setTyped] = useState(title)
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    if (typed.trim() === '') return
    onDone(typed.normalize('NFC').trim())
    onClose()
  }
  return (
    <Dialog title={say(title === '' ? 'bundle.add-section' : 'bundle.rename')} onClose={onClose} size="narrow">
      <Form onSubmit={submit} validationBehavior="aria">
        <DialogBody>
          <LineField
            label={say('field.sectionTitle')}
            isRequired
            value={typed}
            onChange={setTyped}
            maxLength={300}
            isFirst
          />
        </DialogBody>
        <DialogFoot>
          <Button onPress={onClose}>{say('action.cancel')}</Button>
          <Button type="submit" look="primary" isDisabled={typed.trim() === ''}>
            {say(title === '' ? 'bundle.add' : 'action.save')}
          </Button>
        </DialogFoot>
      </Form>
    </Dialog>
  )
}
