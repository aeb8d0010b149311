'use client'

import type { ChangeFlow } from '@/components/changes/use-change-flow'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'

/** Why a change could not be planned or begun, with the way on. What was typed is untouched. */
export function ReviewFailure({ flow: { failure, plan, isPlanning, reviewAgain } }: { flow: ChangeFlow }) {
  if (!failure) return null
  const actions =
    failure.code === 'new-version' ? (
      <Button onClick={() => window.location.reload()}>Reload the page</Button>
    ) : plan ? undefined : (
      <Button pending={isPlanning} onClick={reviewAgain}>
        Try again
      </Button>
    )
  return <FailureCallout failure={failure} actions={actions} />
}
