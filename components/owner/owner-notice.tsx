'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import { SkeletonLines } from '@/components/ui/skeleton-lines'
import { TextLink } from '@/components/ui/text-link'
import type { PlannedChange } from '@/lib/changes/change'
import { FORMAT_DETAILS } from '@/lib/codegen/formats'
import { failureFrom } from '@/lib/doorways/fetch-json'
import { functionUrlPath } from '@/lib/identity/paths'
import { ownerQuery } from '@/lib/inventory/queries'
import type { Owner } from '@/lib/owner/owner-of'
import { ownerSentence, takenBack } from '@/lib/owner/owner-text'
import { TOOL_DETAILS } from '@/lib/owner/tools'

const OwnerPatch = dynamic(async () => (await import('@/components/owner/owner-patch')).OwnerPatch, {
  loading: () => <SkeletonLines lines={4} label="Writing the code" />,
})

/** Before an edit: that the next deployment may take it back, and what to change in the sources of the tool. */
export function OwnerNotice({ plan }: { plan: PlannedChange }) {
  const { data, error } = useQuery(ownerQuery(plan.request.identity))
  if (error)
    return (
      <p className="text-mute text-small">
        Whether a deployment tool manages this function is not known: {failureFrom(error).message}
      </p>
    )
  if (!data?.owner) return null
  return (
    <Callout tone="warn" title={takenBack(data.owner)}>
      <p>{ownerSentence(data.owner)}.</p>
      <Patch plan={plan} owner={data.owner} />
    </Callout>
  )
}

function Patch({ plan, owner }: { plan: PlannedChange; owner: Owner }) {
  const [wasOpened, setWasOpened] = useState(false)
  const { label, format } = TOOL_DETAILS[owner.tool]
  if (plan.after.config === null)
    return <p>Take the function URL and its permissions out of those sources too.</p>
  if (!format)
    return (
      <p>
        The console writes no {label} code; all values stand on the{' '}
        <TextLink href={functionUrlPath(plan.request.identity, 'code')}>Code tab</TextLink>.
      </p>
    )
  return (
    <Disclosure
      className="mt-1"
      summary={`The same change in ${FORMAT_DETAILS[format].label}`}
      onToggle={(event) => event.currentTarget.open && setWasOpened(true)}
    >
      {wasOpened && <OwnerPatch plan={plan} format={format} />}
    </Disclosure>
  )
}
