import { SearchX } from 'lucide-react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type FunctionIdentity, functionPath, functionUrlPath } from '@/lib/function-urls/schema'
import type { Failure } from '@/lib/result'

interface UnknownAddressProps {
  failure: Failure
  /** The nearest thing that the address names: its function. */
  identity?: FunctionIdentity
}

const IS_ADDRESS = new Set(['not-found', 'unknown-target', 'invalid-input'])

/** A page whose address names nothing: which part is unknown, and the way to the nearest that exists. */
export function UnknownAddress({ failure, identity }: UnknownAddressProps) {
  if (!IS_ADDRESS.has(failure.code)) return <FailureCallout failure={failure} />
  const nearest = identity && nearestAddress(identity, failure.unknown)
  return (
    <EmptyState
      icon={<SearchX />}
      title={failure.message}
      actions={
        <>
          {nearest && (
            <ButtonLink href={nearest.path} variant="primary">
              Show {nearest.name}
            </ButtonLink>
          )}
          <ButtonLink href="/functions">Show all functions</ButtonLink>
        </>
      }
    >
      {nearest && <p>The nearest that exists is {nearest.name}.</p>}
      {failure.issues?.map(({ path, message }) => (
        <p key={`${path} ${message}`}>{message}</p>
      ))}
    </EmptyState>
  )
}

/** Where the address leads with its unknown part replaced by the nearest that exists. */
function nearestAddress(identity: FunctionIdentity & { qualifier?: string }, unknown: Failure['unknown']) {
  if (!unknown) return undefined
  const { part, nearest } = unknown
  if (part === 'qualifier') {
    if (nearest === undefined) return { name: identity.functionName, path: functionPath(identity) }
    return { name: nearest, path: functionUrlPath({ ...identity, qualifier: nearest }) }
  }
  if (nearest === undefined) return undefined
  return { name: nearest, path: functionPath({ ...identity, [part]: nearest }) }
}
