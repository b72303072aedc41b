import { useState, type ReactElement, type FormEvent } from 'react'
import { Form } from 'react-aria-components'
import { BundleEntry, PageRange } from '../../src-main/contract/bundles.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Tick } from '../ui/Choice.tsx'
import { Beside, Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { given } from '../ui/entered.ts'
import { showDocument, type Sources } from './documents.ts'

interface EntryDialogProps {
  readonly entry: BundleEntry
  readonly sources: Sources
  readonly onClose: () => void
  readonly onDone: (entry: BundleEntry) => void
}

/** Says of a document what its index line shall say: title and date, and which of its pages go in. */
export function EntryDialog({ entry, sources, onClose, onDone }: EntryDialogProps): ReactElement {
  const say = useSay()
  const [title, setTitle] = useState(entry.title ?? '')
  const [date, setDate] = useState(entry.date ?? '')
  const [pages, setPages] = useState('exhibit' in entry ? (entry.pages ?? '') : '')
  const [isPictures, setPictures] = useState('exhibit' in entry && entry.pictures === true)
  const own = showDocument(say, withoutTitle(entry), sources, 1)
  const isRange = pages.trim() === '' || PageRange.safeParse(pages).success
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const changed = BundleEntry.safeParse(
      given({
        ...entry,
        title: orNone(title),
        date: orNone(date),
        ...('exhibit' in entry ? { pages: orNone(pages), pictures: isPictures ? true : undefined } : {}),
      }),
    )
    if (!changed.success) return
    onDone(changed.data)
    onClose()
  }
  return (
    <Dialog title={say('bundle.edit.title')} onClose={onClose} size="narrow">
      <Form onSubmit={submit} validationBehavior="aria">
        <DialogBody>
          <LineField
            label={say('field.title')}
            value={title}
            onChange={setTitle}
            maxLength={500}
            isFirst
            hint={say('bundle.edit.own', { title: own.title })}
          />
          <Beside>
            <LineField label={say('field.date')} kind="date" value={date} onChange={setDate} />
            {'exhibit' in entry ? (
              <LineField
                label={say('field.pages')}
                value={pages}
                onChange={setPages}
                placeholder="1-4,7"
                hint={say('bundle.pages.hint')}
                error={isRange ? undefined : say('bundle.pages.wrong')}
              />
            ) : null}
          </Beside>
          {'exhibit' in entry ? (
            <Tick
              label={say('bundle.pictures')}
              hint={say('bundle.pictures.hint')}
              isSelected={isPictures}
              onChange={setPictures}
            />
          ) : null}
        </DialogBody>
        <DialogFoot>
          <Button onPress={onClose}>{say('action.cancel')}</Button>
          <Button type="submit" look="primary" isDisabled={!isRange}>
            {say('action.save')}
          </Button>
        </DialogFoot>
      </Form>
    </Dialog>
  )
}

function withoutTitle(entry: BundleEntry): BundleEntry {
  return given({ ...entry, title: undefined }) as BundleEntry
}

function orNone(value: string): string | undefined {
  return value.trim() === '' ? undefined : value.normalize('NFC').trim()
}
