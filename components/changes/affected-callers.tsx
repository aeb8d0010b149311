'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Fact, Facts } from '@/components/ui/facts'
import { Skeleton } from '@/components/ui/skeleton'
import type { PlannedChange } from '@/lib/changes/change'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { formatNumber } from '@/lib/text/counted'
import { trafficQuery } from '@/lib/traffic/queries'
import type { Traffic } from '@/lib/traffic/schema'

/** Who loses and who gains access by a change, and how much the function URL is called. */
export function AffectedCallers({ plan }: { plan: PlannedChange }) {
  const { effect, before } = plan
  return (
    <section aria-label="Who is affected" className="flex flex-col gap-1">
      <h3 className="font-semibold text-small">Who is affected</h3>
      <div className="rounded border border-line px-3">
        <Facts>
          <Fact label="Loses access">
            <Phrases phrases={effect.loses} />
          </Fact>
          <Fact label="Gains access">
            <Phrases phrases={effect.gains} />
          </Fact>
          {effect.unclear.length > 0 && (
            <Fact label="May change, depends on the request">
              <Phrases phrases={effect.unclear} />
            </Fact>
          )}
          {before.config && (
            <Fact label="Requests, last day · 30 days">
              <Requests plan={plan} />
            </Fact>
          )}
        </Facts>
      </div>
    </section>
  )
}

function Phrases({ phrases }: { phrases: string[] }): ReactNode {
  if (phrases.length === 0) return <span className="text-mute">nobody</span>
  return (
    <ul className="sm:text-right">
      {phrases.map((phrase) => (
        <li key={phrase} className="break-words font-strong">
          {phrase}
        </li>
      ))}
    </ul>
  )
}

/** What the plan was judged by where it read it; what cannot be read is not known, never 0. */
function Requests({ plan: { traffic, request } }: { plan: PlannedChange }) {
  const asked = useQuery({ ...trafficQuery(request.identity), enabled: traffic === undefined })
  const counts = traffic?.ok ? traffic.value : asked.data
  if (counts) return <Counts traffic={counts} />
  const failure = traffic && !traffic.ok ? traffic.failure : asked.error && failureFrom(asked.error)
  return failure ? <>not known: {failure.message}</> : <Skeleton className="h-5 w-24" />
}

const Counts = ({ traffic: { lastDay, last30Days } }: { traffic: Traffic }) => (
  <span className="tabular-nums">
    {formatNumber(lastDay)} · {formatNumber(last30Days)}
  </span>
)
