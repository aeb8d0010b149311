'use client'

import { FailureCallout } from '@/components/failures/failure-callout'
import { HeaderLines } from '@/components/probe/header-lines'
import type { Exchange } from '@/components/probe/use-exchange'
import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import type { HeaderLine, PageRequest } from '@/lib/cors/simulator/simulation'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import { type CorsHeaderRow, explainDifferences } from '@/lib/probe/compare-cors'
import { judgeAnswer } from '@/lib/probe/judge-answer'
import { visibleText } from '@/lib/text/visible-text'

interface LiveAnswerProps {
  of: 'preflight' | 'request'
  exchange: Exchange
  /** The call as it was simulated, and the configuration that it was predicted by. */
  request: PageRequest
  config: FunctionUrlConfig
}

/** What came back, the headers of CORS beside those that were predicted, and why they differ. */
export function LiveAnswer({ of, exchange, request, config }: LiveAnswerProps) {
  const { head, failure } = exchange
  const title =
    of === 'preflight' ? 'Answer to the preflight' : `Answer to the ${exchange.request.method} request`
  if (failure) return <FailureCallout failure={failure} />
  if (!head) return <p role="status">Waiting for the answer…</p>
  const lines = head.headers.map(([name, value]): HeaderLine => [name, value ?? ''])
  const { predicted, isSentByBrowser, observed, rows } = judgeAnswer(of, config, request, {
    status: head.status,
    lines,
  })
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
          {predicted === observed.isPassed
            ? 'As predicted.'
            : `Predicted was that it ${predicted ? 'passes' : 'fails'}.`}{' '}
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
      <CorsRows rows={rows} label={title} />
      <HeaderLines title="All headers as received" lines={head.headers} isClosed />
    </section>
  )
}

const PASSED = { preflight: 'A browser would go on', request: 'A script could read this answer' }
const FAILED = { preflight: 'A browser would stop here', request: 'A script could not read this answer' }

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
