'use client'

import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { AnswerDialog } from '@/components/approvals/answer-dialog'
import { useDeciding } from '@/components/approvals/use-deciding'
import { CallList } from '@/components/changes/call-list'
import { ChangePlan } from '@/components/changes/change-plan'
import { ConfirmationForm, useConfirmation } from '@/components/changes/confirmation-form'
import { StateDifference } from '@/components/changes/state-difference'
import { FailureCallout } from '@/components/failures/failure-callout'
import { ProtectedCallout } from '@/components/protection/protected-mark'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { askBackRequest, declineRequest } from '@/lib/approvals/actions'
import { requestPlanQuery } from '@/lib/approvals/queries'
import type { RequestDetails, RequestProgress } from '@/lib/approvals/schema'
import type { PlannedChange } from '@/lib/changes/change'
import { failureFrom } from '@/lib/doorways/fetch-json'

/** A request that waits, planned on the state as it is now, and what its reader may decide. */
export function RequestReview({ details }: { details: RequestDetails }) {
  const { request, mayDecide } = details
  const { data, error, isPending } = useQuery(requestPlanQuery(request.requestId))
  const plan = data?.plan
  return (
    <>
      {plan && <SinceSent request={request} plan={plan} />}
      <Panel aria-labelledby="what-is-asked">
        <PanelHeader
          title="What is asked for"
          titleId="what-is-asked"
          description="Planned on the current state."
        />
        <PanelBody className="flex flex-col gap-4">
          {isPending && <SkeletonLines lines={6} label="Reading the current state and planning" />}
          {error && <FailureCallout failure={failureFrom(error)} />}
          {plan?.protection && <ProtectedCallout protection={plan.protection} />}
          {plan && <ChangePlan plan={plan} isChangedElsewhere={false} isBrief={false} />}
        </PanelBody>
      </Panel>
      {mayDecide && <Decision request={request} plan={plan} />}
    </>
  )
}

/** Between the plan that its sender saw and the plan now. */
function SinceSent({ request: { seen }, plan }: { request: RequestProgress; plan: PlannedChange }) {
  if (plan.planHash === seen.planHash)
    return <Callout tone="ok" title="Nothing has changed since it was sent" />
  const { identity } = plan.request
  const haveCallsChanged = JSON.stringify(seen.calls) !== JSON.stringify(plan.calls)
  return (
    <Panel aria-labelledby="since-sent">
      <PanelHeader
        title="What has changed since it was sent"
        titleId="since-sent"
        description="The plan below is not the one that its sender saw."
      />
      <PanelBody className="flex flex-col gap-4">
        <StateDifference
          before={seen.before}
          after={plan.before}
          identity={identity}
          titles={{ before: 'When it was sent', after: 'Now' }}
        />
        {haveCallsChanged ? (
          <details>
            <summary className="cursor-pointer text-small">The calls as they were planned then</summary>
            <div className="mt-2">
              <CallList calls={seen.calls} region={identity.region} />
            </div>
          </details>
        ) : (
          <p className="text-mute text-small">The calls are the same.</p>
        )}
      </PanelBody>
    </Panel>
  )
}

type Answering = 'decline' | 'ask-back'

const ANSWERS = {
  decline: {
    title: 'Decline this request',
    lead: 'Nothing is changed, and the request ends with what you say here.',
    action: 'Decline',
    isDanger: true,
    send: declineRequest,
  },
  'ask-back': {
    title: 'Ask back',
    lead: 'Who sent it can revise the request or withdraw it. Until then nobody approves it.',
    action: 'Ask back',
    isDanger: false,
    send: askBackRequest,
  },
} as const

function Decision({ request, plan }: { request: RequestProgress; plan?: PlannedChange }) {
  const form = useId()
  const [answering, setAnswering] = useState<Answering>()
  const { ask, approve, failure, isAsking, isOutdated } = useDeciding(request)
  const isOpen = request.state === 'open'
  const confirmation = useConfirmation(isOpen, plan?.confirmation ?? null, plan !== undefined)
  const { requestId, revision, seen } = request
  const answer = (kind: Answering, comment: string) =>
    ask(
      () => ANSWERS[kind].send({ requestId, identity: seen.request.identity, revision, comment }),
      () => setAnswering(undefined),
    )
  // A plan that takes two persons has them here; what the role does not let its reader do stays an obstacle.
  const obstacle = plan?.obstacle?.failure.code === 'not-allowed' ? plan.obstacle.failure.message : undefined
  const refusal = plan?.warnings.find(({ isRefusal }) => isRefusal)?.message
  return (
    <Panel aria-labelledby="decision">
      <PanelHeader
        title="Your decision"
        titleId="decision"
        description="What you approve is applied at once, in the name of both."
      />
      <PanelBody className="flex flex-col gap-4">
        {isOutdated && (
          <Callout tone="warn" role="alert" title="This was changed elsewhere since you looked at it">
            Nothing was approved. Above is the plan on the current state: review it again.
          </Callout>
        )}
        {failure && !answering && <FailureCallout failure={failure} />}
        {isOpen && (
          <ConfirmationForm
            id={form}
            confirmation={confirmation}
            purpose="to confirm"
            onConfirm={(typed) => plan && !isAsking && approve(plan, typed)}
          />
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAnswering('decline')}>Decline…</Button>
          {isOpen && <Button onClick={() => setAnswering('ask-back')}>Ask back…</Button>}
          {isOpen && (
            <Button
              data-main-action
              type="submit"
              form={form}
              variant={plan?.danger ? 'danger' : 'primary'}
              disabledReason={obstacle ?? refusal ?? confirmation.missing}
              pending={isAsking && !answering}
            >
              {plan?.danger ? `Approve: ${plan.danger}` : 'Approve and apply'}
            </Button>
          )}
        </div>
      </PanelBody>
      {answering && (
        <AnswerDialog
          {...ANSWERS[answering]}
          failure={failure}
          isAsking={isAsking}
          onSend={(comment) => answer(answering, comment)}
          onClose={() => setAnswering(undefined)}
        />
      )}
    </Panel>
  )
}
