import type { ReactElement } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Keyboard,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
  Text,
  useFilter,
} from 'react-aria-components'
import { classes, keysOf } from '../ui/Button.tsx'
import dialog from '../ui/Dialog.module.css'
import { firstFocus } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icons.ts'
import menu from '../ui/Menu.module.css'
import css from './App.module.css'
import { useOffered } from './command-handlers.ts'
import { usePlaces } from './places.ts'
import { useAsk } from './queries.ts'
import { useSession } from './session.ts'
import { useSay } from './words.tsx'

interface Found {
  readonly id: string
  readonly words: string
  readonly icon: IconName
  readonly keys: readonly string[]
  readonly run: () => void
}

/** Every command that can be given now, and every case file, found by typing. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactElement {
  const say = useSay()
  const { contains } = useFilter({ sensitivity: 'base' })
  const go = usePlaces((places) => places.go)
  const opened = useSession((session) => session.opened)
  const cases = useAsk('case.list', opened === null || opened === undefined ? undefined : {}).data ?? []
  const offered: readonly Found[] = useOffered()
    .filter(({ id }) => id !== 'palette')
    .map(({ id, words, icon, run }) => ({ id, words: say(words), icon, keys: keysOf(id), run }))
  const files: readonly Found[] = cases.map(({ caseId, reference, title }) => ({
    id: caseId,
    words: `${reference} ${title}`,
    icon: 'case',
    keys: [],
    run: () => go({ kind: 'case', caseId, tab: 'overview' }),
  }))
  const all = [...offered, ...files]
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={onClose} className={classes(dialog['scrim'], dialog['top'])}>
      <Modal className={dialog['modal'] ?? ''}>
        <Dialog aria-label={say('palette.title')} className={dialog['dialog'] ?? ''}>
          <div className={css['palette']}>
            <Autocomplete filter={contains}>
              <SearchField aria-label={say('palette.find')} {...firstFocus(true)}>
                <Input placeholder={say('palette.find')} dir="auto" spellCheck={false} />
              </SearchField>
              <Menu
                aria-label={say('palette.title')}
                className={css['found'] ?? ''}
                renderEmptyState={() => <p className={css['none']}>{say('palette.none')}</p>}
                onAction={(key) => {
                  onClose()
                  all.find(({ id }) => id === key)?.run()
                }}
              >
                <FoundSection label={say('palette.commands')} found={offered} />
                <FoundSection label={say('nav.cases')} found={files} />
              </Menu>
            </Autocomplete>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function FoundSection({ label, found }: { readonly label: string; readonly found: readonly Found[] }): ReactElement {
  return (
    <MenuSection>
      <Header className={classes(menu['note'], menu['heading'])}>{label}</Header>
      {found.map((one) => (
        <MenuItem key={one.id} id={one.id} textValue={one.words} className={menu['item'] ?? ''}>
          <Icon name={one.icon} />
          <Text slot="label" className={menu['words'] ?? ''}>
            {one.words}
          </Text>
          {one.keys.length === 0 ? null : <Keyboard className={menu['keys'] ?? ''}>{one.keys.join(' ')}</Keyboard>}
        </MenuItem>
      ))}
    </MenuSection>
  )
}
