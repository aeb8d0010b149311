'use client'

import { RotateCw, Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useSteering } from '@/components/bulk/use-steering'
import { FailureCallout } from '@/components/failures/failure-callout'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { useWhyNot } from '@/components/shell/use-why-not'
import { asRoute } from '@/components/ui/as-route'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { retryBulk, startBulk } from '@/lib/bulk/actions'
import type { BulkProgress } from '@/lib/bulk/schema'
import { bulkPath } from '@/lib/identity/paths'
import { counted, formatNumber } from '@/lib/text/counted'

/** How it ended, and what can be done then: try again, review what is left, take back what was applied. */
export function FollowUps({ bulk }: { bulk: BulkProgress }) {
  const { bulkId, phase, counts } = bulk
  const router = useRouter()
  const { steer, failure, isAsking } = useSteering(bulkId)
  const readOnly = useReadOnlyReason()
  const whyNotRetry = useWhyNot('change:apply')
  if ((phase !== 'ended' && phase !== 'stopped') || counts.applying > 0) return null
  const open = (next: string) => router.push(asRoute(bulkPath(next)))
  const failed = counts.failed + counts['half-done']
  const other = counts.changed + counts.unknown + (phase === 'stopped' ? counts.waiting : 0)
  const shared = { pending: isAsking, disabledReason: readOnly }
  return (
    <>
      <Callout
        role="status"
        tone={failed + other > 0 ? 'warn' : 'ok'}
        title={`${formatNumber(counts.applied)} of ${counted(counts.applied + failed + other, 'change')} applied`}
        actions={
          <>
            {failed > 0 && (
              <Button
                {...shared}
                disabledReason={whyNotRetry}
                variant="primary"
                icon={<RotateCw aria-hidden size={14} />}
                onClick={() => steer(() => retryBulk({ bulkId }))}
              >
                Try {counted(failed, 'change')} again
              </Button>
            )}
            {failed + other > 0 && (
              <Button {...shared} onClick={() => steer(() => startBulk({ from: 'rest', bulkId }), open)}>
                Review the rest anew
              </Button>
            )}
            {counts.applied > 0 && bulk.action.kind !== 'delete' && (
              <Button
                {...shared}
                icon={<Undo2 aria-hidden size={14} />}
                onClick={() => steer(() => startBulk({ from: 'undo', bulkId }), open)}
              >
                Undo
              </Button>
            )}
          </>
        }
      >
        {bulk.action.kind === 'delete' &&
          'Deleted function URLs cannot be put back: new ones get other addresses.'}
      </Callout>
      {failure && <FailureCallout failure={failure} />}
    </>
  )
}
