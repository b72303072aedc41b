import type { ReactElement } from 'react'
import type { EvidenceDetails } from '../../src-main/contract/exhibits.ts'
import { ExhibitKind } from '../../src-main/contract/words.ts'
import { useSay } from '../app/words.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Beside } from '../ui/Dialog.tsx'
import { AreaField, LineField } from '../ui/Field.tsx'
import { given, type Entered } from '../ui/entered.ts'

const sensitivities = ['ordinary', 'sensitive', 'graphic'] as const

interface DetailsFieldsProps {
  readonly errorAt: (path: string) => string | undefined
  readonly isPhysical?: boolean
}

/** What a collector says of evidence. Every field may be left empty. */
export function DetailsFields({ errorAt, isPhysical = false }: DetailsFieldsProps): ReactElement {
  const say = useSay()
  const at = (name: string): string | undefined => errorAt(`details.${name}`)
  return (
    <>
      <Beside of={3}>
        <LineField label={say('field.collectedBy')} name="collectedBy" error={at('collectedBy')} />
        <LineField
          label={say('field.collectedAt')}
          name="collectedAt"
          kind="datetime-local"
          hint={say('evidence.collected.hint')}
          error={at('collectedAt')}
        />
        <LineField label={say('field.place')} name="place" error={at('place')} />
        <LineField label={say('field.latitude')} name="latitude" kind="number" error={at('latitude')} />
        <LineField label={say('field.longitude')} name="longitude" kind="number" error={at('longitude')} />
        <LineField label={say('field.accuracy')} name="accuracyMetres" kind="number" error={at('accuracyMetres')} />
      </Beside>
      <Beside>
        <LineField label={say('field.source')} name="source" hint={say('evidence.source.hint')} error={at('source')} />
        <LineField label={say('field.method')} name="method" hint={say('evidence.method.hint')} error={at('method')} />
      </Beside>
      {isPhysical ? (
        <Beside>
          <LineField label={say('field.sealNumbers')} name="sealNumbers" error={at('sealNumbers')} />
          <LineField label={say('field.physicalLocation')} name="physicalLocation" error={at('physicalLocation')} />
        </Beside>
      ) : null}
      <Beside of={3}>
        <LineField label={say('field.language')} name="language" error={at('language')} />
        <SelectField
          label={say('field.sensitivity')}
          name="sensitivity"
          options={sensitivities.map((id) => ({
            id,
            label: say(`sensitivity.${id}`),
          }))}
        />
        <LineField label={say('field.tags')} name="tags" hint={say('form.commas')} error={at('tags')} />
      </Beside>
      <AreaField label={say('field.description')} name="description" rows={3} error={at('description')} />
    </>
  )
}

/** Reads those fields; `title` and `kind` are the import's own. */
export function detailsIn(form: Entered, withTitle: boolean): EvidenceDetails | undefined {
  const kind = ExhibitKind.safeParse(form.text('kind'))
  const details = given({
    title: withTitle ? form.text('title') : undefined,
    kind: withTitle && kind.success ? kind.data : undefined,
    collectedBy: form.text('collectedBy'),
    collectedAt: form.text('collectedAt'),
    place: form.text('place'),
    latitude: form.number('latitude'),
    longitude: form.number('longitude'),
    accuracyMetres: form.number('accuracyMetres'),
    source: form.text('source'),
    method: form.text('method'),
    sealNumbers: form.text('sealNumbers'),
    physicalLocation: form.text('physicalLocation'),
    language: form.text('language'),
    sensitivity: sensitivities.find((one) => one === form.text('sensitivity')),
    tags: form.list('tags'),
    description: form.text('description'),
  })
  return Object.keys(details).length === 0 ? undefined : details
}
