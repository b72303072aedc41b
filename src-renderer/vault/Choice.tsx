import type { ReactElement } from 'react'
import { Button } from 'react-aria-components'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icons.ts'
import css from './Vault.module.css'

interface ChoiceProps {
  readonly icon: IconName
  readonly title: string
  readonly note: string
  readonly onPress: () => void
}

/** One way to begin, large enough to read about. */
export function Choice({ icon, title, note, onPress }: ChoiceProps): ReactElement {
  return (
    <Button className={css['choice'] ?? ''} onPress={onPress}>
      <Icon name={icon} size={22} />
      <strong>{title}</strong>
      <span>{note}</span>
    </Button>
  )
}
