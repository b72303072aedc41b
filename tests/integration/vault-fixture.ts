import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import type { FailureCode } from '../../src-main/contract/failure.ts'
import { Refusal } from '../../src-main/kernel/errors.ts'
import { OpenVault } from '../../src-main/vault/open-vault.ts'
import { passphraseBytes } from '../../src-main/vault/passphrase.ts'
import type { UserSecret } from '../../src-main/vault/slots.ts'
import { createVault, type CreatedVault } from '../../src-main/vault/vault-folder.ts'

/** The cheapest passphrase that a vault allows: these tests are not about its cost. */
export const cost = { memoryKiB: 64 * 1024, passes: 3 }
export const words = 'kiln ledger monsoon quarry'
export const director = 'Adaeze Okafor'

/** The secret of somebody who says these words. */
export function say(text = words): UserSecret {
  return { kind: 'passphrase', passphrase: passphraseBytes(text) }
}

/** The secret of somebody who says these words and has this key file. */
export function sayWith(keyFile: Uint8Array, text = words): UserSecret {
  return { kind: 'key-file', passphrase: passphraseBytes(text), keyFile: Uint8Array.from(keyFile) }
}

/** A fresh folder for each test, and whatever vaults it opens, closed after it. */
export class VaultBench {
  root = ''
  readonly #open = new Set<OpenVault>()

  constructor() {
    beforeEach(() => {
      this.root = mkdtempSync(join(tmpdir(), 'clarkson-vault-'))
    })
    afterEach(async () => {
      await this.lockAll()
      rmSync(this.root, { recursive: true, force: true })
    })
  }

  /** Where the vault of this test is made. */
  get folder(): string {
    return join(this.root, 'office')
  }

  /** One copy of the vault's header. */
  copy(which: 'A' | 'B'): string {
    return join(this.folder, which === 'A' ? 'vault.json' : 'vault.json.b')
  }

  keep(vault: OpenVault): OpenVault {
    this.#open.add(vault)
    return vault
  }

  async lockAll(): Promise<void> {
    for (const vault of this.#open) await vault.lock()
    this.#open.clear()
  }

  /** A vault of one director, open. */
  async create(): Promise<CreatedVault> {
    const asked = { name: 'Field office', user: director, role: 'director', secret: say(), cost } as const
    const created = await createVault(this.folder, asked)
    this.keep(created.vault)
    return created
  }

  /** With which code a piece of work is refused; undefined when it is done. A vault that opens is kept and closed. */
  async refusal(work: Promise<unknown>): Promise<FailureCode | undefined> {
    try {
      const done = await work
      if (done instanceof OpenVault) this.keep(done)
      return undefined
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
  }
}
