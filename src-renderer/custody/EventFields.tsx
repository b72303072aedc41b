import type { ReactElement } from 'react'
import { useSay } from '../app/words.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Beside } from '../ui/Dialog.tsx'
import { LineField } from '../ui/Field.tsx'
import type { EventField, fieldsOf } from './event-fields.ts'

type ErrorAt = (path: string) => string | undefined

interface EventFieldsProps {
  readonly fields: (typeof fieldsOf)['seized']
  readonly errorAt: ErrorAt
}

const people = ['from', 'to', 'witness'] as const

function isPerson(field: EventField): field is (typeof people)[number] {
  return people.some((one) => one === field)
}

/** The fields that a kind of event asks for. */
export function EventFields({ fields, errorAt }: EventFieldsProps): ReactElement {
  const persons = fields.asked.filter(isPerson)
  const others = fields.asked.filter((field) => !isPerson(field))
  return (
    <>
      {persons.map((who) => (
        <PersonFields key={who} who={who} errorAt={errorAt} isRequired={fields.must.includes(who)} />
      ))}
      <Beside>
        {others.map((field) => (
          <OneField key={field} field={field} isRequired={fields.must.includes(field)} error={errorAt(field)} />
        ))}
      </Beside>
    </>
  )
}

interface PersonFieldsProps {
  readonly who: (typeof people)[number]
  readonly errorAt: ErrorAt
  readonly isRequired: boolean
}

/** Who had it, took it or watched: of the office or an outsider. */
export function PersonFields({ who, errorAt, isRequired }: PersonFieldsProps): ReactElement {
  const say = useSay()
  return (
    <Beside of={3}>
      <LineField
        label={say(`custody.field.${who}`)}
        name={`${who}.name`}
        isRequired={isRequired}
        error={errorAt(who)}
      />
      <LineField label={say('custody.field.role')} name={`${who}.role`} />
      <LineField label={say('custody.field.organisation')} name={`${who}.organisation`} />
    </Beside>
  )
}

interface OneFieldProps {
  readonly field: EventField
  readonly isRequired: boolean
  readonly error: string | undefined
}

function OneField({ field, isRequired, error }: OneFieldProps): ReactElement {
  const say = useSay()
  const label = say(`custody.field.${field}`)
  if (field === 'sealIntact') {
    return (
      <SelectField
        label={label}
        name="sealIntact"
        options={(['yes', 'no', 'unknown'] as const).map((id) => ({ id, label: say(`custody.intact.${id}`) }))}
      />
    )
  }
  return (
    <LineField
      label={label}
      name={field}
      kind={field === 'due' ? 'date' : 'text'}
      isRequired={isRequired}
      error={error}
    />
  )
}
