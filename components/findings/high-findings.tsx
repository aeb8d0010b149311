'use client'

import { useQuery } from '@tanstack/react-query'
import { highFindingsQuery } from '@/lib/inventory/queries'
import { counted, formatNumber } from '@/lib/text/counted'

/** How many findings are of high severity, quietly beside the navigation; nothing where there are none. */
export function HighFindings({ first }: { first: { high: number } | undefined }) {
  const { data } = useQuery({ ...highFindingsQuery(), ...(first && { initialData: first }) })
  if (!data || data.high === 0) return null
  const text = counted(data.high, 'finding')
  return (
    <span
      title={`${text} of high severity`}
      className="ml-1.5 rounded-full bg-bad-soft px-1.5 text-bad text-small tabular-nums"
    >
      <span aria-hidden>{formatNumber(data.high)}</span>
      <span className="sr-only">, {text} of high severity</span>
    </span>
  )
}
