'use client'

import { useQuery } from '@tanstack/react-query'
import { Fact } from '@/components/ui/facts'
import { failureFrom } from '@/lib/doorways/fetch-json'
import type { FunctionIdentity } from '@/lib/identity/schema'
import { ownerQuery } from '@/lib/inventory/queries'
import type { Owner } from '@/lib/owner/owner-of'
import { ownerName } from '@/lib/owner/owner-text'
import { visibleText } from '@/lib/text/visible-text'

/** What looks like the owner, among other facts of a function; tags that cannot be read are not “none”. */
export function OwnerFact({ identity }: { identity: FunctionIdentity }) {
  const { data, error } = useQuery(ownerQuery(identity))
  return (
    <Fact label="Managed by">
      {error ? (
        <span className="text-mute">not known: {failureFrom(error).message}</span>
      ) : data ? (
        <OwnerWords owner={data.owner} />
      ) : (
        <span className="text-mute">reading the tags</span>
      )}
    </Fact>
  )
}

/** `looks like SAM, stack checkout`, with the tag that says so. */
export function OwnerWords({ owner }: { owner: Owner | null }) {
  if (!owner) return <span className="text-mute">no tag names a tool</span>
  return (
    <>
      looks like {ownerName(owner)}{' '}
      <span className="block break-all text-mute text-small">tag {visibleText(owner.tag)}</span>
    </>
  )
}
