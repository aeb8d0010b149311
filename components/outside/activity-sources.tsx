'use client'

import dynamic from 'next/dynamic'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { ToggleGroup } from '@/components/ui/toggle-group'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

const OutsideList = dynamic(async () => (await import('@/components/outside/outside-list')).OutsideList, {
  ssr: false,
  loading: () => <Skeleton className="h-72 w-full" />,
})

const SOURCES = ['here', 'elsewhere'] as const
const OPTIONS = [
  { value: 'here', label: 'Made with this console' },
  { value: 'elsewhere', label: 'Made elsewhere' },
]

interface ActivitySourcesProps {
  /** Of one function URL. */
  of?: FunctionUrlIdentity
  /** What was made with this console. */
  children: ReactNode
}

/** The record of this console, and what CloudTrail tells of changes past it, one beside the other. */
export function ActivitySources({ of, children }: ActivitySourcesProps) {
  const [source, setSource] = useQueryState('from', parseAsStringLiteral(SOURCES).withDefault('here'))
  const choose = (chosen: string[]) => {
    const next = SOURCES.find((each) => each !== source && chosen.includes(each))
    if (next) void setSource(next)
  }
  return (
    <div className="flex flex-col gap-4">
      <ToggleGroup label="Changes" options={OPTIONS} value={[source]} onChange={choose} />
      {source === 'here' ? <div>{children}</div> : <OutsideList of={of} />}
    </div>
  )
}
