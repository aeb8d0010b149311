import { type Failure, FailureError } from '@/lib/failures/result'
import { functionUrlName } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import type { QualifierState } from '@/lib/requests/qualifier-state'

/** What of a plan tells whether it takes a second person; a planned change is one. */
interface Planned {
  before: QualifierState
  after: QualifierState
  effect: { isOpening: boolean }
}

/** What a plan does that a protected function URL does not bear by one person alone; by what it comes to, whatever its kind. */
export function secondPersonStep({ before, after, effect }: Planned): string | undefined {
  if (before.config !== null && after.config === null) return 'deleting it'
  return effect.isOpening ? 'making it public' : undefined
}

/** Of a protected function URL; where nobody signs in there is no second person, and that is said. */
export function secondPersonNeeded(
  identity: FunctionUrlIdentity,
  step: string,
  { isSignedIn }: { isSignedIn: boolean },
): FailureError {
  const takes = `${functionUrlName(identity)} is protected: ${step} takes a second person.`
  const message = isSignedIn
    ? `${takes} Send it as a request.`
    : `${takes} That needs a console where people sign in; here, an administrator removes the mark first.`
  const right: Failure['right'] = { operation: 'request:send', canBeAskedFor: isSignedIn }
  return new FailureError({ code: 'second-person', message, right })
}
