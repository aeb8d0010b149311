'use client'

import { useQuery } from '@tanstack/react-query'
import { Sparkline } from '@/components/charts/sparkline'
import { BatchReader } from '@/components/function-list/batch-reader'
import type { UrlCellProps } from '@/components/inventory/cells'
import { failureFrom, fetchJson } from '@/lib/doorways/fetch-json'
import type { Result } from '@/lib/failures/result'
import { TRAFFIC_API_PATH } from '@/lib/identity/api-paths'
import { identityKey } from '@/lib/identity/names'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { formatNumber } from '@/lib/text/counted'
import type { DailyRequests, DailyRequestsOfUrl } from '@/lib/traffic/schema'

/** As many as one request may ask about (`lib/traffic/schema.ts`). */
const MAX_ITEMS = 25
/** Milliseconds: rows that are only scrolled past are never asked for. */
const GATHER_FOR = 400
const HOUR = 3_600_000

/** Rows on screen are asked for together: AWS bills each of them once. */
const reader = new BatchReader<FunctionUrlIdentity, DailyRequests>({
  maxItems: MAX_ITEMS,
  maxInFlight: 2,
  gatherFor: GATHER_FOR,
  readBatch: async (identities) => {
    const query = new URLSearchParams(identities.map((identity) => ['url', identityKey(identity)]))
    const { urls } = await fetchJson<{ urls: DailyRequestsOfUrl[] }>(`${TRAFFIC_API_PATH}?${query}`)
    const answers = new Map(urls.map(({ identity, answer }) => [identityKey(identity), answer]))
    return identities.map((identity) => answers.get(identityKey(identity)) ?? UNANSWERED)
  },
})

const UNANSWERED: Result<DailyRequests> = {
  ok: false,
  failure: { code: 'not-found', message: 'There is no such function URL any more.' },
}

const dailyRequestsQuery = (identity: FunctionUrlIdentity) => ({
  queryKey: ['daily-requests', identityKey(identity)],
  queryFn: ({ signal }: { signal: AbortSignal }) => reader.load(identity, signal),
  staleTime: HOUR,
  retry: false,
})

/** The requests of a row in the last 30 days, day by day; what could not be read is unknown and never 0. */
export function RequestsCell({ row, density }: UrlCellProps) {
  const { data, error } = useQuery(dailyRequestsQuery(row))
  const sum = data ? data.days.reduce((total, count) => total + count, 0) : row.requests30d
  if (sum === undefined) return <UnknownRequests reason={error ? failureFrom(error).message : undefined} />
  const label = sum === 0 ? 'No request in 30 days' : `${formatNumber(sum)} requests in 30 days`
  return (
    <div title={error ? `${label}. Could not be read again: ${failureFrom(error).message}` : label}>
      <span className="tabular-nums">
        <span aria-hidden>{formatNumber(Math.round(sum))}</span>
        <span className="sr-only">{label}</span>
        <span className="lg:hidden"> requests in 30 days</span>
      </span>
      {data && density !== 'compact' && <Sparkline values={data.days} label={`${label}, day by day`} />}
    </div>
  )
}

function UnknownRequests({ reason }: { reason?: string }) {
  return (
    <span className="text-mute" title={reason}>
      <span className="lg:hidden">requests </span>
      {reason ? 'unknown' : '…'}
      {reason && <span className="sr-only">: {reason}</span>}
    </span>
  )
}
