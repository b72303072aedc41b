import { useState, type ReactElement } from 'react'
import type { SlotSummary } from '../../src-main/contract/vault.ts'
import { useNotices } from '../app/notices.ts'
import { recordsChanged, useAsk } from '../app/queries.ts'
import { useSession } from '../app/session.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Badge, FailureNote, Note, Waiting } from '../ui/Note.tsx'
import screen from '../ui/Screen.module.css'
import { AddKeyFileDialog } from './AddKeyFileDialog.tsx'
import { ChangePassphraseDialog } from './ChangePassphraseDialog.tsx'
import css from './People.module.css'

type Open = { readonly kind: 'passphrase' | 'key-file' } | { readonly kind: 'remove'; readonly slot: SlotSummary }

/** Every way into the vault, and how one's own are changed. */
export function WaysIn({ isDirector }: { readonly isDirector: boolean }): ReactElement {
  const say = useSay()
  const slots = useAsk('slot.list', {})
  const user = useSession((session) => session.opened)?.user
  const [open, setOpen] = useState<Open>()
  const close = (): void => setOpen(undefined)
  const all = slots.data ?? []
  const hasKeyFile = all.some((slot) => slot.user === user && slot.type === 'key-file')
  return (
    <section className={screen['part']} aria-label={say('ways.title')}>
      <div className={screen['partHead']}>
        <h2>{say('ways.title')}</h2>
        <div className={css['actions']}>
          <Button small icon="key" onPress={() => setOpen({ kind: 'passphrase' })}>
            {say('ways.passphrase')}
          </Button>
          {hasKeyFile ? null : (
            <Button small icon="add" onPress={() => setOpen({ kind: 'key-file' })}>
              {say('ways.key-file')}
            </Button>
          )}
        </div>
      </div>
      {slots.error === null ? null : <FailureNote error={slots.error} />}
      {slots.data === undefined ? <Waiting /> : null}
      <ul className={screen['lines']}>
        {all.map((slot) => (
          <WayLine
            key={slot.slotId}
            slot={slot}
            onRemove={isDirector && isSecond(slot, all) ? () => setOpen({ kind: 'remove', slot }) : undefined}
          />
        ))}
      </ul>
      {open?.kind === 'passphrase' ? <ChangePassphraseDialog onClose={close} /> : null}
      {open?.kind === 'key-file' ? <AddKeyFileDialog onClose={close} /> : null}
      {open?.kind === 'remove' ? <RemoveWayDialog slot={open.slot} onClose={close} /> : null}
    </section>
  )
}

interface WayLineProps {
  readonly slot: SlotSummary
  readonly onRemove: (() => void) | undefined
}

function WayLine({ slot, onRemove }: WayLineProps): ReactElement {
  const say = useSay()
  return (
    <li className={screen['line']}>
      <div className={screen['grow']}>
        <div className={screen['name']}>
          {slot.user === null ? say('ways.vault') : <bdi>{slot.user}</bdi>}
          <Badge>{say(`ways.type.${slot.type}`)}</Badge>
        </div>
        <div className={screen['soft']}>
          {slot.memoryMiB === null ? say('ways.random') : say('ways.memory', { memory: slot.memoryMiB })}
        </div>
      </div>
      {onRemove === undefined ? null : (
        <Button small look="quiet" icon="remove" onPress={onRemove}>
          {say('ways.remove')}
        </Button>
      )}
    </li>
  )
}

/** Whether a user has another way in than this one: the last goes with its user alone. */
function isSecond(slot: SlotSummary, all: readonly SlotSummary[]): boolean {
  return slot.user !== null && all.filter(({ user }) => user === slot.user).length > 1
}

interface RemoveWayDialogProps {
  readonly slot: SlotSummary
  readonly onClose: () => void
}

function RemoveWayDialog({ slot, onClose }: RemoveWayDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  return (
    <Dialog title={say('ways.remove.title')} onClose={onClose} size="narrow" mustAnswer>
      <ContractForm
        name="slot.remove"
        action={say('ways.remove')}
        danger
        onClose={onClose}
        toInput={() => ({ slotId: slot.slotId })}
        onDone={() => {
          recordsChanged(['vault'])
          tell({ tone: 'ok', id: 'ways.removed' })
          onClose()
        }}
      >
        {() => (
          <>
            <p>{say('ways.remove.text', { user: slot.user ?? '', type: say(`ways.type.${slot.type}`) })}</p>
            <Note tone="warning">{say('people.remove.copies')}</Note>
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
