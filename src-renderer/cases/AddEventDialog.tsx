import type { ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { useNotices } from '../app/notices.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Tick, Ticks } from '../ui/Choice.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { AreaField, LineField } from '../ui/Field.tsx'
import { given } from '../ui/entered.ts'
import { ContractForm } from '../ui/form.tsx'
import { shownName } from './party-words.ts'

interface AddEventDialogProps {
  readonly caseId: CaseId
  readonly onClose: () => void
}

/** Adds one line to the chronology. */
export function AddEventDialog({ caseId, onClose }: AddEventDialogProps): ReactElement {
  const say = useSay()
  const tell = useNotices((notices) => notices.tell)
  const parties = useAsk('party.list', { caseId }).data ?? []
  return (
    <Dialog title={say('event.add')} onClose={onClose}>
      <ContractForm
        name="event.add"
        action={say('event.save')}
        onClose={onClose}
        toInput={(form) => {
          const chosen = new Set(form.all('parties'))
          const sources = form
            .text('sources')
            ?.split('\n')
            .filter((source) => source.trim() !== '')
          const present = parties.filter(({ partyId }) => chosen.has(partyId)).map(({ partyId }) => partyId)
          return given({
            caseId,
            when: form.text('when') ?? '',
            what: (form.text('what') ?? '').replaceAll(/\s+/gu, ' '),
            where: form.text('where'),
            parties: present.length === 0 ? undefined : present,
            sources,
            disputed: form.on('disputed') ? true : undefined,
          })
        }}
        onDone={() => {
          onClose()
          tell({ tone: 'ok', id: 'event.added' })
        }}
      >
        {(errorAt) => (
          <>
            <Beside>
              <LineField
                label={say('field.when')}
                name="when"
                isRequired
                isFirst
                placeholder="2019-03~"
                hint={say('event.when.hint')}
                error={errorAt('when') === undefined ? undefined : say('event.when.wrong')}
              />
              <LineField label={say('field.where')} name="where" error={errorAt('where')} />
            </Beside>
            <AreaField label={say('field.what')} name="what" isRequired rows={3} error={errorAt('what')} />
            {parties.length === 0 ? null : (
              <Ticks
                label={say('field.who')}
                name="parties"
                options={parties.map((party) => ({ id: party.partyId, label: shownName(say, party) }))}
              />
            )}
            <AreaField
              label={say('field.sources')}
              name="sources"
              rows={2}
              hint={say('event.sources.hint')}
              error={errorAt('sources')}
            />
            <Tick label={say('field.disputed')} name="disputed" value="yes" />
          </>
        )}
      </ContractForm>
    </Dialog>
  )
}
