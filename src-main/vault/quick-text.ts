import { z } from 'zod'
import { canonical } from '../kernel/canonical-json.ts'
import { Kdf, type Slot } from './header.ts'
import { hkdf } from './keys.ts'
import { newKdf, stretch } from './passphrase.ts'
import { openWith, type StretchedSecret, userMaterial, type UserSecret, wipeContent } from './slots.ts'
import { openSecret, randomBytes, sealSecret, wipe } from './sodium.ts'

// Quick unlock. What a passphrase came to for its slot is sealed under a PIN that is stretched as dearly as the
// passphrase was. A PIN is short: the shell seals this text once more, with the operating system's keychain, keeps it in
// memory and never on a disk (shell/quick-unlock.ts). It is no slot: it dies with the slot whose secret it holds.

const QuickText = z.strictObject({
  v: z.literal(1),
  vaultId: z.uuid(),
  slotId: z.uuid(),
  kdf: Kdf,
  nonce: z.string().length(32),
  ct: z.string().max(128),
})
type QuickText = z.infer<typeof QuickText>

async function lockOf(pin: Uint8Array, { ct: _ct, ...text }: QuickText): Promise<Parameters<typeof openSecret>[1]> {
  const stretched = await stretch(pin, text.kdf)
  const key = hkdf(stretched, `${text.vaultId}${text.slotId}`, 'clarkson/v1/quick')
  wipe(stretched)
  return { key, nonce: Buffer.from(text.nonce, 'base64'), aad: Buffer.from(canonical(text), 'utf8') }
}

/** Whose slot is meant, by which secret, and under what it is to be sealed. */
interface QuickAsked {
  readonly user: string
  readonly secret: UserSecret
  readonly pin: Uint8Array
}

/** Seals what a user's secret comes to for their slot under a PIN; undefined when it opens none of theirs. */
export async function sealQuickText(
  { vaultId, slots }: { readonly vaultId: string; readonly slots: readonly Slot[] },
  { user, secret, pin }: QuickAsked,
): Promise<string | undefined> {
  for (const slot of slots) {
    if (slot.type === 'recovery' || slot.type !== secret.kind || slot.user !== user) continue
    const material = await userMaterial(secret, slot.kdf)
    const opened = openWith(slot, vaultId, material)
    wipeContent(opened)
    try {
      if (opened !== undefined) return await sealed(material, { vaultId, slot, pin })
    } finally {
      wipe(material)
    }
  }
  return undefined
}

async function sealed(
  material: Uint8Array,
  { vaultId, slot, pin }: { vaultId: string; slot: Exclude<Slot, { type: 'recovery' }>; pin: Uint8Array },
): Promise<string> {
  const kdf = newKdf({ memoryKiB: slot.kdf.m, passes: slot.kdf.t })
  const nonce = Buffer.from(randomBytes(24)).toString('base64')
  const text: QuickText = { v: 1, vaultId, slotId: slot.id, kdf, nonce, ct: '' }
  const lock = await lockOf(pin, text)
  const ct = Buffer.from(sealSecret(material, lock)).toString('base64')
  wipe(lock.key)
  return JSON.stringify({ ...text, ct })
}

/** Opens what {@link sealQuickText} sealed; undefined when the PIN is another or anything was changed. Wipes the PIN. */
export async function openQuickText(text: string, pin: Uint8Array): Promise<StretchedSecret | undefined> {
  try {
    const parsed = QuickText.safeParse(JSON.parse(text))
    if (!parsed.success) return undefined
    const lock = await lockOf(pin, parsed.data)
    const material = openSecret(Buffer.from(parsed.data.ct, 'base64'), lock)
    wipe(lock.key)
    return material && { kind: 'stretched', slotId: parsed.data.slotId, material }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  } finally {
    wipe(pin)
  }
}
