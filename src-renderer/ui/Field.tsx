import type { ReactElement, ReactNode, Ref } from 'react'
import {
  FieldError,
  Input,
  Label,
  SearchField,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from 'react-aria-components'
import { useSay } from '../app/words.tsx'
import { IconButton } from './Button.tsx'
import css from './Field.module.css'
import { Icon } from './Icon.tsx'

interface Common {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

/** The name of a field, and whether it may be left empty. */
export function FieldLabel({ label, required }: { readonly label: string; readonly required: boolean }): ReactElement {
  const say = useSay()
  return (
    <Label className={css['label'] ?? ''}>
      {label}
      {required ? null : <span className={css['optional']}>{say('form.optional')}</span>}
    </Label>
  )
}

/** What stands under a field: a hint, or what is wrong. */
export function FieldFoot({ hint, error }: Pick<Common, 'hint' | 'error'>): ReactElement {
  return (
    <>
      {hint === undefined ? null : (
        <Text slot="description" className={css['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
    </>
  )
}

interface LineProps extends Omit<TextFieldProps, 'className' | 'style' | 'children'>, Common {
  /** For dates and times the field of the platform is used: typed by keys alone, and always ISO 8601 within. */
  readonly kind?: 'text' | 'date' | 'datetime-local' | 'number'
  readonly placeholder?: string | undefined
  readonly beside?: ReactNode
  readonly inputRef?: Ref<HTMLInputElement>
  readonly inputType?: 'text' | 'password'
  /** Left out: fields that may be empty say so. */
  readonly silent?: boolean
  /** The field that a dialog begins with: it takes the focus when the dialog opens. */
  readonly isFirst?: boolean
}

/** Gives a field the focus when it appears. Source: WAI-ARIA Authoring Practices, dialog pattern. */
export function firstFocus(isFirst: boolean): { readonly autoFocus?: true } {
  return isFirst ? { autoFocus: true } : {}
}

function looksOf(kind: LineProps['kind']): { readonly step?: string; readonly dir?: string } {
  return kind === 'number' ? { step: 'any' } : kind === 'text' ? { dir: 'auto' } : {}
}

/** One line of text, a day, a time or a number. */
export function LineField(props: LineProps): ReactElement {
  const {
    label,
    hint,
    error,
    kind = 'text',
    placeholder,
    beside,
    inputRef,
    inputType,
    silent = false,
    isFirst = false,
    ...rest
  } = props
  return (
    <TextField
      {...rest}
      {...firstFocus(isFirst)}
      className={css['field'] ?? ''}
      isInvalid={rest.isInvalid ?? error !== undefined}
    >
      <FieldLabel label={label} required={silent || rest.isRequired === true} />
      <span className={css['with']}>
        <Input
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          type={inputType ?? kind}
          {...looksOf(kind)}
          className={css['input'] ?? ''}
          {...(placeholder === undefined ? {} : { placeholder })}
          spellCheck={false}
          autoComplete="off"
        />
        {beside}
      </span>
      <FieldFoot hint={hint} error={error} />
    </TextField>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string
  readonly onChange: (day: string) => void
}

/** A day in a bar, its name beside it. */
export function DayInBar({ label, value, onChange }: DayProps): ReactElement {
  return (
    <TextField value={value} onChange={onChange} className={css['inBar'] ?? ''}>
      <Label className={css['optional'] ?? ''}>{label}</Label>
      <Input type="date" className={css['input'] ?? ''} />
    </TextField>
  )
}

interface AreaProps extends Omit<TextFieldProps, 'className' | 'style' | 'children'>, Common {
  readonly rows?: number
}

/** Several lines of text. */
export function AreaField({ label, hint, error, rows = 4, ...rest }: AreaProps): ReactElement {
  return (
    <TextField {...rest} className={css['field'] ?? ''} isInvalid={rest.isInvalid ?? error !== undefined}>
      <FieldLabel label={label} required={rest.isRequired === true} />
      <TextArea className={css['input'] ?? ''} rows={rows} dir="auto" spellCheck={false} />
      <FieldFoot hint={hint} error={error} />
    </TextField>
  )
}

interface FilterProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly inputRef?: Ref<HTMLInputElement>
  readonly isFirst?: boolean
  /** Goes from the box into what it narrows, by the down arrow. */
  readonly onDown?: () => void
}

/** The box that narrows a list. */
export function FilterField({ label, value, onChange, inputRef, isFirst = false, onDown }: FilterProps): ReactElement {
  const say = useSay()
  return (
    <SearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      className={css['search'] ?? ''}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') onDown?.()
      }}
      {...firstFocus(isFirst)}
    >
      <Icon name="search" />
      <Input ref={inputRef} className={css['input'] ?? ''} placeholder={label} dir="auto" spellCheck={false} />
      <IconButton icon="close" name={say('form.clear')} small />
    </SearchField>
  )
}
