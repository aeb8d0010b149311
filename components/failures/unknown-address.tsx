import { SearchX } from 'lucide-react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type FunctionIdentity, functionPath } from '@/lib/function-urls/schema'
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
  return (
    <EmptyState
      icon={<SearchX />}
      title={failure.message}
      actions={
        <>
          {identity && failure.code === 'not-found' && (
            <ButtonLink href={functionPath(identity)}>Show {identity.functionName}</ButtonLink>
          )}
          <ButtonLink href="/functions">Show all functions</ButtonLink>
        </>
      }
    >
      {failure.issues?.map(({ path, message }) => (
        <p key={`${path} ${message}`}>{message}</p>
      ))}
    </EmptyState>
  )
}
