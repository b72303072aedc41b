import { useState, type ReactElement } from 'react'
import type { Holding, PendingTransfer } from '../../src-main/contract/custody.ts'
import type { CaseId, ExhibitId } from '../../src-main/contract/ids.ts'
import { useDialogs } from '../app/dialogs.ts'
import { useAsk } from '../app/queries.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Tick } from '../ui/Choice.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { formatDay, formatInstant } from '../ui/format.ts'
import { Badge, FailureNote, Waiting } from '../ui/Note.tsx'
import css from './Custody.module.css'

interface RegisterDialogProps {
  readonly caseId: CaseId
  readonly onClose: () => void
}

/** Where each thing of the case is, who has it until when, and which hand-overs nobody has signed for. */
export function RegisterDialog({ caseId, onClose }: RegisterDialogProps): ReactElement {
  const say = useSay()
  const pending = useAsk('custody.pending', { caseId })
  const held = useAsk('custody.register', { caseId })
  const [chosen, setChosen] = useState<ReadonlySet<ExhibitId>>(new Set())
  const open = useDialogs((dialogs) => dialogs.open)
  const toggle = (exhibitId: ExhibitId): void => {
    const next = new Set(chosen)
    if (!next.delete(exhibitId)) next.add(exhibitId)
    setChosen(next)
  }
  return (
    <Dialog title={say('custody.register')} onClose={onClose} size="wide">
      <DialogBody>
        {pending.error === null ? null : <FailureNote error={pending.error} />}
        {held.error === null ? null : <FailureNote error={held.error} />}
        {held.data === undefined && held.error === null ? <Waiting /> : null}
        <Pending caseId={caseId} pending={pending.data ?? []} />
        {held.data === undefined ? null : <Things caseId={caseId} held={held.data} chosen={chosen} onToggle={toggle} />}
      </DialogBody>
      <DialogFoot>
        <Button icon="save" onPress={() => open({ kind: 'custody-report', caseId, exhibits: undefined })}>
          {say('custody.report.case')}
        </Button>
        <Button
          icon="physical"
          isDisabled={chosen.size === 0}
          onPress={() => open({ kind: 'custody-move', exhibits: [...chosen] })}
        >
          {say('custody.move', { count: chosen.size })}
        </Button>
        <Button look="primary" onPress={onClose}>
          {say('action.close')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}

function Pending({
  caseId,
  pending,
}: {
  readonly caseId: CaseId
  readonly pending: readonly PendingTransfer[]
}): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const open = useDialogs((dialogs) => dialogs.open)
  return (
    <section aria-label={say('custody.pending')}>
      <h3>{say('custody.pending.count', { count: pending.length })}</h3>
      {pending.length === 0 ? null : (
        <table className={css['held']}>
          <thead>
            <tr>
              <th>{say('column.mark')}</th>
              <th>{say('custody.at')}</th>
              <th>{say('custody.handover')}</th>
              <th>{say('custody.field.purpose')}</th>
              <th aria-label={say('custody.sign')} />
            </tr>
          </thead>
          <tbody>
            {pending.map(({ exhibitId, mark, sequence, at, from, to, purpose }) => (
              <tr key={`${exhibitId} ${String(sequence)}`}>
                <td className={css['whole']}>{mark}</td>
                <td>{formatInstant(intl, at)}</td>
                <td dir="auto">{`${from} \u2192 ${to}`}</td>
                <td dir="auto">{purpose}</td>
                <td>
                  <Button
                    small
                    icon="sign"
                    onPress={() =>
                      open({ kind: 'custody-add', caseId, exhibitId, event: 'received', completes: sequence })
                    }
                  >
                    {say('custody.sign')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

interface ThingsProps {
  readonly caseId: CaseId
  readonly held: readonly Holding[]
  readonly chosen: ReadonlySet<ExhibitId>
  readonly onToggle: (exhibitId: ExhibitId) => void
}

function Things({ caseId, held, chosen, onToggle }: ThingsProps): ReactElement {
  const say = useSay()
  const overdue = held.filter(({ out }) => out?.isOverdue === true)
  return (
    <section aria-label={say('custody.things')}>
      <h3>{say('custody.things.count', { count: held.length, overdue: overdue.length })}</h3>
      {held.length === 0 ? (
        <p>{say('custody.things.none')}</p>
      ) : (
        <table className={css['held']}>
          <thead>
            <tr>
              <th aria-label={say('custody.choose')} />
              <th>{say('column.mark')}</th>
              <th>{say('column.title')}</th>
              <th>{say('custody.held.place')}</th>
              <th>{say('custody.held.seal')}</th>
              <th>{say('custody.held.holder')}</th>
            </tr>
          </thead>
          <tbody>
            {[...overdue, ...held.filter((one) => !overdue.includes(one))].map((one) => (
              <Thing
                key={one.exhibitId}
                caseId={caseId}
                one={one}
                isChosen={chosen.has(one.exhibitId)}
                onToggle={() => onToggle(one.exhibitId)}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

interface ThingProps {
  readonly caseId: CaseId
  readonly one: Holding
  readonly isChosen: boolean
  readonly onToggle: () => void
}

function Thing({ caseId, one, isChosen, onToggle }: ThingProps): ReactElement {
  const say = useSay()
  const { exhibitId, mark, title, place, seal, isGone } = one
  return (
    <tr>
      <td>
        <Tick label="" aria-label={say('custody.choose.one', { mark })} isSelected={isChosen} onChange={onToggle} />
      </td>
      <td className={css['whole']}>{mark}</td>
      <td dir="auto">{title}</td>
      <td dir="auto">{isGone ? <Badge>{say('custody.gone')}</Badge> : place}</td>
      <td dir="auto">{seal}</td>
      <td dir="auto">
        <Holder caseId={caseId} exhibitId={exhibitId} out={one.out} isGone={isGone} />
      </td>
    </tr>
  )
}

function Holder({
  caseId,
  exhibitId,
  out,
  isGone,
}: Pick<Holding, 'exhibitId' | 'out' | 'isGone'> & { readonly caseId: CaseId }): ReactElement {
  const say = useSay()
  const intl = useIntl()
  const open = useDialogs((dialogs) => dialogs.open)
  if (out === null) {
    return (
      <Button
        small
        look="quiet"
        isDisabled={isGone}
        onPress={() => open({ kind: 'custody-add', caseId, exhibitId, event: 'relocated', isOut: true })}
      >
        {say('custody.check-out')}
      </Button>
    )
  }
  const until = say('custody.held.until', { holder: out.holder, due: formatDay(intl, out.due) })
  return (
    <>
      {out.isOverdue ? <Badge tone="failure">{say('custody.standing.overdue')}</Badge> : null} {until} · {out.reason}{' '}
      <Button
        small
        look="quiet"
        onPress={() => open({ kind: 'custody-add', caseId, exhibitId, event: 'relocated', ends: out.sequence })}
      >
        {say('custody.check-in')}
      </Button>
    </>
  )
}
