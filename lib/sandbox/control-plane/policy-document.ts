import { grantsPublicAccess } from '@/lib/sandbox/control-plane/public-grants'
import { policyLengthExceeded, publicPolicy } from '@/lib/sandbox/service-error'
import type { AccountState, PolicyState } from '@/lib/sandbox/state'

/** Bytes of a function's resource policy. Source: Lambda developer guide, "Lambda quotas". */
const MAX_POLICY_BYTES = 20_480

type Policy = Pick<PolicyState, 'head' | 'statements'>

/** The head of a policy that AddPermission began. */
const DEFAULT_HEAD = { Version: '2012-10-17', Id: 'default' }

/** A policy as GetPolicy and GetResourcePolicy answer it. */
export function policyDocument({ head = DEFAULT_HEAD, statements }: Policy): string {
  return JSON.stringify({ ...head, Statement: statements })
}

/** What a policy must be before it is kept, whichever call made it so. */
export function checkPolicy(account: AccountState, policy: Policy): void {
  if (Buffer.byteLength(policyDocument(policy)) > MAX_POLICY_BYTES) {
    throw policyLengthExceeded(`The final policy size is bigger than the limit (${MAX_POLICY_BYTES}).`)
  }
  if (account.forbidsPublicGrants && grantsPublicAccess(policy.statements)) throw publicPolicy()
}
