import * as z from 'zod/mini'
import { type Statement, statementSchema } from '@/lib/permissions/schema'

const policySchema = z.object({ Statement: z.union([z.array(statementSchema), statementSchema]) })

/** The statements of a policy's text; `undefined` when it is no policy that the console understands. */
export function parsePolicy(text: string | undefined): Statement[] | undefined {
  if (text === undefined) return undefined
  try {
    const parsed = policySchema.safeParse(JSON.parse(text))
    if (!parsed.success) return undefined
    const { Statement } = parsed.data
    return Array.isArray(Statement) ? Statement : [Statement]
  } catch {
    return undefined
  }
}
