import { Menu, type MenuItemConstructorOptions } from 'electron'
import { say } from './words.ts'

/** What the menu does that Electron has no word of its own for. */
export interface MenuActs {
  readonly lock: () => void
  readonly panic: () => void
  readonly isPackaged: boolean
}

/** Sets the menu bar: what every program has, and the lock. The page's own commands are in the page. */
export function setMenu({ lock, panic, isPackaged }: MenuActs): void {
  const isMac = process.platform === 'darwin'
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo', label: say('menu.undo') },
    { role: 'redo', label: say('menu.redo') },
    { type: 'separator' },
    { role: 'cut', label: say('menu.cut') },
    { role: 'copy', label: say('menu.copy') },
    { role: 'paste', label: say('menu.paste') },
    { role: 'selectAll', label: say('menu.select-all') },
  ]
  const view: MenuItemConstructorOptions[] = [
    { role: 'zoomIn', label: say('menu.zoom-in') },
    { role: 'zoomOut', label: say('menu.zoom-out') },
    // Not the usual Ctrl+0, which goes to the list of cases.
    { role: 'resetZoom', label: say('menu.zoom-reset'), accelerator: 'CmdOrCtrl+Alt+0' },
    { type: 'separator' },
    { role: 'togglefullscreen', label: say('menu.full-screen') },
  ]
  if (!isPackaged) view.push({ role: 'toggleDevTools', label: say('menu.developer-tools') })
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: isMac ? 'Clarkson' : say('menu.file'),
        submenu: [
          { label: say('menu.lock'), accelerator: 'CmdOrCtrl+L', click: lock },
          { label: say('menu.panic'), accelerator: 'CmdOrCtrl+Shift+L', click: panic },
          { type: 'separator' },
          { role: 'quit', label: say('menu.quit') },
        ],
      },
      { label: say('menu.edit'), submenu: edit },
      { label: say('menu.view'), submenu: view },
    ]),
  )
}
