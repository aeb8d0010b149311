import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import type { Stop } from '@/lib/cors/simulator/simulation'
import { functionUrlPath } from '@/lib/identity/paths'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'
import { visibleText } from '@/lib/text/visible-text'

interface StopNoteProps {
  stop: Stop
  /** CORS itself lets the call through. */
  isOnly: boolean
  identity: FunctionUrlIdentity
}

/** What keeps a call from the function and is not a matter of CORS, and where its cure is. */
export function StopNote({ stop, isOnly, identity }: StopNoteProps) {
  const statuses = stop.statuses.join(' or ')
  return (
    <Note>
      {isOnly
        ? 'CORS is not the cause, and no CORS setting changes it.'
        : `CORS is not the only cause: once it allows the call, Lambda answers ${statuses}.`}{' '}
      {visibleText(stop.reason)}{' '}
      <TextLink href={`${functionUrlPath(identity, 'access')}?explain=${stop.statuses[0]}`}>
        See the cause and the fix on Access
      </TextLink>
    </Note>
  )
}

export const Note = ({ children }: { children: ReactNode }) => (
  <p className="text-ink text-small">{children}</p>
)
