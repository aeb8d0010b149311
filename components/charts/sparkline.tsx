const WIDTH = 78
const HEIGHT = 18

interface SparklineProps {
  /** One for each day, the oldest first. */
  values: readonly number[]
  label: string
}

/** A month of days as small bars; a day without anything is a dot of the base line. */
export function Sparkline({ values, label }: SparklineProps) {
  const most = Math.max(1, ...values)
  const step = WIDTH / Math.max(1, values.length)
  const bars = values.map((value, index) => {
    const height = value === 0 ? 0 : Math.max(1.5, (value / most) * (HEIGHT - 1))
    return `M${(index * step).toFixed(1)} ${HEIGHT - 1}v-${height.toFixed(1)}h${(step - 0.6).toFixed(1)}v${height.toFixed(1)}z`
  })
  return (
    <svg role="img" aria-label={label} width={WIDTH} height={HEIGHT} className="block text-accent">
      <path d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} stroke="var(--line-strong)" />
      <path d={bars.join('')} fill="currentColor" />
    </svg>
  )
}
