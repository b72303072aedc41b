import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import type { Reply } from '../contract/failure.ts'
import { contract, shellContract, type KeeperProcedureName, type ShellProcedureName } from '../contract/index.ts'
import type { Granted } from '../contract/shell.ts'
import type { Incidents } from '../door/serve.ts'
import type { ClipboardGuard } from './clipboard-guard.ts'
import { isPlain } from './plain.ts'
import { serveShell, type ShellHandlers } from './procedures.ts'
import { endsQuickUnlock } from './quick-procedures.ts'
import type { QuickUnlock } from './quick-unlock.ts'
import type { Refusals } from './refusals.ts'
import type { Renewal } from './renewal.ts'
import type { Settings } from './settings.ts'
import type { Sitting } from './sittings.ts'
import { isOurPage } from './walls.ts'

/** The most files and folders that may be dropped at once. */
const MOST_DROPPED = 10_000

/** The most that may be copied at once, in characters: a statement of a few hundred pages. */
const MOST_COPIED = 4 * 1024 * 1024

/** What is asked before a vault is open, and puts neither a passphrase nor a record into this process's hands. */
const HARMLESS: ReadonlySet<string> = new Set<KeeperProcedureName>([
  'vault.status',
  'vault.users',
  'job.list',
  'profile.list',
])

/** What the shell is asked itself with a passphrase or a PIN. */
const OPENING: ReadonlySet<string> = new Set<ShellProcedureName>(['quick.arrange', 'quick.unlock'])

/** What the gate stands between. */
export interface GateWorld {
  readonly present: () => Sitting | undefined
  readonly handlers: ShellHandlers
  readonly incidents: Incidents
  readonly refusals: Refusals
  readonly settings: Settings
  readonly renewal: Renewal
  readonly clipboard: ClipboardGuard
  readonly quick: QuickUnlock
}

/**
 * Opens the one way from the page to the shell and the keeper. Whatever does not come from our page, is no procedure of
 * the contract or is no plain data of a bounded size goes no further.
 */
export function openGate({
  present,
  handlers,
  incidents,
  refusals,
  settings,
  renewal,
  clipboard,
  quick,
}: GateWorld): void {
  const answer = serveShell(handlers, incidents)

  /** The sitting whose page sent this; undefined, and reported, when it was sent by anyone else. */
  function sittingOf(event: IpcMainInvokeEvent | IpcMainEvent): Sitting | undefined {
    const sitting = present()
    if (sitting !== undefined && isOurPage(event.sender, event.senderFrame, sitting.window.webContents)) return sitting
    refusals.report('call', event.senderFrame?.url ?? '')
    return undefined
  }

  function bug(what: string): Reply {
    return { ok: false, failure: { code: 'bug', facts: { incident: incidents.record(new Error(what), 'gate') } } }
  }

  ipcMain.handle('clarkson:call', async (event, name: unknown, input: unknown): Promise<Reply> => {
    const sitting = sittingOf(event)
    if (sitting === undefined) return bug('not our page')
    if (typeof name !== 'string' || !isProcedure(name)) return bug('no such procedure')
    if (!isPlain(input)) {
      return { ok: false, failure: { code: 'input.invalid', facts: { issues: [{ path: '', code: 'too_big' }] } } }
    }
    if (!isShellProcedure(name) ? !HARMLESS.has(name) : OPENING.has(name)) renewal.mark()
    if (isShellProcedure(name)) return answer(name, input, sitting)
    const reply = await sitting.keeper.call(name, input)
    if (reply.ok) remember(name, input, sitting)
    if (reply.ok && endsQuickUnlock(name)) quick.drop()
    return reply
  })

  ipcMain.handle('clarkson:grant', async (event, paths: unknown): Promise<readonly Granted[]> => {
    const sitting = sittingOf(event)
    if (sitting === undefined || !Array.isArray(paths) || paths.length > MOST_DROPPED) return []
    const dropped = paths.filter((path) => typeof path === 'string')
    const granted = await Promise.all(dropped.map((path) => sitting.grants.forExisting(path, 'evidence')))
    return granted.filter((one) => one !== undefined)
  })

  ipcMain.on('clarkson:policy', (event, address: unknown, directive: unknown) => {
    if (sittingOf(event) === undefined || typeof address !== 'string' || typeof directive !== 'string') return
    refusals.report('policy', address.slice(0, 2_000), directive)
  })

  ipcMain.on('clarkson:copy', (event, text: unknown) => {
    if (sittingOf(event) === undefined || typeof text !== 'string' || text.length > MOST_COPIED) return
    void clipboard.copy(text)
  })

  /** The folder of the vault that was opened last is remembered, so that it need not be looked for again. */
  function remember(name: string, input: unknown, { grants }: Sitting): void {
    if (name !== 'vault.unlock' && name !== 'vault.create') return
    const folder = typeof input === 'object' && input !== null && 'folder' in input ? input.folder : undefined
    const found = typeof folder === 'string' ? grants.find(folder) : undefined
    if (found?.use === 'vault') settings.rememberVault(found.path)
  }
}

// Own keys only: 'constructor' is in every object.
function isShellProcedure(name: string): name is ShellProcedureName {
  return Object.hasOwn(shellContract, name)
}

function isProcedure(name: string): boolean {
  return Object.hasOwn(contract, name)
}
