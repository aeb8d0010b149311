'use client'

import { line } from 'd3-shape'
import { useState } from 'react'
import { NumbersTable } from '@/components/charts/numbers-table'
import { type ChartSeries, TimeChart } from '@/components/charts/time-chart'
import { Dialog } from '@/components/ui/dialog'
import { TONE_TEXT, type Tone } from '@/components/ui/tone'
import type { InventoryDay } from '@/lib/inventory/schema'
import { counted, formatNumber } from '@/lib/text/counted'

const DAY = 86_400_000
const WIDTH = 112
const HEIGHT = 36

const SERIES: {
  name: Exclude<keyof InventoryDay, 'day'>
  label: string
  tone: Tone
  look: ChartSeries['look']
}[] = [
  { name: 'urls', label: 'Function URLs', tone: 'accent', look: 'line' },
  { name: 'public', label: 'Public', tone: 'warn', look: 'line' },
  { name: 'unreachable', label: 'Not reachable', tone: 'bad', look: 'dashed' },
]

const timeOf = ({ day }: InventoryDay) => Date.parse(`${day}T00:00:00Z`)

/** How the numbers of function URLs moved over the last weeks: a small picture, and a dialog with chart and table. */
export function DaysChart({ days }: { days: InventoryDay[] }) {
  const [isOpen, setIsOpen] = useState(false)
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return null
  const weeks = counted(Math.round((timeOf(last) - timeOf(first)) / DAY) + 1, 'day')
  return (
    <>
      <button
        type="button"
        onClick={() => setIsOpen(true)}
        className="flex w-full shrink-0 items-center justify-between gap-3 rounded-lg border border-line bg-panel px-4 py-2.5 text-left hover:border-line-strong xl:w-64"
      >
        <span className="flex flex-col gap-0.5">
          <span className="text-mute text-small">Last {weeks}</span>
          <span className="text-small">{movementText(first, last)}</span>
        </span>
        <Picture days={days} />
      </button>
      <Dialog open={isOpen} onOpenChange={setIsOpen} size="lg" title={`Function URLs over the last ${weeks}`}>
        {isOpen && <DaysDetails days={days} />}
      </Dialog>
    </>
  )
}

/** `Public +3`: what people look for first. */
function movementText(first: InventoryDay, last: InventoryDay): string {
  const moved = last.public - first.public
  if (moved === 0) return 'Public unchanged'
  return `Public ${moved > 0 ? '+' : '−'}${formatNumber(Math.abs(moved))}`
}

function Picture({ days }: { days: InventoryDay[] }) {
  const most = Math.max(1, ...days.map(({ urls }) => urls))
  const start = days[0] ? timeOf(days[0]) : 0
  const span = Math.max(DAY, (days.at(-1) ? timeOf(days.at(-1) as InventoryDay) : 0) - start)
  return (
    <svg aria-hidden="true" width={WIDTH} height={HEIGHT} className="shrink-0">
      {SERIES.map(({ name, tone, look }) => {
        const drawn = line<InventoryDay>()
          .x((day) => 1 + ((timeOf(day) - start) / span) * (WIDTH - 2))
          .y((day) => HEIGHT - 2 - (day[name] / most) * (HEIGHT - 4))
        return (
          <path
            key={name}
            d={drawn(days) ?? ''}
            className={TONE_TEXT[tone]}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeDasharray={look === 'dashed' ? '3 2' : undefined}
          />
        )
      })}
    </svg>
  )
}

const DAY_TEXT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

function DaysDetails({ days }: { days: InventoryDay[] }) {
  const series = SERIES.map(({ name, label, tone, look }) => ({
    ...{ label, tone, look },
    points: days.map((day) => ({ at: timeOf(day), value: day[name] })),
  }))
  const last = days.at(-1)
  return (
    <div className="flex flex-col gap-4">
      <TimeChart
        label={`Function URLs day by day${last ? `, now ${formatNumber(last.urls)}, of these ${formatNumber(last.public)} public and ${formatNumber(last.unreachable)} not reachable` : ''}`}
        series={series}
        start={days[0] ? timeOf(days[0]) : 0}
        end={(last ? timeOf(last) : 0) + DAY}
        period={DAY}
        height={200}
        momentText={(at) => DAY_TEXT.format(at)}
      />
      <p className="text-mute text-small">
        One reading a day and account and region, in UTC. A day on which an account was not read has none of
        its function URLs.
      </p>
      <NumbersTable
        label="Function URLs day by day"
        heads={['Day', ...SERIES.map(({ label }) => label), 'Unknown']}
        rows={days.toReversed().map((day) => ({
          key: day.day,
          name: day.day,
          values: [...SERIES.map(({ name }) => day[name]), day.unknown].map(formatNumber),
        }))}
      />
    </div>
  )
}
