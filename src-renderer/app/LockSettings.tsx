import type { ReactElement } from 'react'
import { SelectField, Tick } from '../ui/Choice.tsx'
import { Note } from '../ui/Note.tsx'
import { call } from './bridge.ts'
import { attempt } from './notices.ts'
import { queryClient, useAsk } from './queries.ts'
import { useSay } from './words.tsx'

const CHOICES = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60]

/** When the vault locks by itself, and from where the panic key is heard. */
export function LockSettings(): ReactElement | null {
  const say = useSay()
  const locking = useAsk('app.locking', {}).data
  if (locking === undefined) return null
  const { minutes, everywhere, taken } = locking
  const choices = CHOICES.includes(minutes) ? CHOICES : [...CHOICES, minutes].toSorted((a, b) => a - b)
  return (
    <>
      <SelectField
        label={say('settings.lock-after')}
        silent
        selectedKey={String(minutes)}
        onSelectionChange={(key) => choose({ minutes: Number(key), everywhere })}
        options={choices.map((count) => ({ id: String(count), label: say('settings.minutes', { count }) }))}
      />
      <Tick
        label={say('settings.panic-everywhere')}
        isSelected={everywhere}
        onChange={(isWanted) => choose({ minutes, everywhere: isWanted })}
      />
      {taken ? <Note tone="warning">{say('settings.panic-taken')}</Note> : null}
    </>
  )
}

function choose(chosen: { readonly minutes: number; readonly everywhere: boolean }): void {
  attempt(async () => {
    queryClient.setQueryData(['app.locking', {}], await call('app.setLocking', chosen))
  })
}
