'use client'

import { ReviewChange } from '@/components/changes/review-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { CorsEditor } from '@/components/cors/cors-editor'
import { SimulatorColumn } from '@/components/cors/lazy-studio'
import { useReadOnlyReason } from '@/components/shell/use-read-only-reason'
import { useServedQuery } from '@/components/ui/use-served-query'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig } from '@/lib/function-urls/schema'
import type { FunctionUrlIdentity } from '@/lib/identity/schema'

interface CorsTabProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  readAt: string
}

/** CORS of a function URL, from the editor over the review to its application. */
export function CorsTab({ identity, config, readAt }: CorsTabProps) {
  const { data } = useServedQuery(functionUrlQuery(identity), { config, readAt })
  const readOnlyReason = useReadOnlyReason()
  const flow = useChangeFlow()
  if (data.config === null) return null
  return (
    <>
      <CorsEditor
        identity={identity}
        config={data.config}
        readAt={data.readAt}
        readOnlyReason={readOnlyReason}
        isPlanning={flow.isPlanning}
        onReview={flow.review}
        simulator={SimulatorColumn}
      />
      <ReviewChange flow={flow} />
    </>
  )
}
