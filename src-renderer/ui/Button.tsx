import type { ReactElement, ReactNode } from 'react'
import { Button as Pressable, Tooltip, TooltipTrigger, type ButtonProps } from 'react-aria-components'
import { commands, type CommandId } from '../app/commands.ts'
import { isMac, printedKeys } from '../app/keys.ts'
import css from './Button.module.css'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'

type Look = 'plain' | 'primary' | 'danger' | 'quiet' | 'link'

interface ButtonLook extends Omit<ButtonProps, 'className' | 'children' | 'style'> {
  readonly look?: Look
  readonly icon?: IconName
  readonly small?: boolean
  readonly children?: ReactNode
}

/** Joins the class names that are there. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ')
}

function lookOf(look: Look, small: boolean): string {
  return classes(css['button'], look !== 'plain' && css[look], small && css['small'])
}

/** A button with words on it. */
export function Button({ look = 'plain', icon, small = false, children, ...rest }: ButtonLook): ReactElement {
  return (
    <Pressable {...rest} className={lookOf(look, small)}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </Pressable>
  )
}

interface IconButtonLook extends Omit<ButtonLook, 'children' | 'icon' | 'aria-label'> {
  readonly icon: IconName
  /** What it does: its accessible name and its tooltip. */
  readonly name: string
  /** The command it gives, whose keys the tooltip shows. */
  readonly command?: CommandId
  readonly pressed?: boolean
}

/** The keys of a command, as they are printed on the keyboard. */
export function keysOf(id: CommandId): readonly string[] {
  const command = commands.find((one) => one.id === id)
  return command !== undefined && 'keys' in command ? printedKeys(command.keys, isMac) : []
}

/** A button with a picture alone, named in its tooltip. */
export function IconButton(props: IconButtonLook): ReactElement {
  const { icon, name, command, pressed, look = 'quiet', small = false, ...rest } = props
  const keys = command === undefined ? [] : keysOf(command)
  return (
    <TooltipTrigger delay={500} closeDelay={100}>
      <Pressable
        {...rest}
        aria-label={name}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={classes(lookOf(look, small), css['icon'])}
      >
        <Icon name={icon} />
      </Pressable>
      <Tooltip className={css['tooltip'] ?? ''} offset={6}>
        {name}
        {keys.length === 0 ? null : <span className={css['keys']}>{keys.join(' ')}</span>}
      </Tooltip>
    </TooltipTrigger>
  )
}
