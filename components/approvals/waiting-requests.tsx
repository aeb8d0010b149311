'use client'

import { useQuery } from '@tanstack/react-query'
import { waitingRequestsQuery } from '@/lib/approvals/queries'
import { counted, formatNumber } from '@/lib/text/counted'

/** How many requests wait for a decision of who looks, quietly beside the navigation; nothing where there are none. */
export function WaitingRequests({ first }: { first: number | undefined }) {
  const { data } = useQuery({
    ...waitingRequestsQuery(),
    ...(first !== undefined && { initialData: first }),
  })
  if (!data) return null
  const text = `${counted(data, 'request')} waiting for you`
  return (
    <span
      title={text}
      className="ml-1.5 rounded-full bg-accent-soft px-1.5 text-accent text-small tabular-nums"
    >
      <span aria-hidden>{formatNumber(data)}</span>
      <span className="sr-only">, {text}</span>
    </span>
  )
}
