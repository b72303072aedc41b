import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { Granted } from '../contract/shell.ts'
import type { GrantUse } from '../door/keeper-messages.ts'
import type { Grants } from './grants.ts'
import { say, type ShellMessage } from './words.ts'

/** What the folder of a vault is chosen for. */
type VaultPurpose = 'open' | 'create' | 'restore' | 'salvage'

const vaultTitles = {
  open: 'chooser.vault-open',
  create: 'chooser.vault-create',
  restore: 'chooser.vault-restore',
  salvage: 'chooser.vault-salvage',
} as const satisfies Record<VaultPurpose, ShellMessage>

/** The system's dialogs, on behalf of one window. Each answers with tickets, never with paths. */
export interface Dialogs {
  vaultFolder(purpose: VaultPurpose): Promise<Granted | null>
  evidence(what: 'files' | 'folder'): Promise<readonly Granted[]>
  statementFile(): Promise<Granted | null>
  backupFolder(purpose: 'make' | 'restore'): Promise<Granted | null>
  keyFile(): Promise<Granted | null>
  languageFile(): Promise<Granted | null>
  save(suggestedName: string): Promise<Granted | null>
}

/** Dialogs over a window, whose answers become tickets of its sitting. */
export function createDialogs(window: BrowserWindow, grants: Grants): Dialogs {
  async function choose(options: OpenDialogOptions, use: GrantUse): Promise<readonly Granted[]> {
    const properties = [...(options.properties ?? []), 'dontAddToRecent' as const]
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...options, properties })
    if (canceled || window.isDestroyed()) return []
    const granted = await Promise.all(filePaths.map((path) => grants.forExisting(path, use)))
    return granted.filter((one) => one !== undefined)
  }

  return {
    async vaultFolder(purpose) {
      const title = say(vaultTitles[purpose])
      const [folder] = await choose({ title, properties: ['openDirectory', 'createDirectory'] }, 'vault')
      return folder ?? null
    },
    evidence(what) {
      return what === 'files'
        ? choose({ title: say('chooser.evidence-files'), properties: ['openFile', 'multiSelections'] }, 'evidence')
        : choose({ title: say('chooser.evidence-folder'), properties: ['openDirectory'] }, 'evidence')
    },
    async statementFile() {
      const filters = [{ name: say('chooser.statement-types'), extensions: ['md', 'txt', 'docx'] }]
      const [file] = await choose(
        { title: say('chooser.statement-file'), filters, properties: ['openFile'] },
        'statement',
      )
      return file ?? null
    },
    async backupFolder(purpose) {
      const title = say(purpose === 'make' ? 'chooser.backup-make' : 'chooser.backup-restore')
      const [folder] = await choose({ title, properties: ['openDirectory', 'createDirectory'] }, 'backup')
      return folder ?? null
    },
    async keyFile() {
      const [file] = await choose({ title: say('chooser.key-file'), properties: ['openFile'] }, 'key-file')
      return file ?? null
    },
    async languageFile() {
      const filters = [{ name: say('chooser.language-types'), extensions: ['traineddata', 'gz'] }]
      const [file] = await choose(
        { title: say('chooser.language-file'), filters, properties: ['openFile'] },
        'language',
      )
      return file ?? null
    },
    async save(suggestedName) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title: say('chooser.save'),
        defaultPath: fileName(suggestedName),
        properties: ['createDirectory', 'dontAddToRecent'],
      })
      if (canceled || filePath === undefined || filePath === '' || window.isDestroyed()) return null
      return grants.forPlace(filePath, 'save')
    },
  }
}

/** A name that is one segment of a path on every system: the window may suggest a name, not a place. */
function fileName(suggested: string): string {
  const plain = suggested.replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_').replace(/^\.+/u, '')
  return plain.trim() === '' ? 'Clarkson' : plain.trim()
}
