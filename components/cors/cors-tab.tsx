'use client'

import { useQuery } from '@tanstack/react-query'
import { ReviewChange } from '@/components/changes/review-change'
import { useAppliedChange } from '@/components/changes/use-applied-change'
import { useChangeFlow } from '@/components/changes/use-change-flow'
import { CorsEditor } from '@/components/cors/cors-editor'
import { useConnection } from '@/components/shell/use-connection'
import { functionUrlQuery } from '@/lib/function-urls/queries'
import type { FunctionUrlConfig, FunctionUrlIdentity } from '@/lib/function-urls/schema'

interface CorsTabProps {
  identity: FunctionUrlIdentity
  config: FunctionUrlConfig
  readAt: string
}

/** CORS of a function URL, from the editor over the review to its application. */
export function CorsTab({ identity, config, readAt }: CorsTabProps) {
  const { data } = useQuery({ ...functionUrlQuery(identity), initialData: { config, readAt } })
  const { data: connection } = useConnection()
  const flow = useChangeFlow()
  const applied = useAppliedChange(identity)
  return (
    <>
      <CorsEditor
        identity={identity}
        config={data.config ?? config}
        readAt={data.readAt}
        readOnlyReason={
          connection?.isReadOnly ? 'The console is in read-only mode (CONSOLE_READ_ONLY).' : undefined
        }
        isPlanning={flow.isPlanning}
        onReview={flow.review}
      />
      <ReviewChange
        flow={flow}
        onClose={(ended) => ended?.outcome?.verdict === 'applied' && applied(ended)}
      />
    </>
  )
}
