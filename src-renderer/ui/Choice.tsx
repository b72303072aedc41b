import { useId, type ReactElement } from 'react'
import {
  Button,
  Checkbox,
  CheckboxGroup,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
  Text,
  type CheckboxGroupProps,
  type CheckboxProps,
  type RadioGroupProps,
  type SelectProps,
} from 'react-aria-components'
import { FieldFoot, FieldLabel } from './Field.tsx'
import { classes } from './Button.tsx'
import css from './Field.module.css'
import { Icon } from './Icon.tsx'
import lists from './Menu.module.css'

/** One thing that can be chosen. */
interface Option {
  readonly id: string
  readonly label: string
  readonly note?: string | undefined
}

interface SelectLook extends Omit<SelectProps<Option>, 'className' | 'style' | 'children'> {
  readonly label: string
  readonly options: readonly Option[]
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** Left out: a choice that may be left open says so. */
  readonly silent?: boolean
  /** In a bar the label is there for screen readers alone. */
  readonly inBar?: boolean
}

/** One of a closed list. */
export function SelectField(props: SelectLook): ReactElement {
  const { label, options, hint, error, silent = false, inBar = false, ...rest } = props
  return (
    <Select
      {...rest}
      {...(inBar ? { 'aria-label': label } : {})}
      isInvalid={error !== undefined}
      className={css['field'] ?? ''}
    >
      {inBar ? null : <FieldLabel label={label} required={silent || rest.isRequired === true} />}
      <Button className={css['select'] ?? ''}>
        <SelectValue className={css['value'] ?? ''}>{({ selectedText }) => selectedText ?? '\u2013'}</SelectValue>
        <Icon name="more" />
      </Button>
      <FieldFoot hint={hint} error={error} />
      <Popover className={lists['popover'] ?? ''} offset={4}>
        <ListBox items={options} className={lists['list'] ?? ''}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={lists['item'] ?? ''}>
              <span className={lists['words']}>
                <Text slot="label">{option.label}</Text>
                {option.note === undefined ? null : (
                  <Text slot="description" className={lists['note'] ?? ''}>
                    {option.note}
                  </Text>
                )}
              </span>
              <span className={lists['check']}>
                <Icon name="check" />
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}

interface TickProps extends Omit<CheckboxProps, 'className' | 'style' | 'children'> {
  readonly label: string
  readonly hint?: string
}

/** Yes or no. */
export function Tick({ label, hint, ...rest }: TickProps): ReactElement {
  const id = useId()
  const box = (
    <Checkbox {...rest} {...(hint === undefined ? {} : { 'aria-describedby': id })} className={css['checkbox'] ?? ''}>
      <span className={css['box']} aria-hidden>
        <Icon name="check" size={13} />
      </span>
      {label === '' ? null : <span>{label}</span>}
    </Checkbox>
  )
  if (hint === undefined) return box
  return (
    <div className={css['field']}>
      {box}
      <span id={id} className={classes(css['hint'], css['indent'])}>
        {hint}
      </span>
    </div>
  )
}

interface TicksProps extends Omit<CheckboxGroupProps, 'className' | 'style' | 'children'> {
  readonly label: string
  readonly options: readonly Option[]
  readonly error?: string | undefined
}

/** Several of a closed list. */
export function Ticks({ label, options, error, ...rest }: TicksProps): ReactElement {
  return (
    <CheckboxGroup {...rest} className={css['field'] ?? ''} isInvalid={error !== undefined}>
      <FieldLabel label={label} required />
      <div className={css['group']}>
        {options.map((option) => (
          <Tick key={option.id} value={option.id} label={option.label} />
        ))}
      </div>
      <FieldFoot error={error} />
    </CheckboxGroup>
  )
}

interface RadiosProps extends Omit<RadioGroupProps, 'className' | 'style' | 'children'> {
  readonly label: string
  readonly options: readonly Option[]
  /** Beside one another, for short words. */
  readonly inRow?: boolean
}

/** One of a few, all of them in sight. */
export function Radios({ label, options, inRow = false, ...rest }: RadiosProps): ReactElement {
  return (
    <RadioGroup {...rest} className={css['field'] ?? ''}>
      <FieldLabel label={label} required />
      <div className={classes(css['group'], !inRow && css['column'])}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={css['checkbox'] ?? ''}>
            <span className={classes(css['box'], css['round'])} aria-hidden />
            <span>
              {option.label}
              {option.note === undefined ? null : (
                <>
                  <br />
                  <span className={css['hint']}>{option.note}</span>
                </>
              )}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
