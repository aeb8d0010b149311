'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryState } from 'nuqs'
import { useCorsDraft } from '@/components/cors/use-cors-draft'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import type { Cors } from '@/lib/cors/value/schema'
import {
  type CorsDifference,
  changesText,
  corsDifferences,
  countCorsChanges,
} from '@/lib/function-urls/setting-differences'
import { visibleText } from '@/lib/text/visible-text'

/** A draft that came with the address (`?draft=`): offered, never put over one's own unasked. */
export function LinkedDraft({ stored }: { stored: Cors | undefined }) {
  const [packed, setPacked] = useQueryState('draft', parseAsString)
  return packed === null ? null : (
    <Offer packed={packed} stored={stored} onDone={() => void setPacked(null)} />
  )
}

interface OfferProps {
  packed: string
  stored: Cors | undefined
  onDone: () => void
}

function Offer({ packed, stored, onDone }: OfferProps) {
  const { cors: draft, json, replace } = useCorsDraft()
  // Unpacked by the schema of CORS, which is loaded for it.
  const { data } = useQuery({
    queryKey: ['linked-draft', packed],
    queryFn: async () => ({ cors: (await import('@/lib/cors/value/draft-link')).draftOfLink(packed) }),
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  })
  if (data === undefined) return null
  const dismiss = (
    <Button size="sm" onClick={onDone}>
      {data.cors === null ? 'Close' : 'Ignore'}
    </Button>
  )
  if (data.cors === null)
    return (
      <Callout tone="bad" role="alert" title="The draft in this link cannot be read" actions={dismiss}>
        The link was cut off, or it was not made by this console. Nothing of it is used; what is stored is
        shown.
      </Callout>
    )
  const linked = data.cors
  const isOwn = json !== null || countCorsChanges(stored, draft) > 0
  const use = () => {
    replace(linked)
    onDone()
  }
  return (
    <Callout
      tone="accent"
      role="status"
      title={`This link brought a draft: ${changesText(countCorsChanges(stored, linked)).toLowerCase()} to what is stored`}
      actions={
        <>
          <Button size="sm" variant="primary" onClick={use}>
            {isOwn ? 'Replace my draft' : 'Apply to draft'}
          </Button>
          {dismiss}
        </>
      }
    >
      <ul className="mb-1">
        {corsDifferences(stored, linked).map((difference) => (
          <li key={difference.member} className="break-words">
            {difference.label}: {differenceText(difference)}
          </li>
        ))}
      </ul>
      {isOwn
        ? 'You have unsaved changes of your own, which it would replace. Nothing is applied before the review.'
        : 'Nothing is applied before the review.'}
    </Callout>
  )
}

/** More would bury the choice; the review lists every entry. */
const MAX_ENTRIES = 6

function differenceText({ added, removed, before, after }: CorsDifference): string {
  const entries = [...added.map((entry) => `+ ${entry}`), ...removed.map((entry) => `− ${entry}`)].map(
    visibleText,
  )
  if (entries.length === 0) return `${visibleText(before)} → ${visibleText(after)}`
  const more = entries.length - MAX_ENTRIES
  return `${entries.slice(0, MAX_ENTRIES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
