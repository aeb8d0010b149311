'use client'

import { useState } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { HeaderLines } from '@/components/probe/header-lines'
import { ResponseCauses } from '@/components/probe/lazy-response-causes'
import { ScriptViewCallout } from '@/components/probe/script-view-callout'
import { seenOf } from '@/components/probe/seen-of'
import type { Exchange } from '@/components/probe/use-exchange'
import { Badge } from '@/components/ui/badge'
import { ChoiceSwitch } from '@/components/ui/choice-switch'
import { CodeBlock } from '@/components/ui/code-block'
import { EmptyState } from '@/components/ui/empty-state'
import { Fact } from '@/components/ui/facts'
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel'
import { Spinner } from '@/components/ui/spinner'
import type { Tone } from '@/components/ui/tone'
import { type ExplainedAnswer, explainedStatus } from '@/lib/access/explain-answer'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { bodyView } from '@/lib/probe/body-view'
import { PROBE_LIMITS } from '@/lib/probe/limits'
import { counted, formatNumber } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

interface ReplyPanelProps {
  identity: FunctionUrlIdentity
  exchange: Exchange | undefined
}

/** What came back, as it comes, and why where it is an error. */
export function ReplyPanel({ identity, exchange }: ReplyPanelProps) {
  return (
    <Panel aria-labelledby="reply">
      <PanelHeader
        title="Response"
        titleId="reply"
        description={`Reads at most 1 MiB of the body. Waits ${PROBE_LIMITS.replyMs / 1000} s, and ${PROBE_LIMITS.streamMs / 1000} s for a stream. Redirects are shown, not followed.`}
      />
      {exchange ? (
        <PanelBody className="flex flex-col gap-4">
          <ReplyState exchange={exchange} />
          {/* Each issue stands at its field. */}
          {exchange.failure && <FailureCallout failure={{ ...exchange.failure, issues: undefined }} />}
          {exchange.head && <Reply identity={identity} exchange={exchange} head={exchange.head} />}
        </PanelBody>
      ) : (
        <EmptyState title="Nothing has been sent yet">
          The response appears here, with its headers, times and body.
        </EmptyState>
      )}
    </Panel>
  )
}

/** One line that screen readers hear, whatever happens. */
function ReplyState({ exchange }: { exchange: Exchange }) {
  const { head, status } = exchange
  const isRunning = status === 'sending' || status === 'receiving'
  return (
    <div role="status" className="flex flex-wrap items-center gap-2">
      {isRunning && <Spinner />}
      {head && (
        <Badge tone={toneOf(head.status)}>
          {head.status} {visibleText(head.statusText)}
        </Badge>
      )}
      <span className="text-mute text-small">{replySentence(exchange)}</span>
    </div>
  )
}

function replySentence({ status, head, end, failure }: Exchange): string {
  if (status === 'sending') return 'Waiting for the response…'
  if (status === 'receiving')
    return head?.isStreamed ? 'The response is being streamed…' : 'The response is arriving…'
  if (failure?.code === 'invalid-input') return 'Nothing was sent.'
  if (status === 'failed') return head ? 'The response broke off.' : 'There was no response.'
  if (status === 'stopped')
    return head ? 'Stopped. What had arrived is shown.' : 'Stopped before there was a response.'
  if (end?.end === 'too-large') return 'Cut off: the body is larger than the 1 MiB that the console reads.'
  if (end?.end === 'too-long') return 'Cut off: the response took longer than the console waits.'
  if (end?.end === 'broken') return 'The function URL broke the response off.'
  return 'The response is complete.'
}

/** Which explanation fits: of the status, or of a stream that broke off or did not end. */
function explainedOf({ status, head, end }: Exchange): ExplainedAnswer | undefined {
  const isCut = status === 'ended' && (end?.end === 'broken' || (end?.end === 'too-long' && head?.isStreamed))
  return isCut ? 'stream' : head && explainedStatus(head.status)
}

function toneOf(status: number): Tone {
  if (status >= 500) return 'bad'
  if (status >= 400) return 'warn'
  return status >= 300 ? 'neutral' : 'ok'
}

interface ReplyProps extends ReplyPanelProps {
  exchange: Exchange
  head: NonNullable<Exchange['head']>
}

function Reply({ identity, exchange, head }: ReplyProps) {
  const { bytes, end, request } = exchange
  const explained = explainedOf(exchange)
  return (
    <>
      <dl className="grid grid-cols-3 gap-x-4">
        <Fact label="First byte">{formatNumber(Math.round(head.firstByteMs))} ms</Fact>
        <Fact label="Total">{end ? `${formatNumber(Math.round(end.totalMs))} ms` : '–'}</Fact>
        <Fact label="Body">{counted(bytes.length, 'byte')}</Fact>
      </dl>
      {explained && <ResponseCauses identity={identity} answer={explained} seen={seenOf(exchange)} />}
      {request.mode === 'browser' && <ScriptViewCallout request={request} head={head} />}
      <HeaderLines title="Response headers" lines={head.headers} />
      <Body exchange={exchange} />
      <HeaderLines title="Headers as sent" lines={head.sent} isClosed note={visibleText(head.url)} />
    </>
  )
}

function Body({ exchange: { head, bytes, status } }: { exchange: Exchange }) {
  const [isRaw, setRaw] = useState(false)
  const type = head?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const isWhole = status !== 'receiving'
  const view = bodyView(bytes, type, isWhole)
  const isShownRaw = view.kind === 'json' && isRaw
  if (view.kind === 'empty')
    return (
      <p className="text-mute text-small">{isWhole ? 'The body is empty.' : 'Nothing of the body yet.'}</p>
    )
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-strong">Body</h3>
        {view.kind === 'json' && (
          <ChoiceSwitch
            label="Body as"
            value={isRaw ? 'raw' : 'json'}
            onChange={(next) => setRaw(next === 'raw')}
            options={[
              { value: 'json', label: 'JSON' },
              { value: 'raw', label: 'As received' },
            ]}
          />
        )}
        {view.kind === 'binary' && (
          <span className="text-mute text-small">Not text: bytes in hexadecimal</span>
        )}
      </div>
      <CodeBlock
        label="Body"
        code={isShownRaw ? bodyView(bytes, 'text/plain', isWhole).text : view.text}
        wrap={view.kind === 'text' || isShownRaw}
      />
    </div>
  )
}
