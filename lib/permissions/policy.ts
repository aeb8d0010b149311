import { z } from 'zod'
import { type Statement, statementSchema } from '@/lib/permissions/schema'
import { failed, ok, type Result } from '@/lib/result'

const listSchema = z.array(statementSchema)

/** IAM lets a single statement stand without its list (IAM user guide, "Statement"). */
const policyDocumentSchema = z.looseObject({
  Statement: z.union([listSchema, statementSchema.transform((statement) => [statement])]),
})

/**
 * The statements of a policy as GetPolicy answers it (its Policy member, JSON in a text), in AWS's order.
 * What cannot be read is a failure, never a policy with less in it.
 */
export function parsePolicy(policyText: string): Result<{ statements: Statement[] }> {
  const document = policyDocumentSchema.safeParse(jsonOf(policyText))
  if (document.success) return ok({ statements: document.data.Statement })
  return failed({ code: 'aws-failed', message: 'AWS answered with a policy that the console cannot read.' })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
