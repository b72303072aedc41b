import { z } from 'zod'
import { Imported, Skipped } from '../../src-main/contract/exhibits.ts'
import type { Job } from '../../src-main/contract/vault.ts'

const ImportResult = z.object({ added: z.array(Imported), skipped: z.array(Skipped) })

/** What an import brought in and left out; undefined while it runs, or where it never came so far. */
export function importResult(job: Pick<Job, 'result'>): z.infer<typeof ImportResult> | undefined {
  const parsed = ImportResult.safeParse(job.result)
  return parsed.success ? parsed.data : undefined
}
