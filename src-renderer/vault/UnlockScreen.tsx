import { useState, type ReactElement } from 'react'
import type { Granted } from '../../src-main/contract/shell.ts'
import { call } from '../app/bridge.ts'
import { attempt } from '../app/notices.ts'
import { useAsk } from '../app/queries.ts'
import { SettingsMenu } from '../app/SettingsMenu.tsx'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { Waiting } from '../ui/Note.tsx'
import { CreateVault } from './CreateVault.tsx'
import { OpenVault } from './OpenVault.tsx'
import { RestoreVault } from './RestoreVault.tsx'
import { SampleOffice } from './SampleOffice.tsx'
import css from './Vault.module.css'
import { Choice } from './Choice.tsx'

/** What the person is doing before a vault is open. `folder` undefined: the vault opened last, if there is one. */
type Step =
  | { readonly kind: 'begin' }
  | { readonly kind: 'choose' }
  | { readonly kind: 'open' | 'create' | 'restore'; readonly folder: Granted }
  | { readonly kind: 'sample' }

/** The screen before a vault is open: open the last one, another, a new one, or the sample office. */
export function UnlockScreen(): ReactElement {
  const say = useSay()
  const [step, setStep] = useState<Step>({ kind: 'begin' })
  return (
    <div className={css['screen']}>
      <div className={css['corner']}>
        <SettingsMenu />
      </div>
      <main className={css['middle']}>
        <div className={css['brand']}>
          <h1>Clarkson</h1>
          <p>{say('unlock.motto')}</p>
        </div>
        <StepShown step={step} onStep={setStep} />
      </main>
    </div>
  )
}

interface StepProps {
  readonly step: Step
  readonly onStep: (step: Step) => void
}

function StepShown({ step, onStep }: StepProps): ReactElement {
  const last = useAsk('app.lastVault', {})
  const choose = (): void => onStep({ kind: 'choose' })
  if (step.kind === 'open') return <OpenVault key={step.folder.grant} folder={step.folder} onOther={choose} />
  if (step.kind === 'create') return <CreateVault folder={step.folder} onBack={choose} />
  if (step.kind === 'restore') {
    return <RestoreVault from={step.folder} onBack={choose} onRestored={(folder) => onStep({ kind: 'open', folder })} />
  }
  if (step.kind === 'sample') return <SampleOffice onBack={choose} />
  if (step.kind === 'choose') return <Ways onStep={onStep} />
  if (last.isPending) return <Waiting />
  const folder = last.data?.folder ?? null
  return folder === null ? <Ways onStep={onStep} /> : <OpenVault folder={folder} onOther={choose} />
}

function Ways({ onStep }: Pick<StepProps, 'onStep'>): ReactElement {
  const say = useSay()
  const last = useAsk('app.lastVault', {}).data?.folder ?? null
  const choose = (purpose: 'open' | 'create'): void =>
    attempt(async () => {
      const folder = await call('dialog.vaultFolder', { purpose })
      if (folder !== null) onStep({ kind: purpose, folder })
    })
  const restore = (): void =>
    attempt(async () => {
      const folder = await call('dialog.backupFolder', { purpose: 'restore' })
      if (folder !== null) onStep({ kind: 'restore', folder })
    })
  return (
    <section className={css['card']} aria-label={say('unlock.ways')}>
      <Choice
        icon="exhibit"
        title={say('unlock.sample')}
        note={say('unlock.sample.note')}
        onPress={() => onStep({ kind: 'sample' })}
      />
      <Choice
        icon="folderOpen"
        title={say('unlock.open')}
        note={say('unlock.open.note')}
        onPress={() => choose('open')}
      />
      <Choice
        icon="add"
        title={say('unlock.create')}
        note={say('unlock.create.note')}
        onPress={() => choose('create')}
      />
      <Choice icon="backup" title={say('unlock.restore')} note={say('unlock.restore.note')} onPress={restore} />
      {last === null ? null : (
        <div className={css['row']}>
          <Button look="quiet" icon="back" onPress={() => onStep({ kind: 'open', folder: last })}>
            {say('unlock.back-to', { name: last.name })}
          </Button>
        </div>
      )}
    </section>
  )
}
