import { useState, type ReactElement } from 'react'
import type { Bundle, BundlePlan, BundleSummary } from '../../src-main/contract/bundles.ts'
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
  const [section, setSection] = useState(0)
  const [error, setError] = useState<unknown>()
  const summary = bundles?.find(({ bundleId }) => bundleId === chosen) ?? bundles?.[0]
  const bundle = useAsk('bundle.show', summary === undefined ? undefined : { bundleId: summary.bundleId }).data
  const add = async (to: Bundle): Promise<void> => {
    try {
      await call('bundle.arrange', { bundleId: to.bundleId, plan: withExhibits(to.plan, section, exhibits) })
      onClose()
      go({ kind: 'bundle', caseId, bundleId: to.bundleId })
    } catch (reason) {
      setError(reason)
    }
  }
  const choose = (bundleId: string): void => {
    setChosen(bundleId)
    setSection(0)
  }
  return (
    <Dialog title={say('bundle.add-exhibits', { count: exhibits.length })} onClose={onClose} size="narrow">
      <DialogBody>
        {bundles === undefined ? <Waiting /> : null}
        {bundles?.length === 0 ? <Note tone="accent">{say('bundles.empty.text')}</Note> : null}
        {bundle === undefined ? null : (
          <BundleAndSection
            bundles={bundles ?? []}
            bundle={bundle}
            onBundle={choose}
            section={section}
            onSection={setSection}
          />
        )}
        {error === undefined ? null : <FailureNote error={error} />}
      </DialogBody>
      <DialogFoot>
        <Button onPress={onClose}>{say('action.cancel')}</Button>
        <Button
          look="primary"
          isDisabled={bundle === undefined || bundle.plan.sections.length === 0}
          onPress={() => {
            if (bundle !== undefined) void add(bundle)
          }}
        >
          {say('bundle.add')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}

function withExhibits(plan: BundlePlan, section: number, exhibits: readonly ExhibitId[]): BundlePlan {
  const added = exhibits.map((exhibit) => ({ exhibit }))
  return {
    ...plan,
    sections: plan.sections.map((one, position) =>
      position === section ? { ...one, entries: [...one.entries, ...added] } : one,
    ),
  }
}

interface BundleAndSectionProps {
  readonly bundles: readonly BundleSummary[]
  readonly bundle: Bundle
  readonly onBundle: (bundleId: string) => void
  readonly section: number
  readonly onSection: (section: number) => void
}

function BundleAndSection(props: BundleAndSectionProps): ReactElement {
  const { bundles, bundle, onBundle, section, onSection } = props
  const say = useSay()
  return (
    <>
      <SelectField
        label={say('field.bundle')}
        silent
        selectedKey={bundle.bundleId}
        onSelectionChange={(key) => onBundle(String(key))}
        options={bundles.map(({ bundleId, title }) => ({ id: bundleId, label: title }))}
      />
      <SelectField
        label={say('field.section')}
        silent
        selectedKey={String(section)}
        onSelectionChange={(key) => onSection(Number(key))}
        options={bundle.plan.sections.map(({ title }, position) => ({ id: String(position), label: title }))}
      />
    </>
  )
}
