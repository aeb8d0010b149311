import { z } from 'zod'
import { functionUrlConfigSchema } from '@/lib/function-urls/schema'
import { policyHeadSchema, statementSchema } from '@/lib/permissions/schema'

/** What a plan reads and writes: one function URL, the policy of its qualifier, and where a plan is about it the function's concurrency. */
export const qualifierStateSchema = z.object({
  config: functionUrlConfigSchema.nullable(),
  policy: z
    .object({
      RevisionId: z.string(),
      statements: z.array(statementSchema),
      head: policyHeadSchema.optional(),
    })
    .nullable(),
  /** Reserved for the function as a whole, `null` where none is; left out where the plan is not about it. */
  concurrency: z.number().int().nonnegative().nullable().optional(),
})

export type QualifierState = z.infer<typeof qualifierStateSchema>
