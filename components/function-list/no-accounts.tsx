'use client'

import { CloudOff } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import type { Failure } from '@/lib/failures/result'

/** The console can read no account at all: why, and how to give it one. */
export function NoAccounts({ failure, title = 'Functions' }: { failure?: Failure; title?: string }) {
  const router = useRouter()
  const [isTrying, startTrying] = useTransition()
  const again = (
    <Button pending={isTrying} onClick={() => startTrying(() => router.refresh())}>
      Try again
    </Button>
  )
  return (
    <>
      <PageHeader title={title} />
      <div className="flex flex-col gap-4">
        {failure && <FailureCallout failure={failure} actions={again} />}
        {(!failure || failure.code === 'credentials-missing') && (
          <Panel>
            <EmptyState icon={<CloudOff />} title="No AWS account yet" actions={failure ? undefined : again}>
              <p>
                The console reads the account that its own credentials belong to (AWS_PROFILE, access keys, or
                the role of the machine), and every account of a role in CONSOLE_ROLE_ARNS, in the regions of
                CONSOLE_REGIONS or AWS_REGION.
              </p>
            </EmptyState>
          </Panel>
        )}
      </div>
    </>
  )
}
