'use client'

import { useSyncExternalStore } from 'react'
import { historyStore } from '@/components/probe/history-store'
import { Button } from '@/components/ui/button'
import { Panel, PanelHeader } from '@/components/ui/panel'
import { Table, TBody, TD, TH, THead, TRow } from '@/components/ui/table'
import { Time } from '@/components/ui/time'
import { type ProbeRequest, requestTarget } from '@/lib/probe/request'
import { formatNumber } from '@/lib/text/counted'
import { visibleText } from '@/lib/text/visible-text'

interface RequestHistoryProps {
  identityKey: string
  onOpen: (request: ProbeRequest) => void
}

/** The last requests from this tab; nothing is shown before there is one. */
export function RequestHistory({ identityKey, onOpen }: RequestHistoryProps) {
  const requests = useSyncExternalStore(
    historyStore.subscribe,
    () => historyStore.read(identityKey),
    historyStore.readOnServer,
  )
  if (requests.length === 0) return null
  return (
    <Panel aria-labelledby="history">
      <PanelHeader
        title="Last requests"
        titleId="history"
        description="Kept in this tab until it is closed, without the values of Authorization, cookies, tokens and keys, and without long bodies."
        actions={
          <Button size="sm" onClick={() => historyStore.clear(identityKey)}>
            Forget all
          </Button>
        }
      />
      <Table label="Last requests" stacked>
        <THead>
          <TRow>
            <TH>Request</TH>
            <TH>Sent</TH>
            <TH align="end">Status</TH>
            <TH align="end">Time</TH>
            <TH>
              <span className="sr-only">Open</span>
            </TH>
          </TRow>
        </THead>
        <TBody>
          {requests.map(({ at, request, status, totalMs }, index) => (
            <TRow key={at}>
              <TD label="Request" className="break-all text-mono">
                <span>
                  {request.method} {visibleText(requestTarget(request))}
                  <span className="text-mute"> {MODE[request.mode]}</span>
                </span>
              </TD>
              <TD label="Sent">
                <Time iso={at} />
              </TD>
              <TD label="Status" align="end">
                {status ?? 'no response'}
              </TD>
              <TD label="Time" align="end">
                {totalMs === undefined ? '–' : `${formatNumber(Math.round(totalMs))} ms`}
              </TD>
              <TD align="end">
                <Button
                  size="sm"
                  aria-label={`Open request ${index + 1} again`}
                  onClick={() => onOpen(request)}
                >
                  Open again
                </Button>
              </TD>
            </TRow>
          ))}
        </TBody>
      </Table>
    </Panel>
  )
}

const MODE: Record<ProbeRequest['mode'], string> = {
  unsigned: '',
  signed: 'signed',
  browser: 'as a web page',
}
