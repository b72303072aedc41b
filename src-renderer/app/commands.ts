import type { IconName } from '../ui/icons.ts'
import type { MessageId } from './words.tsx'

/** One thing a person can do by name or by key. Menus, the palette and the sheet of shortcuts are readings of it. */
export interface Command {
  readonly id: string
  readonly words: MessageId
  readonly group: 'window' | 'go' | 'case' | 'evidence' | 'statement' | 'bundle' | 'office'
  readonly icon: IconName
  /** As in `Mod+Shift+K`; `Mod` is Command on a Mac and Control elsewhere. */
  readonly keys?: string
  /** Left to the text field that has the focus, which has its own meaning for these keys. */
  readonly notInText?: true
}

/** Every command. What one does is told by what is on the screen, through `useCommand`; without that it is not offered. */
export const commands = [
  { id: 'palette', words: 'command.palette', group: 'window', icon: 'command', keys: 'Mod+K' },
  { id: 'shortcuts', words: 'command.shortcuts', group: 'window', icon: 'keyboard', keys: 'Mod+/' },
  { id: 'lock', words: 'command.lock', group: 'window', icon: 'lock', keys: 'Mod+L' },
  // The shell hears these keys itself, before the page does.
  { id: 'panic', words: 'command.panic', group: 'window', icon: 'lock', keys: 'Mod+Shift+L' },
  { id: 'travel', words: 'command.travel', group: 'window', icon: 'folder' },
  { id: 'theme', words: 'command.theme', group: 'window', icon: 'theme' },
  { id: 'density', words: 'command.density', group: 'window', icon: 'density' },
  { id: 'about', words: 'command.about', group: 'window', icon: 'about' },
  { id: 'back', words: 'command.back', group: 'go', icon: 'back', keys: 'Alt+ArrowLeft', notInText: true },
  { id: 'forward', words: 'command.forward', group: 'go', icon: 'forward', keys: 'Alt+ArrowRight', notInText: true },
  { id: 'cases', words: 'command.cases', group: 'go', icon: 'case', keys: 'Mod+0' },
  { id: 'tab.overview', words: 'command.tab.overview', group: 'go', icon: 'case', keys: 'Mod+1' },
  { id: 'tab.evidence', words: 'command.tab.evidence', group: 'go', icon: 'exhibit', keys: 'Mod+2' },
  { id: 'tab.statements', words: 'command.tab.statements', group: 'go', icon: 'statement', keys: 'Mod+3' },
  { id: 'tab.chronology', words: 'command.tab.chronology', group: 'go', icon: 'chronology', keys: 'Mod+4' },
  { id: 'tab.bundles', words: 'command.tab.bundles', group: 'go', icon: 'bundle', keys: 'Mod+5' },
  { id: 'search', words: 'command.search', group: 'go', icon: 'search', keys: 'Mod+Shift+F' },
  { id: 'filter', words: 'command.filter', group: 'go', icon: 'search', keys: 'Mod+F' },
  { id: 'case.new', words: 'command.case.new', group: 'case', icon: 'add', keys: 'Mod+N' },
  { id: 'case.restrict', words: 'command.case.restrict', group: 'case', icon: 'lock' },
  { id: 'party.add', words: 'command.party.add', group: 'case', icon: 'party', keys: 'Mod+Shift+P' },
  { id: 'event.add', words: 'command.event.add', group: 'case', icon: 'chronology', keys: 'Mod+Shift+E' },
  { id: 'hearing.add', words: 'command.hearing.add', group: 'case', icon: 'hearing', keys: 'Mod+Shift+H' },
  { id: 'import.files', words: 'command.import.files', group: 'evidence', icon: 'import', keys: 'Mod+I' },
  { id: 'import.folder', words: 'command.import.folder', group: 'evidence', icon: 'folder', keys: 'Mod+Shift+I' },
  { id: 'exhibit.record', words: 'command.exhibit.record', group: 'evidence', icon: 'physical', keys: 'Mod+Shift+X' },
  {
    id: 'exhibit.verify',
    words: 'command.exhibit.verify',
    group: 'evidence',
    icon: 'verify',
    keys: 'Mod+Shift+V',
    notInText: true,
  },
  { id: 'exhibit.save', words: 'command.exhibit.save', group: 'evidence', icon: 'save', keys: 'Mod+S' },
  {
    id: 'custody.transfer',
    words: 'command.custody.transfer',
    group: 'evidence',
    icon: 'sign',
    keys: 'Mod+Shift+T',
  },
  { id: 'exhibit.derive', words: 'command.derive', group: 'evidence', icon: 'edit', keys: 'Mod+Shift+W' },
  { id: 'integrity', words: 'command.integrity', group: 'evidence', icon: 'verify' },
  { id: 'custody.report', words: 'command.custody.report', group: 'evidence', icon: 'save' },
  {
    id: 'custody.register',
    words: 'command.custody.register',
    group: 'evidence',
    icon: 'physical',
    keys: 'Mod+Shift+R',
  },
  {
    id: 'statement.record',
    words: 'command.statement.record',
    group: 'statement',
    icon: 'statement',
    keys: 'Mod+Shift+S',
  },
  { id: 'bundle.new', words: 'command.bundle.new', group: 'bundle', icon: 'bundle', keys: 'Mod+Shift+B' },
  { id: 'bundle.add', words: 'command.bundle.add', group: 'bundle', icon: 'add', keys: 'Mod+Shift+A' },
  { id: 'bundle.build', words: 'command.bundle.build', group: 'bundle', icon: 'build', keys: 'Mod+B' },
  { id: 'bundle.undo', words: 'command.bundle.undo', group: 'bundle', icon: 'undo', keys: 'Mod+Z', notInText: true },
  {
    id: 'bundle.redo',
    words: 'command.bundle.redo',
    group: 'bundle',
    icon: 'redo',
    keys: 'Mod+Shift+Z',
    notInText: true,
  },
  { id: 'office', words: 'command.office', group: 'office', icon: 'office', keys: 'Mod+9' },
  { id: 'office.people', words: 'command.office.people', group: 'office', icon: 'parties' },
  { id: 'office.ledger', words: 'command.office.ledger', group: 'office', icon: 'ledger', keys: 'Mod+8' },
  { id: 'office.backup', words: 'command.office.backup', group: 'office', icon: 'backup', keys: 'Mod+Shift+U' },
  { id: 'office.health', words: 'command.office.health', group: 'office', icon: 'health' },
  { id: 'ledger.verify', words: 'command.ledger.verify', group: 'office', icon: 'verify' },
  { id: 'ledger.export', words: 'command.ledger.export', group: 'office', icon: 'save' },
  { id: 'backup.make', words: 'command.backup.make', group: 'office', icon: 'backup' },
] as const satisfies readonly Command[]

export type CommandId = (typeof commands)[number]['id']

/** Keys that mean the same as a command's own. */
export const alsoKeys: Readonly<Record<string, CommandId>> = { F1: 'shortcuts', 'Mod+Y': 'bundle.redo' }
