import type { ReactElement } from 'react'
import { HealthReport, SalvageResult, type Damage } from '../../src-main/contract/health.ts'
import css from '../backup/Backup.module.css'
import { call } from '../app/bridge.ts'
import { JobState } from '../app/JobState.tsx'
import { attempt } from '../app/notices.ts'
import { useIntl, useSay } from '../app/words.tsx'
import { useWork } from '../app/work.ts'
import { Button } from '../ui/Button.tsx'
import { formatBytes } from '../ui/format.ts'
import { Note } from '../ui/Note.tsx'
import screen from '../ui/Screen.module.css'
import { wordDamage } from './damage-words.ts'

/** Whether the vault is whole: checked now, quickly or to the last byte; and what to do where it is not. */
export function HealthTab(): ReactElement {
  const say = useSay()
  const checking = useWork('check')
  const check = (deep: boolean): void => attempt(() => checking.begin(() => call('health.check', { deep })))
  const report = checking.job?.state === 'done' ? HealthReport.safeParse(checking.job.result).data : undefined
  return (
    <div className={css['page']}>
      <section className={css['card']} aria-label={say('health.check')}>
        <h2>{say('health.check')}</h2>
        <p>{say('health.text')}</p>
        <div className={css['actions']}>
          <Button look="primary" icon="verify" isDisabled={checking.isBusy} onPress={() => check(false)}>
            {say('health.quick')}
          </Button>
          <Button icon="health" isDisabled={checking.isBusy} onPress={() => check(true)}>
            {say('health.deep')}
          </Button>
        </div>
        <p className={css['soft']}>{say('health.difference')}</p>
        <JobState job={checking.job} />
        {report === undefined ? null : <ReportNote report={report} />}
        {report === undefined || report.unopened === 0 ? null : (
          <p className={css['soft']}>{say('health.unopened', { count: report.unopened })}</p>
        )}
      </section>
      {report === undefined || report.ok ? null : (
        <>
          <DamageList report={report} />
          <Salvage />
        </>
      )}
    </div>
  )
}

function ReportNote({ report }: { readonly report: HealthReport }): ReactElement {
  const say = useSay()
  if (report.ok) return <Note tone="ok">{say(report.deep ? 'health.whole.deep' : 'health.whole.quick')}</Note>
  return (
    <Note tone="failure">
      <p>
        <strong>{say('health.damaged', { count: report.found })}</strong>
      </p>
      <p>{say('health.damaged.next')}</p>
    </Note>
  )
}

function DamageList({ report }: { readonly report: HealthReport }): ReactElement {
  const say = useSay()
  const { damages, found } = report
  return (
    <section className={css['form']} aria-label={say('health.damages')}>
      <h2>{say('health.damages')}</h2>
      <ul className={screen['lines']}>
        {damages.map((damage) => (
          <DamageLine
            key={`${damage.what} ${damage.where} ${damage.sequence ?? ''} ${damage.fault ?? ''}`}
            damage={damage}
          />
        ))}
      </ul>
      {found > damages.length ? <p>{say('health.more', { count: found - damages.length })}</p> : null}
    </section>
  )
}

function DamageLine({ damage }: { readonly damage: Damage }): ReactElement {
  const say = useSay()
  const { what, next } = wordDamage(say, damage)
  return (
    <li className={screen['line']}>
      <div className={screen['grow']}>
        <p>{what}</p>
        <p className={css['soft']}>{next}</p>
      </div>
    </li>
  )
}

/** Saves what can be read of the open vault. */
function Salvage(): ReactElement {
  const say = useSay()
  const work = useWork('salvage')
  const begin = (): void =>
    attempt(async () => {
      const to = await call('dialog.vaultFolder', { purpose: 'salvage' })
      if (to !== null) await work.begin(() => call('health.salvage', { to: to.grant }))
    })
  return (
    <section className={css['card']} aria-label={say('salvage.title')}>
      <h2>{say('salvage.title')}</h2>
      <p>{say('salvage.text')}</p>
      <div className={css['actions']}>
        <Button icon="save" isDisabled={work.isBusy} onPress={begin}>
          {say('salvage.choose')}
        </Button>
      </div>
      <JobState job={work.job} />
      <Salvaged result={work.job?.state === 'done' ? work.job.result : undefined} />
    </section>
  )
}

/** What could be saved of a damaged vault. */
export function Salvaged({ result }: { readonly result: unknown }): ReactElement | null {
  const say = useSay()
  const intl = useIntl()
  const saved = SalvageResult.safeParse(result).data
  if (saved === undefined) return null
  const { records, doubtful, blobs, bytes, lostBlobs } = saved
  const isAll = lostBlobs === 0 && doubtful === 0
  return (
    <Note tone={isAll ? 'ok' : 'warning'}>
      <p>{say('salvage.done', { records, doubtful, blobs, bytes: formatBytes(intl, bytes), lost: lostBlobs })}</p>
      <p>{say('salvage.read')}</p>
    </Note>
  )
}
