import type { ReactElement } from 'react'
import { recordsChanged, useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Beside, Dialog } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import { ContractForm } from '../ui/form.tsx'
import { Waiting } from '../ui/Note.tsx'

/** How many backups are kept, and after how many days a person is reminded. */
export function ArrangeBackupsDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const plan = useAsk('backup.status', {}).data?.plan
  return (
    <Dialog title={say('backup.plan')} onClose={onClose} size="narrow">
      {plan === undefined ? (
        <Waiting />
      ) : (
        <ContractForm
          name="backup.arrange"
          action={say('action.save')}
          onClose={onClose}
          toInput={({ number }) => ({
            daily: number('daily') ?? Number.NaN,
            weekly: number('weekly') ?? Number.NaN,
            reminderDays: number('reminderDays') ?? Number.NaN,
          })}
          onDone={() => {
            recordsChanged(['backup'])
            onClose()
          }}
        >
          {(errorAt) => (
            <>
              <p>{say('backup.keep.text')}</p>
              <Beside>
                <LineField
                  label={say('backup.daily')}
                  name="daily"
                  kind="number"
                  isRequired
                  isFirst
                  defaultValue={String(plan.daily)}
                  hint={say('backup.range', { least: 1, most: 60 })}
                  error={errorAt('daily')}
                />
                <LineField
                  label={say('backup.weekly')}
                  name="weekly"
                  kind="number"
                  isRequired
                  defaultValue={String(plan.weekly)}
                  hint={say('backup.range', { least: 0, most: 104 })}
                  error={errorAt('weekly')}
                />
              </Beside>
              <LineField
                label={say('backup.reminder-days')}
                name="reminderDays"
                kind="number"
                isRequired
                defaultValue={String(plan.reminderDays)}
                hint={say('backup.range', { least: 1, most: 90 })}
                error={errorAt('reminderDays')}
              />
            </>
          )}
        </ContractForm>
      )}
    </Dialog>
  )
}
