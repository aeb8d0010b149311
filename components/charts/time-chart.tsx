'use client'

import { clsx } from 'clsx'
import { area, line } from 'd3-shape'
import { type PointerEvent, useState } from 'react'
import {
  type ChartPoint,
  type ChartScale,
  chartScale,
  pointNear,
  shortNumber,
  withGaps,
} from '@/components/charts/chart-scale'
import { useWidth } from '@/components/charts/use-width'
import { TONE_TEXT, type Tone } from '@/components/ui/tone'
import { formatNumber } from '@/lib/text/counted'

export interface ChartSeries {
  label: string
  tone: Tone
  /** Counts are bars, one for each period; what is measured is a line; a line that others lie on is filled. */
  look: 'bars' | 'line' | 'filled' | 'dashed'
  points: ChartPoint[]
}

export interface TimeChartProps {
  /** What the chart shows, for those who cannot see it; the table beside it has the values. */
  label: string
  series: ChartSeries[]
  /** Milliseconds since the epoch. */
  start: number
  end: number
  period: number
  /** Behind every value. */
  unit?: string
  height?: number
  momentText: (at: number) => string
}

/** Values over time as SVG, without a style attribute. It can be read by pointing at it; its table stands beside it. */
export function TimeChart(props: TimeChartProps) {
  const { label, series, start, end, height = 120, momentText } = props
  const [box, width] = useWidth<HTMLDivElement>()
  const [pointed, setPointed] = useState<number>()
  const most = Math.max(0, ...series.flatMap(({ points }) => points.map(({ value }) => value)))
  const scale = chartScale({ start, end, most, width, height })
  const follow = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>) =>
    setPointed(scale.timeAt(clientX - currentTarget.getBoundingClientRect().left))
  return (
    <figure>
      <ChartLegend {...props} pointed={pointed} />
      <div ref={box} className="min-w-0">
        <svg
          role="img"
          aria-label={label}
          width={width}
          height={height}
          onPointerMove={follow}
          onPointerLeave={() => setPointed(undefined)}
          className="block overflow-visible"
        >
          {width > 0 && (
            <>
              <Axes scale={scale} height={height} times={[start, end].map(momentText)} />
              {series.map((each) => (
                <Series key={each.label} series={each} scale={scale} period={props.period} />
              ))}
              {pointed !== undefined && <Pointer {...props} scale={scale} at={pointed} />}
            </>
          )}
        </svg>
      </div>
    </figure>
  )
}

function ChartLegend({
  series,
  pointed,
  period,
  unit = '',
  momentText,
}: TimeChartProps & { pointed?: number }) {
  const moment = pointed === undefined ? undefined : momentPointedAt(series, pointed, period)
  return (
    <figcaption className="flex flex-wrap items-baseline gap-x-4 text-small">
      {series.map(({ label, tone, look, points }) => {
        const point = moment === undefined ? undefined : points.find(({ at }) => at === moment)
        return (
          <span key={label} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" width="14" height="8" className={clsx('shrink-0', TONE_TEXT[tone])}>
              {look === 'bars' ? (
                <rect width="14" height="8" rx="1" fill="currentColor" />
              ) : (
                <path
                  d="M0 4H14"
                  stroke="currentColor"
                  strokeWidth="2"
                  strokeDasharray={look === 'dashed' ? '3 2' : undefined}
                />
              )}
            </svg>
            {label}
            {point && (
              <span className="tabular-nums">
                {formatNumber(point.value)}
                {unit}
              </span>
            )}
          </span>
        )
      })}
      {moment !== undefined && <span className="ml-auto text-mute tabular-nums">{momentText(moment)}</span>}
    </figcaption>
  )
}

function momentPointedAt(series: readonly ChartSeries[], at: number, period: number): number | undefined {
  const near = series.flatMap(({ points }) => pointNear(points, at, period) ?? [])
  return near.sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0]?.at
}

function Axes({ scale, height, times }: { scale: ChartScale; height: number; times: string[] }) {
  const { levels, left, right, y } = scale
  return (
    <g className="text-mute" fontSize="11">
      {levels.map((level) => (
        <g key={level}>
          <path d={`M${left} ${y(level)}H${right}`} stroke="var(--line)" />
          <text x={left - 6} y={y(level) + 4} textAnchor="end" fill="currentColor">
            {shortNumber(level)}
          </text>
        </g>
      ))}
      <text x={left} y={height - 2} fill="currentColor">
        {times[0]}
      </text>
      <text x={right} y={height - 2} textAnchor="end" fill="currentColor">
        {times[1]}
      </text>
    </g>
  )
}

interface SeriesProps {
  series: ChartSeries
  scale: ChartScale
  period: number
}

function Series({ series: { look, points, tone }, scale, period }: SeriesProps) {
  const color = TONE_TEXT[tone]
  if (look === 'bars') return <path className={color} d={bars(points, scale, period)} fill="currentColor" />
  const places = withGaps(points, period)
  const isThere = (point: ChartPoint | undefined) => point !== undefined
  const middle = (point: ChartPoint | undefined) => scale.x((point?.at ?? 0) + period / 2)
  const top = (point: ChartPoint | undefined) => scale.y(point?.value ?? 0)
  const drawn = line<ChartPoint | undefined>().defined(isThere).x(middle).y(top)
  const filled = area<ChartPoint | undefined>().defined(isThere).x(middle).y0(scale.bottom).y1(top)
  return (
    <g className={color}>
      {look === 'filled' && <path d={filled(places) ?? ''} fill="currentColor" opacity="0.12" />}
      <path
        d={drawn(places) ?? ''}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeDasharray={look === 'dashed' ? '4 3' : undefined}
      />
    </g>
  )
}

/** A gap between bars, where they are wide enough for one. */
const GAP = 1

function bars(
  points: readonly ChartPoint[],
  { x, y, bottom, left, right }: ChartScale,
  period: number,
): string {
  return points
    .filter(({ value }) => value > 0)
    .map(({ at, value }) => {
      const from = Math.max(left, x(at))
      const to = Math.min(right, x(at + period))
      const width = Math.max(1, to - from - GAP)
      // The least that can be seen: one request is not none.
      const top = Math.min(y(value), bottom - 1)
      return `M${from.toFixed(1)} ${bottom}V${top.toFixed(1)}h${width.toFixed(1)}V${bottom}Z`
    })
    .join('')
}

function Pointer({ series, scale, period, at }: TimeChartProps & { scale: ChartScale; at: number }) {
  const moment = momentPointedAt(series, at, period)
  if (moment === undefined) return null
  const x = scale.x(moment + period / 2)
  return <path d={`M${x} ${scale.y(scale.levels.at(-1) ?? 0)}V${scale.bottom}`} stroke="var(--line-strong)" />
}
