import 'server-only'
import { GetPolicyCommand } from '@aws-sdk/client-lambda'
import { verb } from '@/lib/auth/verb'
import { send } from '@/lib/aws/send'
import { FailureError, fail } from '@/lib/failures/result'
import { functionArn } from '@/lib/identity/arn'
import { wireQualifier } from '@/lib/identity/qualifier'
import { parsePolicy } from '@/lib/permissions/parse-policy'
import { isKnownToLackPolicyApi } from '@/lib/permissions/policy-api'
import { type PolicyAnswer, policyIdentitySchema } from '@/lib/permissions/policy-schema'

/**
 * The resource-based policy of one qualifier, `null` where there is none. AWS answers the same for a function or
 * qualifier that does not exist (Lambda API reference, "GetPolicy"). A policy that cannot be read is a failure.
 * @throws {FailureError}
 */
export const getPolicy = verb({
  name: 'getPolicy',
  input: policyIdentitySchema,
  operation: 'policy:read',
  resource: (input) => input,
  work: async ({ permit, input }): Promise<PolicyAnswer> => {
    const command = new GetPolicyCommand({
      FunctionName: input.functionName,
      Qualifier: wireQualifier(input.qualifier),
    })
    const about = { operation: 'GetPolicy', resource: functionArn(input) }
    const known = isKnownToLackPolicyApi(input) ? { lacksPolicyApi: true } : {}
    const { now } = permit.context
    try {
      const { Policy, RevisionId } = await send(permit, input, command, about)
      const read = parsePolicy(Policy)
      if (!read || !RevisionId)
        fail('aws-failed', `The policy of ${input.functionName}:${input.qualifier} cannot be understood.`)
      return { policy: { RevisionId, ...read }, ...known, readAt: now().toISOString() }
    } catch (error) {
      if (!(error instanceof FailureError) || error.failure.code !== 'not-found') throw error
      return { policy: null, ...known, readAt: now().toISOString() }
    }
  },
})
