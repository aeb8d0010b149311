'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useTransition } from 'react'
import { FailureCallout } from '@/components/failures/failure-callout'
import type { Crumb } from '@/components/ui/breadcrumbs'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import type { Failure } from '@/lib/failures/result'

interface PageFailureProps {
  /** The page's heading, where nothing above has one. */
  title?: ReactNode
  breadcrumbs?: Crumb[]
  failure: Failure
}

/** A page whose reading failed: why, and the way to try again in place. */
export function PageFailure({ title, breadcrumbs, failure }: PageFailureProps) {
  const router = useRouter()
  const [isTrying, startTrying] = useTransition()
  return (
    <>
      {title !== undefined && <PageHeader title={title} breadcrumbs={breadcrumbs} />}
      <FailureCallout
        failure={failure}
        actions={
          <Button pending={isTrying} onClick={() => startTrying(() => router.refresh())}>
            Try again
          </Button>
        }
      />
    </>
  )
}
