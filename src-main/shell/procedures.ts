import { app, shell } from 'electron'
import { access, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Reply } from '../contract/failure.ts'
import { shellContract, type Output, type ShellProcedureName } from '../contract/index.ts'
import type { Procedure } from '../contract/procedure.ts'
import { SAMPLE_PASSPHRASE } from '../contract/vault.ts'
import type { Incidents } from '../door/serve.ts'
import { Refusal } from '../kernel/errors.ts'
import { version } from '../../package.json'
import { createDialogs } from './dialogs.ts'
import { isTrialRuntime } from './environment.ts'
import type { PanicKey } from './panic-key.ts'
import { quickProceduresOf } from './quick-procedures.ts'
import type { QuickUnlock } from './quick-unlock.ts'
import type { Settings } from './settings.ts'
import type { Sitting } from './sittings.ts'

/** One function for each procedure that the shell answers itself, already given a parsed input. */
export type ShellHandlers = {
  readonly [N in ShellProcedureName]: (
    input: z.output<(typeof shellContract)[N]['input']>,
    sitting: Sitting,
  ) => Output<N> | Promise<Output<N>>
}

/** What the shell's procedures need of the world. */
export interface ShellWorld {
  readonly settings: Settings
  readonly lock: () => void
  readonly panic: () => void
  readonly stay: () => void
  readonly panicKey: PanicKey
  readonly quick: QuickUnlock
}

/** The file that the keeper writes last when it makes the sample office. */
const SAMPLE_DONE = 'sample.json'

/** The shell's part of the contract. */
export function shellHandlers({ settings, lock, panic, stay, panicKey, quick }: ShellWorld): ShellHandlers {
  return {
    ...quickProceduresOf(quick),
    'app.about': () => ({
      version,
      electron: process.versions.electron,
      chromium: process.versions['chrome'] ?? '',
      trialRuntime: isTrialRuntime(),
      platform: `${process.platform} ${process.arch}`,
    }),
    async 'app.lastVault'(_input, { grants }) {
      const path = settings.lastVault()
      const folder = path === undefined ? undefined : await grants.forExisting(path, 'vault')
      return { folder: folder ?? null }
    },
    async 'app.sampleVault'(_input, { grants }) {
      const path = join(app.getPath('userData'), 'sample-office')
      await mkdir(path, { recursive: true, mode: 0o700 })
      const ready = (await isThere(join(path, 'vault.json'))) && (await isThere(join(path, SAMPLE_DONE)))
      return { folder: grants.forPlace(path, 'sample'), ready, passphrase: SAMPLE_PASSPHRASE }
    },
    'app.lock'() {
      // After the answer has gone: the page that hears it is about to end.
      setImmediate(lock)
      return {}
    },
    'app.panic'() {
      setImmediate(panic)
      return {}
    },
    'app.stay'() {
      stay()
      return {}
    },
    'app.locking': () => ({ ...settings.locking(), taken: panicKey.isTaken() }),
    'app.setLocking'(locking) {
      settings.rememberLocking(locking)
      panicKey.hearEverywhere(locking.everywhere)
      return { ...locking, taken: panicKey.isTaken() }
    },
    'dialog.vaultFolder': ({ purpose }, { window, grants }) => createDialogs(window, grants).vaultFolder(purpose),
    'dialog.evidence': async ({ what }, { window, grants }) => [
      ...(await createDialogs(window, grants).evidence(what)),
    ],
    'dialog.statementFile': (_input, { window, grants }) => createDialogs(window, grants).statementFile(),
    'dialog.backupFolder': ({ purpose }, { window, grants }) => createDialogs(window, grants).backupFolder(purpose),
    'dialog.keyFile': (_input, { window, grants }) => createDialogs(window, grants).keyFile(),
    'dialog.languageFile': (_input, { window, grants }) => createDialogs(window, grants).languageFile(),
    'dialog.save': ({ suggestedName }, { window, grants }) => createDialogs(window, grants).save(suggestedName),
    'app.reveal'({ grant }, { grants }) {
      const found = grants.find(grant)
      if (found?.use !== 'save') throw new Refusal('grant.unknown', {})
      shell.showItemInFolder(found.path)
      return {}
    },
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}

/** Answers one procedure of the shell: parse, handle, parse, as the keeper's door does. */
export function serveShell(
  handlers: ShellHandlers,
  incidents: Incidents,
): (name: ShellProcedureName, input: unknown, sitting: Sitting) => Promise<Reply> {
  return async (name, input, sitting) => {
    const procedure: Procedure = shellContract[name]
    const handle = handlers[name] as (input: unknown, sitting: Sitting) => unknown
    const parsed = procedure.input.safeParse(input)
    if (!parsed.success) {
      const issues = parsed.error.issues.map(({ path, code }) => ({ path: path.join('.'), code }))
      return { ok: false, failure: { code: 'input.invalid', facts: { issues } } }
    }
    try {
      return { ok: true, value: procedure.output.parse(await handle(parsed.data, sitting)) }
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, failure: error.toFailure() }
      return { ok: false, failure: { code: 'bug', facts: { incident: incidents.record(error, name) } } }
    }
  }
}
