import { z } from 'zod'
import { Grant } from './ids.ts'
import { act, query } from './procedure.ts'

/** A file or folder that the person chose. The window sees its last name only. */
export const Granted = z.object({ grant: Grant, name: z.string(), size: z.number().nullable() })
export type Granted = z.infer<typeof Granted>

/** After how many minutes without a hand on the keyboard a vault locks, unless the person says otherwise. */
export const LOCK_MINUTES = 5

/** What may be chosen instead. Source: SECURITY R10. */
export const LockMinutes = z.int().min(1).max(60)

/** When the vault locks by itself, and whether the panic key is heard while another program has the keyboard. */
const Locking = z.strictObject({ minutes: LockMinutes, everywhere: z.boolean() })

/**
 * What the shell itself answers: system dialogs, the lock, and what it runs on. The rest goes to the keeper.
 */
export const shellProcedures = {
  'app.about': query(
    z.strictObject({}),
    z.object({
      version: z.string(),
      electron: z.string(),
      chromium: z.string(),
      /** True on a runtime that is for tests and trial alone: the window says so for as long as it is open. */
      trialRuntime: z.boolean(),
      platform: z.string(),
    }),
  ),
  'app.lastVault': query(z.strictObject({}), z.object({ folder: Granted.nullable() })),
  'app.sampleVault': query(
    z.strictObject({}),
    /** `passphrase` is that of the sample office alone, whose every record is invented; null until it is made. */
    z.object({ folder: Granted, ready: z.boolean(), passphrase: z.string() }),
  ),
  'app.lock': act(z.strictObject({}), z.object({})),
  'dialog.vaultFolder': act(
    z.strictObject({ purpose: z.enum(['open', 'create', 'restore', 'salvage']) }),
    Granted.nullable(),
  ),
  /** Locks at once, without asking anything of anybody: what stands in a form is lost. */
  'app.panic': act(z.strictObject({}), z.object({})),
  /** The person is there: the idle clock begins anew. */
  'app.stay': act(z.strictObject({}), z.object({})),
  /** `taken` when another program has the panic key for itself already. */
  'app.locking': query(z.strictObject({}), Locking.extend({ taken: z.boolean() })),
  'app.setLocking': act(Locking, Locking.extend({ taken: z.boolean() })),
  'dialog.evidence': act(z.strictObject({ what: z.enum(['files', 'folder']) }), z.array(Granted)),
  'dialog.statementFile': act(z.strictObject({}), Granted.nullable()),
  /** The folder that backups go to, or that one is restored from. */
  'dialog.backupFolder': act(z.strictObject({ purpose: z.enum(['make', 'restore']) }), Granted.nullable()),
  /** A key file to open a vault with. */
  'dialog.keyFile': act(z.strictObject({}), Granted.nullable()),
  'dialog.languageFile': act(z.strictObject({}), Granted.nullable()),
  'dialog.save': act(z.strictObject({ suggestedName: z.string().max(200) }), Granted.nullable()),
  /** Shows a file that this session saved, in the system's file manager. */
  'app.reveal': act(z.strictObject({ grant: Grant }), z.object({})),
} as const
