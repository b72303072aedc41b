import { z } from 'zod'
import type { Job } from '../../src-main/contract/vault.ts'

const Result = z.object({ wiped: z.boolean() })

/** Whether what the vault still had of a restricted case was overwritten; otherwise each opening tries again. */
export function wasOverwritten({ result }: Pick<Job, 'result'>): boolean {
  const parsed = Result.safeParse(result)
  return parsed.success && parsed.data.wiped
}
