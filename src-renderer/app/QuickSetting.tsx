import type { ReactElement } from 'react'
import { Button } from '../ui/Button.tsx'
import { Note } from '../ui/Note.tsx'
import { call } from './bridge.ts'
import { useDialogs } from './dialogs.ts'
import { attempt } from './notices.ts'
import { queryClient, useAsk } from './queries.ts'
import { useSession } from './session.ts'
import { useSay } from './words.tsx'

/** Switches quick unlock on and off, or says why it cannot be had on this computer. */
export function QuickSetting(): ReactElement | null {
  const say = useSay()
  const opened = useSession((session) => session.opened)
  const open = useDialogs((dialogs) => dialogs.open)
  const status = useAsk('quick.status', {}).data
  if (status === undefined || opened === undefined || opened === null) return null
  if (status.trouble !== null) return <Note tone="plain">{say(`quick.why.${status.trouble}`)}</Note>
  if (status.until === null) {
    return (
      <Button look="quiet" icon="key" slot="close" onPress={() => open({ kind: 'quick' })}>
        {say('quick.begin')}
      </Button>
    )
  }
  return (
    <Button look="quiet" icon="key" onPress={() => attempt(end)}>
      {say('quick.end')}
    </Button>
  )
}

async function end(): Promise<void> {
  await call('quick.end', {})
  await queryClient.invalidateQueries({ queryKey: ['quick.status'] })
}
