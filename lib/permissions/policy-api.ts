import 'server-only'
import { GetResourcePolicyCommand } from '@aws-sdk/client-lambda'
import type { Permit } from '@/lib/auth/permit'
import { send } from '@/lib/aws/send'
import { FailureError } from '@/lib/failures/result'
import { functionArn } from '@/lib/identity/arn'
import type { FunctionUrlIdentity, Target } from '@/lib/identity/schema'
import { singleton } from '@/lib/process/singleton'

const HOUR = 3_600_000
/** An API reaches regions one by one: what is missing today may be there tomorrow. */
const REMEMBERED_FOR = HOUR

interface Known {
  isLacking: boolean
  until: number
}

const memory = () => singleton('resource-policy-api', () => new Map<string, Known>())

const keyOf = ({ account, region }: Target) => `${account} ${region}`

/** Keeps what a call of Get-, Put- or DeleteResourcePolicy told: whether the region knows these operations. */
export function rememberPolicyApi(target: Target, isLacking: boolean): void {
  memory().set(keyOf(target), { isLacking, until: Date.now() + REMEMBERED_FOR })
}

function rememberedOf(target: Target): boolean | undefined {
  const known = memory().get(keyOf(target))
  return known && known.until > Date.now() ? known.isLacking : undefined
}

/** Whether AWS has said within the last hour that it does not know them here; asks nothing. */
export const isKnownToLackPolicyApi = (target: Target) => rememberedOf(target) === true

/**
 * Whether this region lacks PutResourcePolicy, so that no review promises what AWS cannot do. Asks with
 * GetResourcePolicy where it is not remembered: any answer but "unknown operation" means that it is there, a missing
 * permission too.
 */
export async function lacksPolicyApi(permit: Permit, identity: FunctionUrlIdentity): Promise<boolean> {
  const remembered = rememberedOf(identity)
  if (remembered !== undefined) return remembered
  const resource = functionArn(identity)
  const about = { operation: 'GetResourcePolicy', resource }
  try {
    await send(permit, identity, new GetResourcePolicyCommand({ ResourceArn: resource }), about)
  } catch (error) {
    const code = error instanceof FailureError ? error.failure.code : undefined
    if (code === 'operation-unknown') rememberPolicyApi(identity, true)
    if (code !== 'not-found' && code !== 'access-denied') return code === 'operation-unknown'
  }
  rememberPolicyApi(identity, false)
  return false
}
