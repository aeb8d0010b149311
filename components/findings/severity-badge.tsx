import { ChevronDown, ChevronsUp, ChevronUp, Equal, type LucideIcon } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/tone'
import type { Severity } from '@/lib/findings/severity'

interface Look {
  label: string
  tone: Tone
  icon: LucideIcon
}

export const SEVERITY_LOOKS: Record<Severity, Look> = {
  critical: { label: 'Critical', tone: 'bad', icon: ChevronsUp },
  high: { label: 'High', tone: 'bad', icon: ChevronUp },
  medium: { label: 'Medium', tone: 'warn', icon: Equal },
  low: { label: 'Low', tone: 'neutral', icon: ChevronDown },
}

/** How severe a finding is, as a word with a shape. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { label, tone, icon: Icon } = SEVERITY_LOOKS[severity]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {label}
    </Badge>
  )
}

/** How many findings, and the severity of the worst by its shape and colour: for narrow cells. */
export function SeverityCount({ severity, count }: { severity: Severity; count: number }) {
  const { label, tone, icon: Icon } = SEVERITY_LOOKS[severity]
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      <span className="sr-only">{label} </span>
      {count}
    </Badge>
  )
}
