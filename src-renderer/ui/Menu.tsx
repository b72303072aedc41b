import type { ReactElement } from 'react'
import { Keyboard, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components'
import type { CommandId } from '../app/commands.ts'
import { Button, classes, IconButton, keysOf } from './Button.tsx'
import { Icon } from './Icon.tsx'
import type { IconName } from './icons.ts'
import css from './Menu.module.css'

/** One thing in a menu. */
export interface MenuChoice {
  readonly id: string
  readonly label: string
  readonly note?: string | undefined
  readonly icon?: IconName
  readonly command?: CommandId
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly run: () => void
}

interface MenuButtonProps {
  readonly label: string
  readonly icon: IconName
  readonly choices: readonly MenuChoice[]
  /** A picture alone; otherwise the label is written on the button. */
  readonly compact?: boolean
  readonly look?: 'plain' | 'primary' | 'quiet'
  readonly small?: boolean
  readonly isDisabled?: boolean
}

/** A button that opens a menu. */
export function MenuButton(props: MenuButtonProps): ReactElement {
  const { label, icon, choices, compact = false, look = 'plain', small = false, isDisabled = false } = props
  return (
    <MenuTrigger>
      {compact ? (
        <IconButton icon={icon} name={label} small isDisabled={isDisabled} />
      ) : (
        <Button icon={icon} look={look} small={small} isDisabled={isDisabled}>
          {label}
          <Icon name="more" />
        </Button>
      )}
      <Popover className={css['popover'] ?? ''} placement="bottom start" offset={4}>
        <Menu
          items={choices}
          className={css['list'] ?? ''}
          disabledKeys={choices.filter(({ disabled }) => disabled === true).map(({ id }) => id)}
          onAction={(key) => choices.find(({ id }) => id === key)?.run()}
        >
          {(choice) => (
            <MenuItem
              id={choice.id}
              textValue={choice.label}
              className={classes(css['item'], choice.danger === true && css['danger'])}
            >
              {choice.icon === undefined ? null : <Icon name={choice.icon} />}
              <span className={css['words']}>
                <Text slot="label">{choice.label}</Text>
                {choice.note === undefined ? null : (
                  <Text slot="description" className={css['note'] ?? ''}>
                    {choice.note}
                  </Text>
                )}
              </span>
              {choice.command === undefined ? null : (
                <Keyboard className={css['keys'] ?? ''}>{keysOf(choice.command).join(' ')}</Keyboard>
              )}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
