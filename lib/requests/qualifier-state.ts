import * as z from 'zod/mini'
import { functionUrlConfigSchema } from '@/lib/function-urls/schema'
import { policyHeadSchema, statementSchema } from '@/lib/permissions/schema'

/** What a plan reads and writes: one function URL, the policy of its qualifier, and where a plan is about it the function's concurrency. */
export const qualifierStateSchema = z.object({
  config: z.nullable(functionUrlConfigSchema),
  policy: z.nullable(
    z.object({
      RevisionId: z.string(),
      statements: z.array(statementSchema),
      head: z.optional(policyHeadSchema),
    }),
  ),
  /** Reserved for the function as a whole, `null` where none is; left out where the plan is not about it. */
  concurrency: z.optional(z.nullable(z.int().check(z.nonnegative()))),
})

export type QualifierState = z.infer<typeof qualifierStateSchema>
