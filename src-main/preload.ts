import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Reply } from './contract/failure.ts'
import type { Granted } from './contract/shell.ts'
import type { KeeperEvent } from './contract/vault.ts'

// Runs beside the page, in a world that the page cannot reach, and hands it three functions and nothing else: no
// channel of its own choosing, no event object, no path. What crosses is plain data; a failure crosses as data too.

const failed: Reply = { ok: false, failure: { code: 'bug', facts: { incident: 'window' } } }

contextBridge.exposeInMainWorld('clarkson', {
  async call(name: unknown, input: unknown): Promise<Reply> {
    try {
      return (await ipcRenderer.invoke('clarkson:call', name, input)) as Reply
    } catch {
      // What cannot be cloned was never asked.
      return failed
    }
  },

  async grantDropped(files: unknown): Promise<readonly Granted[]> {
    try {
      const paths = Array.isArray(files) ? files.map(pathOf).filter((path) => path !== '') : []
      return (await ipcRenderer.invoke('clarkson:grant', paths)) as readonly Granted[]
    } catch {
      return []
    }
  },

  subscribe(listener: (event: KeeperEvent) => void): () => void {
    const hear = (_event: unknown, event: KeeperEvent): void => listener(event)
    ipcRenderer.on('clarkson:event', hear)
    return () => {
      ipcRenderer.removeListener('clarkson:event', hear)
    }
  },
})

/** Where a dropped file is; nothing for one that a script made. Before Electron 32 the file said so itself. */
function pathOf(file: unknown): string {
  if (!(file instanceof File)) return ''
  const known = webUtils as typeof webUtils | undefined
  return known === undefined ? ((file as { readonly path?: string }).path ?? '') : known.getPathForFile(file)
}

interface PolicyViolation {
  readonly blockedURI: string
  readonly effectiveDirective: string
}
interface PageWindow {
  addEventListener(kind: 'securitypolicyviolation', hear: (violation: PolicyViolation) => void, capture: true): void
  addEventListener(kind: 'copy' | 'cut', hear: (event: Copying) => void, capture: true): void
}

// What the page's policy refused never reaches the shell's walls, so it is told from here. Capturing on the window, and
// first, so that no script of the page can keep it from being told. (This file is checked with Node's types.)
const page = globalThis as unknown as PageWindow
page.addEventListener(
  'securitypolicyviolation',
  ({ blockedURI, effectiveDirective }) => ipcRenderer.send('clarkson:policy', blockedURI, effectiveDirective),
  true,
)

// Whatever is copied or cut goes to the shell, which takes it off the clipboard again; no other form of it is left there.
interface Copying {
  readonly type: string
  preventDefault(): void
  stopImmediatePropagation(): void
}
interface Selecting {
  readonly activeElement: TextField | null
  getSelection(): { toString(): string } | null
  execCommand(command: 'delete'): boolean
}
interface TextField {
  readonly tagName: string
  readonly type?: string
  readonly value?: string
  readonly selectionStart?: number | null
  readonly selectionEnd?: number | null
}
const { document } = globalThis as unknown as { readonly document: Selecting }

function selectedText(): string {
  const field = document.activeElement
  if (field?.tagName !== 'INPUT' && field?.tagName !== 'TEXTAREA') return document.getSelection()?.toString() ?? ''
  if (field.type === 'password') return ''
  return (field.value ?? '').slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
}

function copyThroughShell(event: Copying): void {
  event.preventDefault()
  event.stopImmediatePropagation()
  const text = selectedText()
  if (text === '') return
  ipcRenderer.send('clarkson:copy', text)
  if (event.type === 'cut') document.execCommand('delete')
}
page.addEventListener('copy', copyThroughShell, true)
page.addEventListener('cut', copyThroughShell, true)

// The session is in memory only: how the window looks is handed from one window to the next.
const LOOKS = '--clarkson-looks='
const looks = process.argv.find((argument) => argument.startsWith(LOOKS))?.slice(LOOKS.length) ?? '{}'
for (const [name, value] of Object.entries(JSON.parse(looks) as Readonly<Record<string, string>>)) {
  if (localStorage.getItem(name) === null) localStorage.setItem(name, value)
}
