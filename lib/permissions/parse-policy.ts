import * as z from 'zod/mini'
import { policyOf } from '@/lib/permissions/policy-document'
import { type Policy, policyHeadSchema, statementSchema } from '@/lib/permissions/schema'

const policySchema = z.extend(policyHeadSchema, {
  Statement: z.union([z.array(statementSchema), statementSchema]),
})

/** What a policy's text holds; `undefined` when it is no policy that the console understands. */
export function parsePolicy(text: string | undefined): Pick<Policy, 'statements' | 'head'> | undefined {
  if (text === undefined) return undefined
  try {
    const parsed = policySchema.safeParse(JSON.parse(text))
    if (!parsed.success) return undefined
    const { Statement, ...head } = parsed.data
    return policyOf({ ...head, Statement: Array.isArray(Statement) ? Statement : [Statement] })
  } catch {
    return undefined
  }
}
