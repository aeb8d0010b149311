'use client'

import { useRouter } from 'next/navigation'
import { useContext, useState } from 'react'
import { useDeciding } from '@/components/approvals/use-deciding'
import { FailureCallout } from '@/components/failures/failure-callout'
import { asRoute } from '@/components/ui/as-route'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { withdrawRequest } from '@/lib/approvals/actions'
import type { RequestProgress } from '@/lib/approvals/schema'
import { KeeperContext } from '@/lib/draft/keeper'

/** What its sender can do with a request that is not decided. */
export function RequestActions({ request }: { request: RequestProgress }) {
  const router = useRouter()
  const keeper = useContext(KeeperContext)
  const { ask, failure, isAsking } = useDeciding(request)
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { requestId, seen } = request
  const revise = async () => {
    // It knows the schema of CORS, which nobody else needs here.
    const { revisePath, takeUpDraft } = await import('@/components/approvals/revise-path')
    takeUpDraft(request, (key) => `${encodeURIComponent(keeper)}/${key}`)
    router.push(asRoute(revisePath(request)))
  }
  const withdraw = () =>
    ask(
      () => withdrawRequest({ requestId, identity: seen.request.identity }),
      () => setWithdrawing(false),
    )
  return (
    <>
      <Button onClick={() => void revise()}>Revise…</Button>
      <Button onClick={() => setWithdrawing(true)}>Withdraw…</Button>
      <Dialog
        open={isWithdrawing}
        onOpenChange={setWithdrawing}
        title="Withdraw this request"
        footer={
          <>
            <Button onClick={() => setWithdrawing(false)}>Keep it</Button>
            <Button data-main-action variant="primary" pending={isAsking} onClick={withdraw}>
              Withdraw
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <p>Nobody can approve it any more. It stays in the record.</p>
          {failure && <FailureCallout failure={failure} />}
        </div>
      </Dialog>
    </>
  )
}
