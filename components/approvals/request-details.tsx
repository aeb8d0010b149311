'use client'

import { RequestActions } from '@/components/approvals/request-actions'
import { RequestReview } from '@/components/approvals/request-review'
import { STATE_WORDS, STEP_WORDS } from '@/components/approvals/request-words'
import { CallList } from '@/components/changes/call-list'
import { StateDifference } from '@/components/changes/state-difference'
import { TargetChip } from '@/components/shell/target-chip'
import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { useServedQuery } from '@/components/ui/use-served-query'
import { requestQuery } from '@/lib/approvals/queries'
import { UNDECIDED } from '@/lib/approvals/request-states'
import type { RequestDetails as Details, RequestProgress } from '@/lib/approvals/schema'
import { functionUrlName } from '@/lib/identity/names'
import { changePath, functionUrlPath, REQUESTS_PATH } from '@/lib/identity/paths'
import { visibleText } from '@/lib/text/visible-text'

/** One request: what is asked for, what was said of it, its plan on the state as it is now, and what can be done with it. */
export function RequestDetails({ initial }: { initial: Details }) {
  const { data } = useServedQuery(requestQuery(initial.request.requestId), initial)
  const { request, isMine, mayDecide } = data
  const { title, tone } = STATE_WORDS[request.state]
  const { identity } = request.seen.request
  const isUndecided = UNDECIDED.includes(request.state)
  return (
    <>
      <PageHeader
        title={request.seen.title}
        breadcrumbs={[{ label: 'Requests', href: REQUESTS_PATH }, { label: request.requestId.slice(0, 8) }]}
        meta={<Badge tone={tone}>{title}</Badge>}
        subtitle={
          <span className="flex flex-wrap items-center gap-2">
            <TargetChip target={identity} />
            <TextLink href={functionUrlPath(identity)}>{functionUrlName(identity)}</TextLink>
          </span>
        }
        actions={isUndecided && isMine && <RequestActions request={request} />}
      />
      <div className="flex flex-col gap-4 pb-6">
        <HowItEnded request={request} />
        <WhatWasSaid request={request} />
        {isUndecided ? (
          <RequestReview key={request.revision} details={{ request, isMine, mayDecide }} />
        ) : (
          <AsSent request={request} />
        )}
      </div>
    </>
  )
}

function HowItEnded({ request: { state, steps, changeId } }: { request: RequestProgress }) {
  const last = steps.at(-1)
  if (state === 'approved' && changeId)
    return (
      <Callout tone="ok" title={`Approved by ${last?.by.name}`}>
        It was applied at once: <TextLink href={changePath(changeId)}>see the change</TextLink>.
      </Callout>
    )
  if (state === 'ended')
    return (
      <Callout title="This request has ended by itself" role="status">
        {last?.comment} Nothing was changed by it.
      </Callout>
    )
  return null
}

function WhatWasSaid({ request: { steps } }: { request: RequestProgress }) {
  return (
    <Panel aria-labelledby="what-was-said">
      <PanelHeader title="What was said" titleId="what-was-said" />
      <ol aria-label="Steps">
        {steps.map((step) => (
          <li key={`${step.at} ${step.type}`} className="border-line border-b px-4 py-3 last:border-b-0">
            <p className="text-small">
              <strong>{step.by.name}</strong> {STEP_WORDS[step.type]}{' '}
              <span className="text-mute">
                <Time iso={step.at} />
              </span>
            </p>
            {step.comment && <Comment text={step.comment} />}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** Line by line: what cannot be seen is told, and the ends of lines are none of it. */
function Comment({ text }: { text: string }) {
  const lines = text.split('\n').map(visibleText)
  return <p className="mt-1 whitespace-pre-wrap break-words">{lines.join('\n')}</p>
}

function AsSent({ request: { seen } }: { request: RequestProgress }) {
  const { before, after, calls, request } = seen
  return (
    <Panel aria-labelledby="what-was-asked">
      <PanelHeader title="What was asked for" titleId="what-was-asked" description="As it was sent." />
      <PanelBody className="flex flex-col gap-4">
        <StateDifference before={before} after={after} identity={request.identity} />
        <CallList calls={calls} region={request.identity.region} />
      </PanelBody>
    </Panel>
  )
}
