import { SearchX } from 'lucide-react'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Failure } from '@/lib/failures/result'
import { FUNCTIONS_PATH, functionPath, functionUrlPath } from '@/lib/identity/paths'
import type { FunctionIdentity } from '@/lib/identity/schema'

/** The parts of an address; a function has no qualifier. */
export type AddressIdentity = FunctionIdentity & { qualifier?: string }

interface UnknownAddressProps {
  failure: Failure
  /** What the address would name. */
  identity: AddressIdentity
}

/** A page whose address names nothing: which part is unknown, and the way to the nearest that exists. */
export function UnknownAddress({ failure, identity }: UnknownAddressProps) {
  const nearest = nearestAddress(identity, failure.unknown)
  return (
    <EmptyState
      level={1}
      icon={<SearchX />}
      title={failure.message}
      actions={
        <>
          {nearest && (
            <ButtonLink href={nearest.path} variant="primary">
              Show {nearest.name}
            </ButtonLink>
          )}
          <ButtonLink href={FUNCTIONS_PATH}>Show all functions</ButtonLink>
        </>
      }
    >
      <p>
        {nearest ? `The nearest that exists is ${nearest.name}.` : 'Nothing that exists has a similar name.'}
      </p>
    </EmptyState>
  )
}

/** Where the address leads with its unknown part replaced by the nearest that exists. */
function nearestAddress(identity: AddressIdentity, unknown: Failure['unknown']) {
  if (!unknown) return undefined
  const { part, nearest } = unknown
  const { qualifier } = identity
  if (part === 'qualifier' && nearest === undefined)
    return { name: identity.functionName, path: functionPath(identity) }
  if (nearest === undefined) return undefined
  const there = { ...identity, [part]: nearest }
  return {
    name: nearest,
    path:
      qualifier === undefined
        ? functionPath(there)
        : functionUrlPath({ ...there, qualifier: there.qualifier ?? qualifier }),
  }
}
