import type { ReactElement } from 'react'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Radios, SelectField } from '../ui/Choice.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import menu from '../ui/Menu.module.css'
import css from './App.module.css'
import { runCommand } from './command-handlers.ts'
import { LockSettings } from './LockSettings.tsx'
import { QuickSetting } from './QuickSetting.tsx'
import { useSession } from './session.ts'
import { densities, themes, useSettings, type Density, type Theme } from './settings.ts'
import { languages, useSay } from './words.tsx'

/** How the window looks and what it speaks. */
export function SettingsMenu(): ReactElement {
  const say = useSay()
  const settings = useSettings()
  return (
    <DialogTrigger>
      <IconButton icon="settings" name={say('settings.title')} />
      <Popover className={menu['popover'] ?? ''} placement="bottom end">
        <Dialog aria-label={say('settings.title')} className={css['settings'] ?? ''}>
          <Radios
            label={say('settings.theme')}
            value={settings.theme}
            onChange={(theme) => settings.setTheme(theme as Theme)}
            options={themes.map((id) => ({ id, label: say(`theme.${id}`) }))}
          />
          <Radios
            label={say('settings.density')}
            value={settings.density}
            onChange={(density) => settings.setDensity(density as Density)}
            options={densities.map((id) => ({ id, label: say(`density.${id}`) }))}
          />
          <SelectField
            label={say('settings.language')}
            silent
            selectedKey={languages.some(({ code }) => code === settings.language) ? settings.language : 'en'}
            onSelectionChange={(code) => settings.setLanguage(String(code))}
            options={languages.map(({ code, name }) => ({ id: code, label: name }))}
          />
          <LockSettings />
          <QuickSetting />
          <TravelButton />
          <Button look="quiet" icon="keyboard" slot="close" onPress={() => runCommand('shortcuts')}>
            {say('command.shortcuts')}
          </Button>
          <Button look="quiet" icon="about" slot="close" onPress={() => runCommand('about')}>
            {say('command.about')}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

/** The step before a border; there is nothing to prepare while no vault is open. */
function TravelButton(): ReactElement | null {
  const say = useSay()
  const opened = useSession((session) => session.opened)
  if (opened === undefined || opened === null) return null
  return (
    <Button look="quiet" icon="folder" slot="close" onPress={() => runCommand('travel')}>
      {say('command.travel')}
    </Button>
  )
}
