import { formatNumber } from './format-number'

interface ProgressBarProps {
  label: string
  value: number
  max: number
  /** What stands at the right; by default `done of all`. */
  detail?: string
}

/** How much of a known amount of work is done. */
export function ProgressBar({ label, value, max, detail }: ProgressBarProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex justify-between gap-4 text-mute text-small">
        <span>{label}</span>
        <span className="tabular-nums">{detail ?? `${formatNumber(value)} of ${formatNumber(max)}`}</span>
      </div>
      <progress
        aria-label={label}
        value={value}
        max={max}
        className="h-1 w-full appearance-none overflow-hidden rounded-full bg-chip accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-chip [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[inline-size]"
      />
    </div>
  )
}
