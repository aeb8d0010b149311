import { ShieldCheck } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { Callout } from '@/components/ui/callout'
import { Time } from '@/components/ui/time'
import type { Protection } from '@/lib/protection/schema'
import { visibleText } from '@/lib/text/visible-text'

/** That a function URL is protected, and why. */
export function ProtectedBadge({ reason }: { reason: string }) {
  return (
    <span title={`Protected: ${visibleText(reason)}`}>
      <Badge tone="accent" icon={<ShieldCheck aria-hidden />}>
        Protected
      </Badge>
      <span className="sr-only">: {visibleText(reason)}</span>
    </span>
  )
}

/** The same for a narrow cell. */
export function ProtectedIcon({ reason }: { reason: string }) {
  return (
    <span title={`Protected: ${visibleText(reason)}`} className="inline-flex shrink-0 text-accent">
      <ShieldCheck aria-hidden size={14} />
      <span className="sr-only">Protected: {visibleText(reason)}</span>
    </span>
  )
}

/** The whole mark, where somebody is about to change what it is on. */
export function ProtectedCallout({ protection: { reason, setBy, setAt } }: { protection: Protection }) {
  return (
    <Callout title="This function URL is protected">
      {visibleText(reason)} Marked by {setBy} <Time iso={setAt} />. Deleting it and making it public take a
      second person.
    </Callout>
  )
}
