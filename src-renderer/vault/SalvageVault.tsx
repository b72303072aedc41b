import type { ReactElement } from 'react'
import type { Failure } from '../../src-main/contract/failure.ts'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call } from '../app/bridge.ts'
import { JobState } from '../app/JobState.tsx'
import { attempt } from '../app/notices.ts'
import { useSay } from '../app/words.tsx'
import { useWork } from '../app/work.ts'
import { Salvaged } from '../health/HealthTab.tsx'
import { Button } from '../ui/Button.tsx'

interface SalvageVaultProps {
  /** Why the vault did not open. */
  readonly failure: Failure | undefined
  readonly folder: Granted
  readonly user: string | undefined
  readonly passphrase: string
  readonly keyFile: Granted | undefined
}

/** For a vault whose database does not open any more: saves what can be read of it. */
export function SalvageVault({ failure, folder, user, passphrase, keyFile }: SalvageVaultProps): ReactElement | null {
  const say = useSay()
  const work = useWork('salvage')
  if (failure?.code !== 'vault.database-damaged') return null
  const begin = (): void =>
    attempt(async () => {
      const to = await call('dialog.vaultFolder', { purpose: 'salvage' })
      if (to === null) return
      const by = {
        passphrase,
        ...(user === undefined ? {} : { user }),
        ...(keyFile === undefined ? {} : { keyFile: keyFile.grant }),
      }
      const of = { folder: folder.grant, by }
      await work.begin(() => call('health.salvage', { to: to.grant, of }))
    })
  return (
    <>
      <p>{say('salvage.text')}</p>
      <Button icon="save" isDisabled={work.isBusy} onPress={begin}>
        {say('salvage.choose')}
      </Button>
      <JobState job={work.job} />
      <Salvaged result={work.job?.state === 'done' ? work.job.result : undefined} />
    </>
  )
}
