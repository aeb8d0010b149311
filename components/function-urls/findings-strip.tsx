'use client'

import dynamic from 'next/dynamic'
import { useAccessFactsWithFunction } from '@/components/access/use-access-facts'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

/** The rules come after the page: they can judge nothing before the policy was read. */
const FindingsOfUrl = dynamic(
  async () => (await import('@/components/findings/findings-of-url')).FindingsOfUrl,
  { ssr: false },
)

interface FindingsStripProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  readAt: string
}

/** What needs somebody's attention, at the top of the overview, each with the tab that mends it. */
export function FindingsStrip({ identity, config, readAt }: FindingsStripProps) {
  const facts = useAccessFactsWithFunction(identity)
  return facts && <FindingsOfUrl access={facts} cors={config.Cors} readAt={readAt} />
}
