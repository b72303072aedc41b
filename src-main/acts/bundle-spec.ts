import { z } from 'zod'
import { BundlePlan, PageRange } from '../contract/bundles.ts'
import { NamingPolicy } from '../contract/words.ts'
import { Refusal } from '../kernel/errors.ts'
import type { Desk } from './desk.ts'
import { exhibitIdOf } from './lists.ts'

/** A bundle as a person writes it: exhibits by mark or id, statements by id. Source: CLI contract, `bundle create`. */
const Spec = z.strictObject({
  title: z.string(),
  profile: z.string(),
  hearing: z.string().optional(),
  policy: NamingPolicy.optional(),
  sections: z.array(
    z.strictObject({
      title: z.string(),
      entries: z.array(
        z.strictObject({
          exhibit: z.string().optional(),
          statement: z.string().optional(),
          generated: z.string().optional(),
          title: z.string().optional(),
          date: z.string().optional(),
          pages: PageRange.optional(),
          pictures: z.boolean().optional(),
        }),
      ),
    }),
  ),
})

/** Reads a spec into a plan of this case. @throws Refusal `bundle.spec-invalid`, `exhibit.not-found`, `case.not-found` */
export function planFrom(desk: Desk, caseRef: string, value: unknown): BundlePlan {
  const spec = checked(Spec, value)
  const sections = spec.sections.map((section) => ({
    ...section,
    entries: section.entries.map(({ exhibit, ...entry }) =>
      exhibit === undefined ? entry : { ...entry, exhibit: exhibitIdOf(desk, caseRef, exhibit) },
    ),
  }))
  return checked(BundlePlan, { ...spec, sections })
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, code, message }) => ({
    path: path.map(String).join('.'),
    code: code === 'custom' ? message : code,
  }))
  throw new Refusal('bundle.spec-invalid', { issues })
}
