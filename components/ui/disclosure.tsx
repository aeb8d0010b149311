import { ChevronRight } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

interface DisclosureProps extends Omit<ComponentProps<'details'>, 'children'> {
  summary: ReactNode
  children: ReactNode
}

/** Details that can be opened; works without script. */
export function Disclosure({ summary, children, className, ...rest }: DisclosureProps) {
  return (
    <details className={className} {...rest}>
      <summary className="inline-flex min-h-6 items-center gap-1 rounded-sm text-mute text-small hover:text-ink">
        <ChevronRight
          aria-hidden
          size={14}
          className="shrink-0 transition-transform [details[open]>summary>&]:rotate-90"
        />
        {summary}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  )
}
