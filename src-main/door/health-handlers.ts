import { checkHealth } from '../acts/health.ts'
import { type Salvaged, salvageOffice, salvageVault } from '../acts/salvage.ts'
import type { SalvageResult } from '../contract/health.ts'
import type { Grants } from './grants.ts'
import type { JobWatch, Jobs } from './jobs.ts'
import { anySecretFrom } from './secrets.ts'
import type { Handlers } from './serve.ts'
import type { Session } from './session.ts'

/** What checking and salvaging reach. */
interface HealthRoom {
  readonly session: Session
  readonly grants: Grants
  readonly jobs: Jobs
}

/** The vault checked, and what is left of a damaged one saved. */
export function healthHandlers({ session, grants, jobs }: HealthRoom): {
  readonly [N in keyof Handlers as N extends `health.${string}` ? N : never]: Handlers[N]
} {
  return {
    'health.check': ({ deep }) => {
      const office = session.office()
      return { jobId: jobs.start('check', 'items', (watch) => checkHealth(office, deep, watch)) }
    },
    'health.salvage': async ({ to, of }) => {
      const path = grants.pathOf(to, 'vault')
      const salvage = of === undefined ? ofOpen() : await ofClosed(of)
      const jobId = jobs.start('salvage', 'items', async (watch) => counted(await salvage(path, watch)))
      return { jobId }
    },
  }

  type Salvage = (path: string, watch: JobWatch) => Promise<Salvaged>

  function ofOpen(): Salvage {
    const office = session.office()
    return (path, watch) => salvageOffice(office, path, watch)
  }

  async function ofClosed({
    folder,
    by,
  }: NonNullable<Parameters<Handlers['health.salvage']>[0]['of']>): Promise<Salvage> {
    const from = grants.pathOf(folder, 'vault', 'sample')
    const secret = await anySecretFrom(grants, by)
    return (path, watch) => session.throttle.run(() => salvageVault(from, secret, path, watch))
  }
}

function counted({ records, doubtful, damagedPages, blobs, bytes, lostBlobs }: Salvaged): SalvageResult {
  return { records, doubtful, damagedPages: damagedPages.length, blobs, bytes, lostBlobs: lostBlobs.length }
}
