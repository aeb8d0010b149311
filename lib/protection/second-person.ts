import { type Failure, FailureError } from '@/lib/failures/result'
import { functionUrlName } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** What ends the sentence where somebody else can be asked. */
export const SEND_IT = 'Send it as a request.'

/** Of a protected function URL; where nobody signs in there is no second person, and that is said. */
export function secondPersonNeeded(
  identity: FunctionUrlIdentity,
  step: string,
  { isSignedIn }: { isSignedIn: boolean },
): FailureError {
  const takes = `${functionUrlName(identity)} is protected: ${step} takes a second person.`
  const message = isSignedIn
    ? `${takes} ${SEND_IT}`
    : `${takes} That needs a console where people sign in; here, an administrator removes the mark first.`
  const right: Failure['right'] = { operation: 'request:send', canBeAskedFor: isSignedIn }
  return new FailureError({ code: 'second-person', message, right })
}
