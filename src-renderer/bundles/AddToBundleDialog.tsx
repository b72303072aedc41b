import { useState, type ReactElement } from 'react'
import type { CaseId, ExhibitId } from '../../src-main/contract/ids.ts'
import { call } from '../app/bridge.ts'
import { usePlaces } from '../app/places.ts'
import { useAsk } from '../app/queries.ts'
import { useSay } from '../app/words.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../ui/Dialog.tsx'
import { FailureNote, Note, Waiting } from '../ui/Note.tsx'

interface AddToBundleDialogProps {
  readonly caseId: CaseId
  readonly exhibits: readonly ExhibitId[]
  readonly onClose: () => void
}

/** Puts exhibits chosen in the register at the end of a bundle's section. */
export function AddToBundleDialog({ caseId, exhibits, onClose }: AddToBundleDialogProps): ReactElement {
  const say = useSay()
  const go = usePlaces((places) => places.go)
  const bundles = useAsk('bundle.list', { caseId }).data
  const [chosen, setChosen] = useState<string>()
  const summary = bundles?.find(({ bundleId }) => bundleId === chosen) ?? bundles?.[0]
  const bundle = useAsk('bundle.show', summary === undefined ? undefined : { bundleId: summary.bundleId }).data
  const [section, setSection] = useState(0)
  const [error, setError] = useState<unknown>()
  const add = async (): Promise<void> => {
    if (bundle === undefined) return
    const sections = bundle.plan.sections.map((one, position) =>
      position === section ? { ...one, entries: [...one.entries, ...exhibits.map((exhibit) => ({ exhibit }))] } : one,
    )
    try {
      await call('bundle.arrange', { bundleId: bundle.bundleId, plan: { ...bundle.plan, sections } })
      onClose()
      go({ kind: 'bundle', caseId, bundleId: bundle.bundleId })
    } catch (reason) {
      setError(reason)
    }
  }
  const sections = bundle?.plan.sections ?? []
  return (
    <Dialog title={say('bundle.add-exhibits', { count: exhibits.length })} onClose={onClose} size="narrow">
      <DialogBody>
        {bundles === undefined ? <Waiting /> : null}
        {bundles?.length === 0 ? <Note tone="accent">{say('bundles.empty.text')}</Note> : null}
        {bundles === undefined || bundles.length === 0 ? null : (
          <>
            <SelectField
              label={say('field.bundle')}
              silent
              selectedKey={summary?.bundleId ?? null}
              onSelectionChange={(key) => {
                setChosen(String(key))
                setSection(0)
              }}
              options={bundles.map(({ bundleId, title }) => ({ id: bundleId, label: title }))}
            />
            <SelectField
              label={say('field.section')}
              silent
              selectedKey={String(section)}
              onSelectionChange={(key) => setSection(Number(key))}
              options={sections.map(({ title }, position) => ({ id: String(position), label: title }))}
            />
          </>
        )}
        {error === undefined ? null : <FailureNote error={error} />}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{say('action.cancel')}</Button>
        <Button look="primary" isDisabled={sections.length === 0} onPress={() => void add()}>
          {say('bundle.add')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
