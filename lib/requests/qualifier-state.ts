import { z } from 'zod'
import { functionUrlConfigSchema } from '@/lib/function-urls/schema'
import { statementSchema } from '@/lib/permissions/schema'

/** What a plan reads and writes: one function URL and the policy of its qualifier. */
export const qualifierStateSchema = z.object({
  config: functionUrlConfigSchema.nullable(),
  policy: z.object({ RevisionId: z.string(), statements: z.array(statementSchema) }).nullable(),
})

export type QualifierState = z.infer<typeof qualifierStateSchema>
