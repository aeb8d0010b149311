'use client'

import { phaseBadge } from '@/components/bulk/bulk-words'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { BulkLine } from '@/lib/bulk/schema'
import { bulkPath } from '@/lib/identity/paths'
import { counted, formatNumber } from '@/lib/text/counted'

/** A bulk change in a list of changes: one line, which leads to its page with each item's change. */
export function BulkLineRow({ bulk }: { bulk: BulkLine }) {
  const { bulkId, title, actor, startedAt, phase, counts } = bulk
  const badge = phaseBadge(phase, counts)
  const wrong = counts.failed + counts['half-done'] + counts.changed + counts.unknown
  const all = counts.applied + counts.waiting + counts.applying + wrong
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <TextLink href={bulkPath(bulkId)} className="font-strong">
          {title}
        </TextLink>
        <p className="text-small">
          Bulk change: {formatNumber(counts.applied)} of {counted(all, 'change')} applied
        </p>
        <p className="text-mute text-small">
          by {actor.name} · <Time iso={startedAt} />
        </p>
      </div>
      <Badge tone={badge.tone}>{badge.title}</Badge>
    </li>
  )
}
