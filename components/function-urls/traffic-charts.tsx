'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { NumbersTable } from '@/components/charts/numbers-table'
import { TimeChart } from '@/components/charts/time-chart'
import { Disclosure } from '@/components/ui/disclosure'
import { Skeleton } from '@/components/ui/skeleton'
import { Time } from '@/components/ui/time'
import { ToggleGroup } from '@/components/ui/toggle-group'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { counted, formatNumber } from '@/lib/text/counted'
import { trafficSeriesQuery } from '@/lib/traffic/queries'
import {
  TRAFFIC_RANGES,
  type TrafficPoint,
  type TrafficRange,
  type TrafficSeries,
} from '@/lib/traffic/ranges'

const RANGE_TEXTS: Record<TrafficRange, string> = {
  '3h': '3 hours',
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
}
const OPTIONS = TRAFFIC_RANGES.map((value) => ({ value, label: RANGE_TEXTS[value] }))

/** Requests, 4xx, 5xx and latency over a time that one chooses, as charts and as a table. */
export function TrafficCharts({ identity }: { identity: FunctionUrlIdentity }) {
  const [range, setRange] = useQueryState('range', parseAsStringLiteral(TRAFFIC_RANGES).withDefault('24h'))
  const { data, error, isPlaceholderData } = useQuery(trafficSeriesQuery(identity, range))
  const choose = (chosen: string[]) => {
    const next = TRAFFIC_RANGES.find((each) => each !== range && chosen.includes(each))
    if (next) void setRange(next)
  }
  return (
    <section aria-label="Requests over time" className="flex flex-col gap-3 border-line border-t pt-3 pb-1">
      <ToggleGroup label="Range" options={OPTIONS} value={[range]} onChange={choose} />
      {/* The numbers above say what is missing. */}
      {error && <p className="text-mute">Not known: {failureFrom(error).message}</p>}
      {!data && !error && <Skeleton className="h-64 w-full" />}
      {data && !error && (
        <div aria-busy={isPlaceholderData} className="flex flex-col gap-3">
          <Charts series={data} />
        </div>
      )}
    </section>
  )
}

const numbersOf = (points: readonly TrafficPoint[], name: Exclude<keyof TrafficPoint, 'at'>) =>
  points.flatMap((point) => {
    const value = point[name]
    return value === undefined ? [] : [{ at: point.at, value }]
  })

function Charts({ series }: { series: TrafficSeries }) {
  const { points, start, end, period, range } = series
  if (points.length === 0)
    return (
      <p className="text-mute">
        No request was seen in the last {RANGE_TEXTS[range]}. CloudWatch has no datum where nobody calls, and
        counts some minutes late.
      </p>
    )
  const frame = { start, end, period, momentText: momentTextOf(range) }
  const sum = numbersOf(points, 'requests').reduce((total, { value }) => total + value, 0)
  return (
    <>
      <TimeChart
        {...frame}
        label={`Requests in the last ${RANGE_TEXTS[range]}: ${formatNumber(sum)} in all`}
        series={[{ label: 'Requests', tone: 'accent', look: 'bars', points: numbersOf(points, 'requests') }]}
      />
      <TimeChart
        {...frame}
        height={84}
        label={`Responses with an error in the last ${RANGE_TEXTS[range]}`}
        series={[
          { label: '4xx', tone: 'warn', look: 'bars', points: numbersOf(points, 'errors4xx') },
          { label: '5xx', tone: 'bad', look: 'line', points: numbersOf(points, 'errors5xx') },
        ]}
      />
      <TimeChart
        {...frame}
        height={84}
        unit=" ms"
        label={`Latency in the last ${RANGE_TEXTS[range]}, in milliseconds`}
        series={[
          {
            label: 'Average latency',
            tone: 'accent',
            look: 'filled',
            points: numbersOf(points, 'averageLatency'),
          },
          { label: 'Longest', tone: 'neutral', look: 'dashed', points: numbersOf(points, 'longestLatency') },
        ]}
      />
      <SeriesTable series={series} />
      <p className="text-mute text-small">
        Read <Time iso={series.readAt} />. Five metrics each time it is read; a request whose function threw
        is counted, but not as 5xx.
      </p>
    </>
  )
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const DAY_AND_CLOCK = new Intl.DateTimeFormat('en-GB', {
  ...({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const),
})

const momentTextOf = (range: TrafficRange) => (at: number) =>
  (range === '3h' ? CLOCK : DAY_AND_CLOCK).format(at)

const COLUMNS = [
  { head: 'Requests', name: 'requests', unit: '' },
  { head: '4xx', name: 'errors4xx', unit: '' },
  { head: '5xx', name: 'errors5xx', unit: '' },
  { head: 'Average latency', name: 'averageLatency', unit: ' ms' },
  { head: 'Longest', name: 'longestLatency', unit: ' ms' },
] as const

function SeriesTable({ series: { points, range } }: { series: TrafficSeries }) {
  const [isOpen, setIsOpen] = useState(false)
  const momentText = momentTextOf(range)
  return (
    <Disclosure
      summary={`As a table of ${counted(points.length, 'row')}`}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      {isOpen && (
        <NumbersTable
          label={`Requests over the last ${RANGE_TEXTS[range]}`}
          heads={['From', ...COLUMNS.map(({ head }) => head)]}
          rows={points.map((point) => ({
            key: point.at,
            name: momentText(point.at),
            values: COLUMNS.map(({ name, unit }) => {
              const value = point[name]
              return value === undefined ? '–' : `${formatNumber(Math.round(value))}${unit}`
            }),
          }))}
        />
      )}
    </Disclosure>
  )
}
