import type { FunctionTarget } from '@/lib/sandbox/control-plane/function-target'
import { functionNotFound, preconditionFailed, resourceNotFound } from '@/lib/sandbox/service-error'
import type { FunctionState, PolicyState } from '@/lib/sandbox/state'

/** What one policy hangs on: a function, one of its versions, or one of its aliases. */
export interface PolicyPlace {
  target: FunctionState
  /** Key of `target.policies`. */
  qualifier: string
  arn: string
}

/** What a policy may be put on: a version that exists, or an alias; anything else is not found. */
export function placeOf(found: FunctionTarget): PolicyPlace {
  const { target, qualifier } = found
  const arn = qualifier === undefined ? found.arn : `${found.arn}:${qualifier}`
  if (target === undefined) throw functionNotFound(arn)
  if (qualifier === undefined) return { target, qualifier: '$LATEST', arn }
  const isVersion = target.versions.some(({ version }) => version === qualifier)
  if (isVersion || target.aliases.has(qualifier)) return { target, qualifier, arn }
  throw qualifierNotFound(qualifier, arn)
}

function qualifierNotFound(qualifier: string, arn: string) {
  const couldBeAlias = /^(?!\d+$)[a-zA-Z0-9-_]+$/.test(qualifier)
  return couldBeAlias ? resourceNotFound(`Cannot find alias arn: ${arn}`) : functionNotFound(arn)
}

/** Without a policy the revision of the function or alias is what counts; from then on the policy has its own. */
export function latestRevision({ target, qualifier }: PolicyPlace, policy: PolicyState | undefined): string {
  return policy?.revisionId ?? target.aliases.get(qualifier)?.revisionId ?? target.revisionId
}

/** Throws when a revision was sent and it is not the latest; the message names the call that reads that one. */
export function checkRevision(
  latest: string | undefined,
  sent: string | undefined,
  reader: 'GetPolicy' | 'GetResourcePolicy' = 'GetPolicy',
): void {
  if (sent === undefined || sent === latest) return
  throw preconditionFailed(
    'The Revision Id provided does not match the latest Revision Id. ' +
      `Call the ${reader} API to retrieve the latest Revision Id`,
  )
}
