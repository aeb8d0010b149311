'use client'

import { RotateCcw } from 'lucide-react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { FUNCTIONS_PATH } from '@/lib/identity/paths'

export interface PageProblemProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** A surprise while a page was made: the text stays in the server's log, its number is shown. */
export function PageProblem({ error, reset }: PageProblemProps) {
  return (
    <div className="mx-auto w-full max-w-160 px-4 py-8">
      <h1 className="mb-4 font-title text-title">This page could not be shown</h1>
      <Callout
        tone="bad"
        role="alert"
        title="The console met a problem of its own"
        actions={
          <>
            <ButtonLink href={FUNCTIONS_PATH}>Go to Functions</ButtonLink>
            <Button variant="primary" icon={<RotateCcw aria-hidden size={14} />} onClick={reset}>
              Try again
            </Button>
          </>
        }
      >
        Nothing was changed in AWS by showing this page.
        {error.digest && (
          <>
            {' '}
            The log of the console has the details under <code>{error.digest}</code>.
          </>
        )}
      </Callout>
    </div>
  )
}
