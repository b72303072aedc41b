import type { ReactElement } from 'react'
import type { CaseId } from '../../src-main/contract/ids.ts'
import { runCommand } from '../app/command-handlers.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { Button } from '../ui/Button.tsx'
import { FailureNote, Waiting } from '../ui/Note.tsx'
import css from '../ui/Screen.module.css'
import { Readers } from './Readers.tsx'
import { useCompartmentOf, useMayRestrict } from './use-compartments.ts'

/** Who can read a case: everyone who opens the vault, or those for whom it was restricted. */
export function CaseReaders({ caseId }: { readonly caseId: CaseId }): ReactElement {
  const say = useSay()
  const list = useAsk('compartment.list', {})
  const compartment = useCompartmentOf(caseId)
  const mayRestrict = useMayRestrict()
  return (
    <section className={css['part']} aria-label={say('readers.title')}>
      <div className={css['partHead']}>
        <h2>{say('readers.title')}</h2>
        {list.data !== undefined && compartment === undefined && mayRestrict ? (
          <Button small icon="lock" onPress={() => runCommand('case.restrict')}>
            {say('command.case.restrict')}
          </Button>
        ) : null}
      </div>
      {list.error === null ? null : <FailureNote error={list.error} />}
      {list.isPending ? <Waiting /> : null}
      {list.data === undefined ? null : (
        <p className={css['soft']}>{say(compartment === undefined ? 'readers.everyone' : 'readers.only')}</p>
      )}
      {compartment === undefined ? null : <Readers compartment={compartment} />}
    </section>
  )
}
