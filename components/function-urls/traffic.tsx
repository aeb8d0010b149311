'use client'

import { useQuery } from '@tanstack/react-query'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Fact, Facts } from '@/components/ui/facts'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { formatNumber } from '@/lib/text/counted'
import { trafficQuery } from '@/lib/traffic/queries'

/** Requests of the last hour, day and 30 days. What cannot be read is said, never shown as 0. */
export function Traffic({ identity }: { identity: FunctionUrlIdentity }) {
  const { data, error } = useQuery(trafficQuery(identity))
  if (error) return <FailureCallout failure={failureFrom(error)} />
  if (!data) return <SkeletonLines lines={3} label="Reading requests from CloudWatch" />
  return (
    <Facts>
      <Fact label="Last hour">{formatNumber(data.lastHour)}</Fact>
      <Fact label="Last day">{formatNumber(data.lastDay)}</Fact>
      <Fact label="Last 30 days">{formatNumber(data.last30Days)}</Fact>
    </Facts>
  )
}
