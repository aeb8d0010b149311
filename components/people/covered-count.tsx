'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Scope } from '@/lib/auth/scope'
import { coveredQuery } from '@/lib/people/queries'
import { counted } from '@/lib/text/counted'

/** How much a scope comes to now, told while it is written. */
export function CoveredCount({ scope }: { scope: Scope | undefined }) {
  const { data, error } = useQuery({
    ...coveredQuery(scope ?? []),
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
  })
  return (
    <p role="status" className="text-mute text-small">
      {sentence(scope, data, error !== null)}
    </p>
  )
}

function sentence(
  scope: Scope | undefined,
  covered: { urls: number; functions: number } | undefined,
  isFailed: boolean,
): string {
  if (scope === undefined) return 'Narrow it by at least one of these.'
  if (isFailed) return 'How many function URLs this covers could not be counted.'
  if (!covered) return 'Counting the function URLs that this covers…'
  const { urls, functions } = covered
  return `Covers ${counted(urls, 'function URL')} of ${counted(functions, 'function')} known now, and what is made later.`
}
