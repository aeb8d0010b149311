'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { AnswerDialog } from '@/components/approvals/answer-dialog'
import { BulkItems } from '@/components/bulk/bulk-items'
import { STATUS_ORDER, STATUS_WORDS } from '@/components/bulk/bulk-words'
import { useSteering } from '@/components/bulk/use-steering'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { sendBulkForApproval } from '@/lib/approvals/actions'
import { leaveOutOfBulk } from '@/lib/bulk/actions'
import type { BulkGroup, BulkProgress } from '@/lib/bulk/schema'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { askAgain } from '@/lib/draft/ask-again'
import { type Failure, failed } from '@/lib/failures/result'
import { REQUESTS_PATH } from '@/lib/identity/paths'
import { SEND_IT } from '@/lib/protection/second-person'
import { formatNumber } from '@/lib/text/counted'

/** What happens to how many: items that share it stand together, and each can be seen. */
export function BulkGroups({ bulk }: { bulk: BulkProgress }) {
  const groups = bulk.groups
    .filter(({ status }) => status !== 'unplanned')
    .sort((a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status))
  if (groups.length === 0) return null
  return (
    <Panel aria-labelledby="what-happens">
      <PanelHeader title={bulk.acceptedAt ? 'What became of them' : 'What happens'} titleId="what-happens" />
      <ul aria-label="Groups">
        {groups.map((group) => (
          <Group key={`${group.status} ${group.label}`} bulk={bulk} group={group} />
        ))}
      </ul>
    </Panel>
  )
}

function Group({ bulk, group }: { bulk: BulkProgress; group: BulkGroup }) {
  const [isOpen, setOpen] = useState(false)
  const { status, label, count, leftOut } = group
  const isAccepted = bulk.acceptedAt !== undefined
  const { title, tone } = status === 'planned' && isAccepted ? LEFT_OUT : STATUS_WORDS[status]
  const sentence = sentenceOf(group, isAccepted)
  return (
    <li className="border-line border-b px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="break-words">
            <strong className="tabular-nums">{formatNumber(count)}</strong> {sentence}
          </p>
          {leftOut > 0 && !isAccepted && (
            <p className="text-mute text-small">{formatNumber(leftOut)} of them left out</p>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Badge tone={tone}>{title}</Badge>
          {status === 'planned' && bulk.phase === 'reviewed' && <LeaveOut bulk={bulk} group={group} />}
          {status === 'refused' && label.endsWith(SEND_IT) && <SendAsRequests bulkId={bulk.bulkId} />}
          <Button size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? 'Hide' : 'Show'} {count === 1 ? 'it' : 'them'}
            <span className="sr-only">
              : {title}, {label}
            </span>
          </Button>
        </div>
      </div>
      {isOpen && <BulkItems bulk={bulk} status={status} label={label} />}
    </li>
  )
}

/** What was planned and is there still when all else was accepted. */
const LEFT_OUT = { title: 'Left out', tone: 'neutral' } as const

/** Protected function URLs are asked for, each by a request of its own. */
function SendAsRequests({ bulkId }: Pick<BulkProgress, 'bulkId'>) {
  const router = useRouter()
  const [isAsking, startAsking] = useTransition()
  const [isOpen, setOpen] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const send = (comment: string) =>
    startAsking(async () => {
      const asking = askAgain(() => sendBulkForApproval({ bulkId, comment }))
      const answer = await asking.catch((error: unknown) => failed(failureFrom(error)))
      if (answer.ok) router.push(`${REQUESTS_PATH}?list=mine`)
      else setFailure(answer.failure)
    })
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Send as requests…
      </Button>
      {isOpen && (
        <AnswerDialog
          title="Send as requests"
          lead="Each of them is sent as a request of its own, planned on the current state."
          action="Send"
          failure={failure}
          isAsking={isAsking}
          onSend={send}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

function LeaveOut({
  bulk: { bulkId },
  group: { label, leftOut, count },
}: {
  bulk: BulkProgress
  group: BulkGroup
}) {
  const { steer, isAsking } = useSteering(bulkId)
  const isLeftOut = leftOut < count
  return (
    <Button
      size="sm"
      variant="quiet"
      pending={isAsking}
      onClick={() => steer(() => leaveOutOfBulk({ bulkId, label, isLeftOut }))}
    >
      {isLeftOut ? 'Leave out' : 'Take in again'}
      <span className="sr-only">: {label}</span>
    </Button>
  )
}

/** "38 get one AddPermission", "4 are refused: …" */
function sentenceOf({ status, label, count }: BulkGroup, isAccepted: boolean): string {
  const [is, gets] = count === 1 ? ['is', 'gets'] : ['are', 'get']
  switch (status) {
    case 'planned':
      return isAccepted ? `would have got ${label}` : `${gets} ${label}`
    case 'waiting':
    case 'applying':
      return `${is} to get ${label}`
    case 'applied':
      return `got ${label}`
    case 'nothing':
      return `${count === 1 ? 'needs' : 'need'} nothing: ${label}`
    case 'refused':
      return `${is} refused: ${label}`
    case 'failed':
    case 'half-done':
      return `${count === 1 ? 'was' : 'were'} not applied: ${label}`
    default:
      return label
  }
}
