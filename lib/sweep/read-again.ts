import 'server-only'
import type { Permit } from '@/lib/auth/permit'
import { FailureError } from '@/lib/failures/result'
import { getInvocationFacts } from '@/lib/functions/read-invocation-facts'
import { qualifierOfArn } from '@/lib/identity/arn'
import type { FunctionIdentity, Target } from '@/lib/identity/schema'
import { changedFunctions, endChanged } from '@/lib/inventory/changed-rows'
import { forgetFunction, writeGates, writePolicy, writeUrls } from '@/lib/inventory/index-writes'
import { getPolicy } from '@/lib/permissions/read'
import { urlsOf } from '@/lib/sweep/sweep-target'

/** More than these wait for the next sweep, which begins with them. */
const AT_MOST = 200

/** Reads those functions of an account and region anew that were changed past the console; answers how many. */
export async function readChangedAgain(permit: Permit, target: Target): Promise<number> {
  const changed = await changedFunctions(permit, target, AT_MOST)
  for (const identity of changed) await readAgain(permit, identity)
  return changed.length
}

/** What cannot be read now stays as it was, with its age; the next sweep tries again. */
async function readAgain(permit: Permit, identity: FunctionIdentity): Promise<void> {
  try {
    const { configs, readAt } = await urlsOf(permit, identity)
    await writeUrls(permit, identity, configs, { readAt })
    for (const { FunctionArn } of configs) {
      const url = { ...identity, qualifier: qualifierOfArn(FunctionArn) }
      const { policy, readAt: policyReadAt } = await getPolicy.within(permit, url)
      await writePolicy(permit, url, policy, policyReadAt)
      await writeGates(permit, url, await getInvocationFacts.within(permit, url))
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    if (error.failure.code === 'not-found') await forgetFunction(permit, identity)
    else await endChanged(permit, identity)
  }
}
