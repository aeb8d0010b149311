import { Blocks } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import type { Owner } from '@/lib/owner/owner-of'
import { ownerSentence } from '@/lib/owner/owner-text'
import { TOOL_DETAILS } from '@/lib/owner/tools'

/** The tool that looks like the owner, in a word; the tag that says so is told on hover and to screen readers. */
export function OwnerBadge({ owner }: { owner: Owner }) {
  const sentence = ownerSentence(owner)
  return (
    <span title={sentence} className="inline-flex max-w-full">
      <Badge icon={<Blocks aria-hidden />}>
        {TOOL_DETAILS[owner.tool].label}
        <span className="sr-only">: {sentence}</span>
      </Badge>
    </span>
  )
}
