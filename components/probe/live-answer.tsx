'use client'

import { FailureCallout } from '@/components/failures/failure-callout'
import { HeaderLines } from '@/components/probe/header-lines'
import { ResponseCauses } from '@/components/probe/lazy-response-causes'
import { seenOf } from '@/components/probe/seen-of'
import type { Exchange } from '@/components/probe/use-exchange'
import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import type { AccessFacts } from '@/lib/access/access-facts'
import { explainedStatus } from '@/lib/access/explain-answer'
import type { HeaderLine, PageRequest } from '@/lib/cors/simulator/simulation'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { type CorsHeaderRow, explainDifferences } from '@/lib/probe/compare-cors'
import { type JudgedAnswer, judgeAnswer } from '@/lib/probe/judge-answer'
import { visibleText } from '@/lib/text/visible-text'

interface LiveAnswerProps {
  of: 'preflight' | 'request'
  identity: FunctionUrlIdentity
  exchange: Exchange
  /** The call as it was simulated, and what it was predicted by. */
  request: PageRequest
  config: FunctionUrlConfig
  access: AccessFacts | undefined
}

/** What came back, the headers of CORS beside those that were predicted, and why they differ. */
export function LiveAnswer({ of, identity, exchange, request, config, access }: LiveAnswerProps) {
  const { head, failure } = exchange
  const title =
    of === 'preflight' ? 'Response to the preflight' : `Response to the ${exchange.request.method} request`
  if (failure) return <FailureCallout failure={failure} />
  if (!head) return <p role="status">Waiting for the response…</p>
  const lines = head.headers.map(([name, value]): HeaderLine => [name, value ?? ''])
  const judged = judgeAnswer(of, { config, access }, request, { status: head.status, lines })
  const { isSentByBrowser, observed, rows } = judged
  const explained = explainedStatus(head.status)
  const notes = explainDifferences({
    of,
    status: head.status,
    rows,
    isConfigured: (config.Cors?.AllowOrigins ?? []).length > 0,
  })
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <div role="status" className="flex flex-wrap items-center gap-2">
        <h3 className="font-strong">{title}</h3>
        <Badge tone={head.status < 400 ? 'neutral' : 'bad'}>
          {head.status} {visibleText(head.statusText)}
        </Badge>
      </div>
      <Callout tone={observed.isPassed ? 'ok' : 'bad'} title={observed.isPassed ? PASSED[of] : FAILED[of]}>
        <p>
          {predictionText(judged, head.status)}{' '}
          {of === 'request' && !isSentByBrowser && 'A browser would not have sent it: its preflight fails.'}
        </p>
        {of === 'preflight' && observed.message && (
          <p className="break-words text-mono">{visibleText(observed.message)}</p>
        )}
        {of === 'request' && observed.message && notes.length === 0 && <p>{observed.message}</p>}
        {notes.map((note) => (
          <p key={note} className="break-words">
            {visibleText(note)}
          </p>
        ))}
      </Callout>
      {explained && <ResponseCauses identity={identity} answer={explained} seen={seenOf(exchange)} />}
      <CorsRows rows={rows} label={title} />
      <HeaderLines title="All headers as received" lines={head.headers} isClosed />
    </section>
  )
}

/** What was predicted, beside what came. */
function predictionText({ predicted, predictedStop, observed }: JudgedAnswer, status: number): string {
  if (predictedStop) {
    const statuses = predictedStop.statuses.join(' or ')
    return predictedStop.statuses.some((one) => one === status) ? 'As predicted.' : `Predicted: ${statuses}.`
  }
  if (predicted === null) return 'The prediction was not certain.'
  if (predicted === observed.isPassed) return 'As predicted.'
  return `Predicted: it ${predicted ? 'passes' : 'fails'}.`
}

const PASSED = { preflight: 'A browser would continue', request: 'A script could read this response' }
const FAILED = { preflight: 'A browser would stop here', request: 'A script could not read this response' }

function CorsRows({ rows, label }: { rows: CorsHeaderRow[]; label: string }) {
  if (rows.length === 0)
    return <p className="text-mute text-small">No CORS header was predicted, and none came.</p>
  return (
    <div className="rounded border border-line">
      <Table label={`CORS headers: ${label}`} stacked>
        <THead>
          <TRow>
            <TH>Header</TH>
            <TH>Predicted</TH>
            <TH>Received</TH>
            <TH>Same</TH>
          </TRow>
        </THead>
        <TBody>
          {rows.map(({ name, predicted, received, isSame }) => (
            <TRow key={name}>
              <TD label="Header">{name}</TD>
              <TD label="Predicted">
                <Lines values={predicted} />
              </TD>
              <TD label="Received">
                <Lines values={received} />
              </TD>
              <TD label="Same">
                <Badge tone={isSame ? 'ok' : 'warn'}>{isSame ? 'same' : 'differs'}</Badge>
              </TD>
            </TRow>
          ))}
        </TBody>
      </Table>
    </div>
  )
}

/** A header that came twice has two lines here too. */
function Lines({ values }: { values: string[] }) {
  if (values.length === 0) return <span className="text-mute">none</span>
  return (
    <ul className="text-mono">
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place of a line is what tells equal ones apart
        <li key={index} className="break-all">
          {visibleText(value)}
        </li>
      ))}
    </ul>
  )
}
